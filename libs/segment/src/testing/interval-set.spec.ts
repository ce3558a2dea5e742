import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IntervalSet } from './interval-set.js';
import { PROPERTY_RUNS } from './property-runs.js';

const ranges = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 8 })), { maxLength: 30 });

describe('the interval set of the checks', () => {
  it('finds every overlap that a plain set of numbers finds, and holds what it holds', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const set = new IntervalSet();
        const plain = new Set<number>();
        for (const [start, length] of list) {
          const numbers = Array.from({ length }, (_, index) => start + index);
          const range = { start: BigInt(start), end: BigInt(start + length) };
          const isTaken = numbers.some((number) => plain.has(number));
          expect(set.contains(range)).toBe(numbers.every((number) => plain.has(number)));
          expect(set.overlaps(range)).toBe(isTaken);
          expect(set.add(range) !== undefined).toBe(isTaken);
          if (!isTaken) for (const number of numbers) plain.add(number);
        }
        expect(set.size).toBe(BigInt(plain.size));
      }),
      PROPERTY_RUNS,
    );
  });
});
