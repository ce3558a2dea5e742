/** Every number ever seen, as merged ranges: whether one was there before is a binary search. */
import type { SegmentRange } from '../segment-source.js';

export class IntervalSet {
  private readonly ranges: SegmentRange[] = [];

  /** Numbers in the set. */
  get size(): bigint {
    return this.ranges.reduce((sum, { start, end }) => sum + (end - start), 0n);
  }

  /** @returns the range that is there already and shares a number with this one, or undefined when it was put in */
  add(range: SegmentRange): SegmentRange | undefined {
    const index = this.indexAtOrAbove(range.start);
    const before = this.ranges[index - 1];
    const after = this.ranges[index];
    if (before !== undefined && before.end > range.start) return before;
    if (after !== undefined && after.start < range.end) return after;
    const touchesBefore = before?.end === range.start;
    const touchesAfter = after?.start === range.end;
    const start = touchesBefore && before !== undefined ? before.start : range.start;
    const end = touchesAfter && after !== undefined ? after.end : range.end;
    this.ranges.splice(index - (touchesBefore ? 1 : 0), Number(touchesBefore) + Number(touchesAfter), { start, end });
    return undefined;
  }

  overlaps({ start, end }: SegmentRange): boolean {
    const index = this.indexAtOrAbove(start);
    const before = this.ranges[index - 1];
    const after = this.ranges[index];
    return (before !== undefined && before.end > start) || (after !== undefined && after.start < end);
  }

  contains({ start, end }: SegmentRange): boolean {
    const index = this.indexAtOrAbove(start + 1n);
    const holder = this.ranges[index - 1];
    return holder !== undefined && holder.start <= start && holder.end >= end;
  }

  /** The first range that starts at or above `start`. */
  private indexAtOrAbove(start: bigint): number {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ranges[middle] as SegmentRange).start < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
