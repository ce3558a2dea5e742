/**
 * Callers who wait for numbers: first come, first served, up to a bound on how many and a deadline for each.
 *
 * Invariants: one waiting time for all, so deadlines stand in the order of arrival, whatever the clock does, and one timer, the
 * first one's, is enough; a waiter leaves exactly once, served or failed.
 */
import type { Clock, Timer } from './clock.js';
import type { SegmentRange } from './segment-source.js';

export interface Waiter {
  /** A lease is content with any one range of at most `count`; the others want `count` exactly. */
  readonly wants: 'ids' | 'lease';
  readonly count: number;
  readonly ranges: SegmentRange[];
  takenCount: number;
  readonly resolve: (ranges: SegmentRange[]) => void;
  readonly reject: (error: Error) => void;
}

interface Entry {
  readonly waiter: Waiter;
  deadlineAtMs: number;
}

export class WaiterQueue {
  private entries: (Entry | undefined)[] = [];
  private headIndex = 0;
  private timer: Timer | undefined;
  private wanted = 0;
  private readonly clock: Clock;
  private readonly timeoutMs: number;
  private readonly onDeadline: (waiter: Waiter) => void;

  /** @param onDeadline told of each waiter that has left because its time was up */
  constructor(clock: Clock, timeoutMs: number, onDeadline: (waiter: Waiter) => void) {
    this.clock = clock;
    this.timeoutMs = timeoutMs;
    this.onDeadline = onDeadline;
  }

  get length(): number {
    return this.entries.length - this.headIndex;
  }

  /** Numbers still wanted by all who wait. */
  get wantedCount(): number {
    return this.wanted;
  }

  get head(): Waiter | undefined {
    return this.entries[this.headIndex]?.waiter;
  }

  push(waiter: Waiter): void {
    const deadlineAtMs = this.clock.now() + this.timeoutMs;
    this.pullForward(deadlineAtMs);
    this.entries.push({ waiter, deadlineAtMs });
    this.wanted += waiter.count;
    if (this.timer === undefined) this.arm();
  }

  /** Notes that the head has been given `count` numbers. */
  credit(count: number): void {
    this.wanted -= count;
    const head = this.head;
    if (head !== undefined) head.takenCount += count;
  }

  /** Takes back what the head has been given so far, so that it waits for all of it again. @returns how many numbers */
  takeBack(): number {
    const { head } = this;
    if (head === undefined) return 0;
    const count = head.takenCount;
    this.wanted += count;
    head.takenCount = 0;
    head.ranges.length = 0;
    return count;
  }

  shift(): Waiter | undefined {
    const head = this.head;
    if (head === undefined) return undefined;
    this.entries[this.headIndex++] = undefined;
    this.wanted -= head.count - head.takenCount;
    if (this.headIndex === this.entries.length) {
      this.entries = [];
      this.headIndex = 0;
      this.timer?.cancel();
      this.timer = undefined;
    } else if (this.headIndex > 1_024 && this.headIndex * 2 > this.entries.length) {
      this.entries = this.entries.slice(this.headIndex);
      this.headIndex = 0;
    }
    return head;
  }

  /** After a clock was set back, those who came before would have a later deadline than who comes now, and hold it up. */
  private pullForward(deadlineAtMs: number): void {
    for (let index = this.entries.length - 1; index >= this.headIndex; index--) {
      const entry = this.entries[index];
      if (entry === undefined || entry.deadlineAtMs <= deadlineAtMs) return;
      entry.deadlineAtMs = deadlineAtMs;
    }
  }

  private arm(): void {
    const first = this.entries[this.headIndex];
    if (first === undefined) return;
    const delayMs = Math.min(this.timeoutMs, Math.max(0, first.deadlineAtMs - this.clock.now()));
    this.timer = this.clock.setTimer(() => this.expire(), delayMs);
  }

  private expire(): void {
    this.timer = undefined;
    const nowMs = this.clock.now();
    for (let first = this.entries[this.headIndex]; first !== undefined; first = this.entries[this.headIndex]) {
      // A clock set back makes a deadline look further away than a wait can be: then the timer is right.
      const isDue = first.deadlineAtMs <= nowMs || first.deadlineAtMs > nowMs + this.timeoutMs;
      if (!isDue) break;
      this.shift();
      this.onDeadline(first.waiter);
    }
    if (this.length > 0 && this.timer === undefined) this.arm();
  }
}
