/**
 * The two segments of a buffer: `current`, out of which numbers are taken, and `next`, which takes its place.
 *
 * Invariants: `next` lies wholly above `current`; there is no `next` without a `current`; `current` is never used up when a
 * call returns (what is used up is switched or let go).
 */
import { assert } from './errors.js';
import type { Segment } from './segment.js';
import type { SegmentRange } from './segment-source.js';

export class SegmentPair {
  current: Segment | undefined;
  next: Segment | undefined;
  private currentSinceMs = 0;
  private issuedEarlier = 0;

  /** Numbers left in both. */
  get heldCount(): number {
    return (this.current?.idle ?? 0) + (this.next?.idle ?? 0);
  }

  /** Numbers taken out of this pair since it was made. */
  get issuedCount(): number {
    return this.issuedEarlier + (this.current?.usedCount ?? 0);
  }

  install(segment: Segment, nowMs: number): void {
    if (this.current === undefined) {
      this.current = segment;
      this.currentSinceMs = nowMs;
      return;
    }
    assert(this.next === undefined, 'a third segment is never held');
    assert(segment.start >= this.current.end, 'next lies above current');
    this.next = segment;
  }

  /**
   * Lets the used-up `current` go and puts `next`, if there is one, in its place.
   *
   * @returns how long `current` lasted, or undefined when the clock can't tell
   */
  switchSegment(nowMs: number): number | undefined {
    const used = this.current;
    assert(used !== undefined && used.idle === 0, 'only a used-up segment is switched');
    const lifetimeMs = nowMs - this.currentSinceMs;
    this.issuedEarlier += used.usedCount;
    this.current = this.next;
    this.next = undefined;
    this.currentSinceMs = nowMs;
    return lifetimeMs >= 0 ? lifetimeMs : undefined;
  }

  /** The next numbers of `current`, at most `count`. */
  takeFromCurrent(count: number): SegmentRange {
    const { current } = this;
    assert(current !== undefined, 'numbers are taken only where some are held');
    return current.take(Math.min(count, current.idle));
  }

  /** Lets go of both. @returns how many numbers were left in them */
  drop(): number {
    const { heldCount } = this;
    this.issuedEarlier = this.issuedCount;
    this.current = undefined;
    this.next = undefined;
    return heldCount;
  }
}
