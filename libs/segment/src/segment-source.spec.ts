import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ID_LENGTH_MAX, ID_LENGTH_MIN, MAX_ID_END, numberSpace } from './segment-source.js';
import { PROPERTY_RUNS } from './testing/property-runs.js';

describe('the number space of a length', () => {
  it('holds a number just when the number has that length', () => {
    const id = fc.oneof(fc.bigInt({ min: 0n, max: MAX_ID_END - 1n }), fc.bigInt({ min: 0n, max: 10n ** 8n }));
    fc.assert(
      fc.property(id, fc.integer({ min: ID_LENGTH_MIN, max: ID_LENGTH_MAX }), (number, length) => {
        const { floor, ceiling } = numberSpace(length);
        expect(number >= floor && number < ceiling).toBe(String(number).length === length);
      }),
      PROPERTY_RUNS,
    );
  });

  it.each(Array.from({ length: 13 }, (_, index) => 6 + index))(
    'has its edges where %i digits begin and end',
    (length) => {
      const { floor, ceiling } = numberSpace(length);
      const lengths = [floor - 1n, floor, ceiling - 1n, ceiling].map((number) => String(number).length);
      expect(lengths).toEqual([length - 1, length, length, length + 1]);
    },
  );

  it('is cut at 2^63 - 1 for 19 digits, and is everything from 0 up for any length', () => {
    expect(numberSpace(19)).toEqual({ floor: 10n ** 18n, ceiling: 2n ** 63n - 1n });
    expect(numberSpace(null)).toEqual({ floor: 0n, ceiling: 2n ** 63n - 1n });
  });
});
