import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionFault } from './errors.js';
import { Segment } from './segment.js';
import { SegmentPair } from './segment-pair.js';
import { PROPERTY_RUNS } from './testing/property-runs.js';

const segmentOf = (start: bigint, length: number) => new Segment({ start, end: start + BigInt(length) });

function pairOf(...segments: [start: bigint, length: number][]): SegmentPair {
  const pair = new SegmentPair();
  for (const [start, length] of segments) pair.install(segmentOf(start, length), 0);
  return pair;
}

describe('the two segments of a buffer', () => {
  it('never hold a third', () => {
    expect(() => pairOf([1n, 5], [6n, 5], [11n, 5])).toThrow(AssertionFault);
  });

  it('never hold a next that does not lie above current', () => {
    expect(() => pairOf([10n, 5], [14n, 5])).toThrow(AssertionFault);
    expect(() => pairOf([10n, 5], [1n, 5])).toThrow(AssertionFault);
  });

  it('switch only when current is used up', () => {
    const pair = pairOf([1n, 5], [6n, 5]);
    pair.takeFromCurrent(4);
    expect(() => pair.switchSegment(0)).toThrow(AssertionFault);
  });

  it('tell how long current lasted, and nothing when the clock went back', () => {
    const pair = pairOf([1n, 5], [6n, 5]);
    pair.takeFromCurrent(5);
    expect(pair.switchSegment(1_234)).toBe(1_234);
    pair.takeFromCurrent(5);
    expect(pair.switchSegment(1_000)).toBeUndefined();
  });

  it('take no more from current than it has', () => {
    const pair = pairOf([1n, 3], [10n, 5]);
    expect(pair.takeFromCurrent(10)).toEqual({ start: 1n, end: 4n });
  });

  it('account for every number: installed is issued, held or dropped', () => {
    const moves = fc.array(
      fc.oneof(fc.constant('install' as const), fc.constant('drop' as const), fc.integer({ min: 1, max: 12 })),
    );
    fc.assert(
      fc.property(moves, (list) => {
        const pair = new SegmentPair();
        let end = 0n;
        let [installed, dropped, taken] = [0, 0, 0];
        for (const move of list) {
          if (move === 'install') {
            if (pair.next !== undefined) continue;
            pair.install(segmentOf(end, 7), 0);
            end += 9n;
            installed += 7;
          } else if (move === 'drop') dropped += pair.drop();
          else if (pair.current !== undefined) {
            const range = pair.takeFromCurrent(move);
            taken += Number(range.end - range.start);
            if (pair.current.idle === 0) pair.switchSegment(0);
          }
          expect([pair.issuedCount, pair.heldCount]).toEqual([taken, installed - dropped - taken]);
          expect(pair.next === undefined || pair.current !== undefined).toBe(true);
        }
      }),
      PROPERTY_RUNS,
    );
  });
});
