import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionFault } from './errors.js';
import { Segment } from './segment.js';
import { MAX_ID_END } from './segment-source.js';
import { numbersOf } from './testing/fixtures.js';
import { PROPERTY_RUNS } from './testing/property-runs.js';

describe('a segment', () => {
  it('hands out every number of its range once, upwards, however it is asked', () => {
    const start = fc.bigInt({ min: 0n, max: MAX_ID_END - 1_000n });
    const takes = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 });
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 1_000 }), takes, (first, length, counts) => {
        const segment = new Segment({ start: first, end: first + BigInt(length) });
        const given: bigint[] = [];
        for (const count of counts) {
          if (count > segment.idle || segment.idle === 0) break;
          if (count === 0) given.push(segment.takeOne());
          else given.push(...numbersOf([segment.take(count)]));
          expect([segment.usedCount, segment.idle]).toEqual([given.length, length - given.length]);
        }
        expect(given).toEqual(Array.from({ length: given.length }, (_, index) => first + BigInt(index)));
      }),
      PROPERTY_RUNS,
    );
  });

  it('is exact to the last number below 2^63 - 1', () => {
    const segment = new Segment({ start: MAX_ID_END - 2n, end: MAX_ID_END });
    expect([segment.takeOne(), segment.takeOne(), segment.idle]).toEqual([MAX_ID_END - 2n, MAX_ID_END - 1n, 0]);
  });

  it.each([
    ['empty', 5n, 5n],
    ['back to front', 6n, 5n],
    ['below zero', -1n, 5n],
    ['past 2^63 - 1', MAX_ID_END - 1n, MAX_ID_END + 1n],
    ['longer than 2^31 - 1', 0n, 2n ** 31n],
  ])('is never made of a range that is %s', (_what, start, end) => {
    expect(() => new Segment({ start, end })).toThrow(AssertionFault);
  });

  it.each([0, -1, 4])('gives nothing to who takes %s of 3', (count) => {
    const segment = new Segment({ start: 1n, end: 4n });
    expect(() => segment.take(count)).toThrow(AssertionFault);
    expect(segment.idle).toBe(3);
  });
});
