import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchJson, setJson } from './id-json.js';

const ranges = fc.array(
  fc
    .tuple(fc.bigInt({ min: 0n, max: 2n ** 63n - 3_000n }), fc.integer({ min: 1, max: 1_500 }))
    .map(([start, count]) => ({ start, end: start + BigInt(count) })),
  { maxLength: 4 },
);

function numbersOf(given: readonly { start: bigint; end: bigint }[]): string[] {
  return given.flatMap(({ start, end }) =>
    Array.from({ length: Number(end - start) }, (_, index) => String(start + BigInt(index))),
  );
}

describe('numbers as JSON bytes', () => {
  it('are the very numbers of the ranges, whatever digits they carry over', () => {
    fc.assert(
      fc.property(ranges, (given) => {
        expect(JSON.parse(batchJson(given).toString())).toEqual({ ids: numbersOf(given) });
      }),
    );
  });

  it('grow by a digit past the last 9', () => {
    expect(batchJson([{ start: 98n, end: 101n }]).toString()).toBe('{"ids":["98","99","100"]}');
  });

  it('keep the tags of a set apart and in order', () => {
    const set = new Map([
      ['order', [{ start: 9n, end: 11n }]],
      ['order-item', [{ start: 1n, end: 2n }]],
    ]);
    expect(setJson(set).toString()).toBe('{"ids":{"order":["9","10"],"order-item":["1"]}}');
  });
});
