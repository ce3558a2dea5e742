/**
 * One reserved range with a cursor: `[start, end)`, of which `[start, start + used)` has been handed out.
 *
 * A number is `start` plus an offset that is a JavaScript number: adding a small integer to one bigint is several times
 * faster than counting in bigints (bench/in-process.ts), and a segment is never longer than 2^31 - 1.
 */
import { assert } from './errors.js';
import { MAX_ID_END, type SegmentRange } from './segment-source.js';

export class Segment {
  readonly start: bigint;
  readonly end: bigint;
  /** Numbers it held when it was new. */
  readonly length: number;
  private used = 0;

  constructor(range: SegmentRange) {
    assert(typeof range.start === 'bigint' && typeof range.end === 'bigint', 'the bounds of a segment are bigints');
    assert(range.start >= 0n && range.end <= MAX_ID_END, 'a segment lies in [0, 2^63 - 1)');
    assert(range.start < range.end, 'a segment holds at least one number');
    assert(range.end - range.start < 2n ** 31n, 'a segment is no longer than 2^31 - 1');
    this.start = range.start;
    this.end = range.end;
    this.length = Number(range.end - range.start);
  }

  /** Numbers handed out. */
  get usedCount(): number {
    return this.used;
  }

  /** Numbers left. */
  get idle(): number {
    return this.length - this.used;
  }

  /** The next number. The caller has made sure that one is left. */
  takeOne(): bigint {
    return this.start + BigInt(this.used++);
  }

  /** The next `count` numbers. The caller has made sure that so many are left. */
  take(count: number): SegmentRange {
    assert(count >= 1 && count <= this.idle, 'a take lies in what is left of the segment');
    const start = this.start + BigInt(this.used);
    this.used += count;
    return { start, end: start + BigInt(count) };
  }
}
