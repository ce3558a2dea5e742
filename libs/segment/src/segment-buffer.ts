/**
 * The double buffer of one biz tag: numbers are handed out of `current` while `next` is fetched in the background, so that a
 * source that is slow or away is not noticed until both are empty.
 *
 * ## Modes
 *
 *     empty ---a caller---> filling <---a batch larger than what is held--- serving
 *       |                    |   \---all served, numbers left-----------------> |
 *       <---all served or gone---/                                              |
 *       <-------------------------------both segments used up-------------------/
 *     empty, filling, serving, exhausted -> paused -> the one that fits
 *     empty, filling, serving, paused -> exhausted (nothing held, nothing left at the source)
 *     exhausted -> empty (the space changed), serving (a jump found numbers after all)
 *     any of these -> draining -> closed
 *     any but closed -> broken
 *
 * buffer-event.ts says what each mode means, buffer-mode.ts which may follow which and what must hold in it. Every change goes through `enter`, which
 * asserts both that it may happen and that what the new mode promises holds.
 *
 * ## Invariants
 * 1. Publish after commit: a number leaves only from a segment that the source has fulfilled, in time, to the live attempt.
 * 2. Disjoint: a range is taken as the source states it; no step or maximum is remembered to compute it.
 * 3. Never backwards: `fence` is the highest end ever held. A segment that starts below it is dropped and told as
 *    `regression`, and the source's maximum is moved past the fence before it is asked for anything else.
 * 4. Single flight: `Refiller` alone asks the source.
 * 5. Wait, do not fail: callers who find too little wait in order, up to `waitTimeoutMs` and `waitersMax`; the refill is
 *    sized for them.
 * 6. Bounded: a batch by `batchMax`, waiters by `waitersMax`, segments held by two.
 * 7. Broken means closed: a failed assertion ends the buffer for good; its callers get SEGMENT_UNAVAILABLE.
 */
import type { BizTagSettings } from './biz-tag-settings.js';
import { type BufferEvent, type BufferMode, type BufferObserver, guarded } from './buffer-event.js';
import type { BufferLimits } from './buffer-limits.js';
import { assertEntry, isFetching, isOver, type ModeFacts, modeCalledFor } from './buffer-mode.js';
import { type BufferCounts, type BufferSnapshot, snapshotOf } from './buffer-snapshot.js';
import type { Clock } from './clock.js';
import { type Deferred, deferred } from './deferred.js';
import { AllocatorError, assert } from './errors.js';
import { RateMeter } from './rate-meter.js';
import type { RefillFailure } from './refiller.js';
import { countFault, refusalIn, unavailable } from './refusal.js';
import type { SegmentRange, SegmentSource } from './segment-source.js';
import { SegmentSupply } from './segment-supply.js';
import { type Waiter, WaiterQueue } from './waiter-queue.js';

export interface SegmentBufferOptions {
  readonly settings: BizTagSettings;
  readonly source: SegmentSource;
  readonly clock: Clock;
  readonly limits: BufferLimits;
  readonly observe?: BufferObserver;
}

export class SegmentBuffer {
  private settings: BizTagSettings;
  private modeNow: BufferMode = 'empty';
  private closing: Deferred<void> | undefined;
  private isFinishing = false;
  private waited = 0;
  private jumpedEpoch: number;
  private readonly supply: SegmentSupply;
  private readonly waiters: WaiterQueue;
  private readonly meter = new RateMeter();
  private readonly clock: Clock;
  private readonly limits: BufferLimits;
  private readonly tell: (event: BufferEvent) => void;

  constructor({ settings, source, clock, limits, observe = () => undefined }: SegmentBufferOptions) {
    this.settings = settings;
    this.jumpedEpoch = settings.jumpEpoch;
    this.clock = clock;
    this.limits = limits;
    this.tell = guarded(observe);
    this.waiters = new WaiterQueue(clock, limits.waitTimeoutMs, (waiter) => this.guard(() => this.giveUp(waiter)));
    this.supply = new SegmentSupply({
      settings,
      source,
      clock,
      limits,
      tell: this.tell,
      demand: () => ({ mayFetch: isFetching(this.modeNow), wantedCount: this.waiters.wantedCount }),
      guard: (step) => this.guard(step),
      onArrival: () => this.serve(),
      onFailure: (failure) => this.refillFailed(failure),
    });
  }

  get bizTag(): string {
    return this.settings.bizTag;
  }

  get mode(): BufferMode {
    return this.modeNow;
  }

  /** Whether `count` numbers are at hand without a wait. */
  canTake(count: number): boolean {
    return this.modeNow === 'serving' && count <= this.supply.pair.heldCount;
  }

  /** Why a caller would be refused now, or undefined. */
  get refusal(): AllocatorError | undefined {
    return refusalIn(this.modeNow, this.bizTag);
  }

  /** One number, at once when one is held. @throws AllocatorError, always as a rejection */
  nextId(): bigint | Promise<bigint> {
    const { supply } = this;
    const { current } = supply.pair;
    if (this.modeNow !== 'serving' || current === undefined) return this.wait('ids', 1).then(firstId);
    const id = current.takeOne();
    if (current.usedCount >= supply.mark) this.guard(() => this.lookUp());
    return id;
  }

  /** Exactly `count` numbers, as ranges in increasing order. @throws AllocatorError, always as a rejection */
  take(count: number): SegmentRange[] | Promise<SegmentRange[]> {
    const fault = countFault(count, this.limits.batchMax);
    if (fault !== undefined) return Promise.reject(fault);
    return this.canTake(count) ? this.draw(count) : this.wait('ids', count);
  }

  /** One range of at least 1 and at most `count` numbers. @throws AllocatorError, always as a rejection */
  lease(count: number): SegmentRange | Promise<SegmentRange> {
    const fault = countFault(count, this.limits.batchMax);
    if (fault !== undefined) return Promise.reject(fault);
    const { current } = this.supply.pair;
    if (this.modeNow !== 'serving' || current === undefined) return this.wait('lease', count).then(firstRange);
    const ranges = this.draw(Math.min(count, current.idle));
    return ranges instanceof Promise ? ranges.then(firstRange) : firstRange(ranges);
  }

  /**
   * Fetches the first segment ahead of the first caller, and the second one too where both are kept filled.
   *
   * @returns when the attempts have ended, well or not
   */
  async warm(): Promise<void> {
    this.supply.touch();
    this.guard(() => this.supply.refillIfDue());
    await this.supply.whenFetched();
    if (this.supply.isKeptFull) await this.supply.whenFetched();
  }

  /** Takes over changed settings; a step takes effect at the next refill, the rest at once. */
  configure(settings: BizTagSettings): void {
    if (isOver(this.modeNow)) return;
    const isJumpOrdered = settings.jumpEpoch > this.settings.jumpEpoch;
    this.settings = settings;
    this.guard(() => {
      // A batch never mixes the numbers of two spaces.
      if (this.supply.configure(settings)) {
        this.supply.abandoned(this.waiters.takeBack(), 'space');
        // All that was held is dropped: whatever comes is fresh, also for a jump that the old space had no numbers for.
        this.jumpedEpoch = settings.jumpEpoch;
      }
      // Before anything is fetched for other reasons: what is fetched next is the fresh segment itself.
      if (isJumpOrdered) this.followJump(settings.jumpEpoch);
      this.settleMode();
      this.supply.refillIfDue();
    });
  }

  /**
   * Goes on with a fresh segment and drops what is held, which serves until the fresh one is there.
   *
   * @returns when the fresh segment is in place; rejects when the buffer closes first, or the number space has ended
   */
  jump(): Promise<void> {
    const { pair, refillState } = this.supply;
    const holdsNothing = pair.heldCount === 0 && refillState !== 'loading' && this.waiters.length === 0;
    return holdsNothing && !this.isClosing ? Promise.resolve() : this.orderJump();
  }

  /**
   * Moves the source's maximum forward to `maxId` and jumps: afterwards this node gives out nothing below `maxId`.
   *
   * @throws AllocatorError INVALID_REQUEST when numbers above `maxId` have been held already
   */
  async skipTo(maxId: bigint): Promise<void> {
    this.supply.skipTo(maxId);
    await this.orderJump();
  }

  /** Takes no new callers, serves those who wait, and lets go of the rest. @returns when it is closed */
  close(): Promise<void> {
    if (this.closing !== undefined) return this.closing.promise;
    if (isOver(this.modeNow)) return Promise.resolve();
    const closing = deferred<void>();
    this.closing = closing;
    this.guard(() => {
      this.supply.failJump('ALLOCATOR_NOT_READY', 'the buffer is closing');
      this.enter('draining');
      this.settleMode();
    });
    return closing.promise;
  }

  /** Notes numbers that were taken and will not be used after all. */
  abandon(count: number): void {
    this.supply.abandoned(count, 'set');
  }

  /** Looks at how fast numbers are taken; to be called about once a second. */
  sample(): void {
    this.meter.sample(this.supply.pair.issuedCount, this.clock.now());
  }

  /** The most numbers taken in any second since this was asked last. */
  takePeak(): number {
    return this.meter.takePeak();
  }

  /** Whether no segment ever came and nobody ever waited for one. */
  get isUntouched(): boolean {
    return this.waited === 0 && this.supply.refillCount === 0;
  }

  /** Running totals, for whoever writes down minutes. */
  counts(): BufferCounts {
    const { abandonedCount, refillCount } = this.supply;
    return { waitedCount: this.waited, abandonedCount, refillCount, peakPerSecond: this.meter.peakPerSecond };
  }

  snapshot(): BufferSnapshot {
    const { supply } = this;
    return snapshotOf({
      bizTag: this.bizTag,
      mode: this.modeNow,
      pair: supply.pair,
      step: supply.steps.step,
      stepFloor: this.settings.stepFloor,
      lifetimesMs: supply.steps.lifetimesMs,
      stepChange: supply.steps.change,
      jumpEpoch: this.jumpedEpoch,
      ratePerSecond: this.meter.ratePerSecond,
      waiterCount: this.waiters.length,
      waitedCount: this.waited,
      refillState: supply.refillState,
      refillFailedAttempts: supply.refillFailedAttempts,
      fence: supply.fence,
    });
  }

  private get isClosing(): boolean {
    return this.modeNow === 'draining' || isOver(this.modeNow);
  }

  private followJump(epoch: number): void {
    this.jump().then(
      () => {
        if (epoch > this.jumpedEpoch) this.jumpedEpoch = epoch;
      },
      () => undefined,
    );
  }

  private orderJump(): Promise<void> {
    if (this.isClosing) return Promise.reject(refusalIn(this.modeNow, this.bizTag));
    const done = this.supply.jump();
    done.catch(() => undefined);
    return done;
  }

  private lookUp(): void {
    this.supply.lookUp();
    if (this.supply.pair.current === undefined) this.settleMode();
  }

  private draw(count: number): SegmentRange[] | Promise<SegmentRange[]> {
    const ranges: SegmentRange[] = [];
    this.guard(() => {
      for (let missing = count; missing > 0; ) {
        const range = this.supply.takeFromCurrent(missing);
        missing -= Number(range.end - range.start);
        ranges.push(range);
      }
      this.lookUp();
    });
    return this.modeNow === 'broken' ? Promise.reject(refusalIn('broken', this.bizTag)) : ranges;
  }

  private wait(wants: Waiter['wants'], count: number): Promise<SegmentRange[]> {
    const { refusal } = this;
    if (refusal !== undefined) return Promise.reject(refusal);
    if (this.waiters.length >= this.limits.waitersMax) {
      return Promise.reject(unavailable(this.bizTag, `${this.limits.waitersMax} callers are waiting already`));
    }
    this.supply.touch();
    this.waited++;
    return new Promise((resolve, reject) => {
      this.waiters.push({ wants, count, ranges: [], takenCount: 0, resolve, reject });
      this.guard(() => this.serve());
    });
  }

  /** Gives those who wait what there is, in order; a waiter takes a part only where that makes room for a segment. */
  private serve(): void {
    const { pair } = this.supply;
    for (let first = this.waiters.head; first !== undefined; first = this.waiters.head) {
      const missing = first.wants === 'lease' ? 1 : first.count - first.takenCount;
      if (missing > pair.heldCount && pair.next === undefined) {
        if (!this.supply.isSpaceEnded) break;
        this.failFirst(refusalIn('exhausted', this.bizTag));
        continue;
      }
      const range = this.supply.takeFromCurrent(first.count - first.takenCount);
      first.ranges.push(range);
      this.waiters.credit(Number(range.end - range.start));
      if (first.wants === 'lease' || first.takenCount === first.count) {
        this.waiters.shift();
        first.resolve(first.ranges);
      }
    }
    this.settleMode();
    this.supply.refillIfDue();
  }

  private refillFailed(failure: RefillFailure): void {
    if (failure === 'not-found') {
      this.failWaiters(() => new AllocatorError('BIZ_TAG_NOT_FOUND', `there is no biz tag ${this.bizTag} any more`));
    }
    this.serve();
  }

  /** A waiter whose time is up. What it had been given in part is lost: a gap is free. */
  private giveUp(waiter: Waiter): void {
    this.supply.abandoned(waiter.takenCount, 'partial');
    const why = this.supply.refillFailedAttempts > 0 ? 'the source does not answer' : 'the source is too slow';
    waiter.reject(unavailable(this.bizTag, `none came within ${this.limits.waitTimeoutMs} ms, ${why}`));
    this.serve();
  }

  private failWaiters(reason: () => Error | undefined): void {
    while (this.waiters.length > 0) this.failFirst(reason());
  }

  private failFirst(reason: Error | undefined): void {
    const waiter = this.waiters.shift();
    if (waiter === undefined) return;
    this.supply.abandoned(waiter.takenCount, 'partial');
    waiter.reject(reason ?? unavailable(this.bizTag, 'it is closed'));
  }

  /** Enters the mode that what is held and who waits call for. */
  private settleMode(): void {
    if (isOver(this.modeNow)) return;
    if (this.modeNow === 'draining') {
      if (this.waiters.length === 0) this.finish();
      return;
    }
    const to = modeCalledFor(this.modeFacts);
    if (to === 'paused') this.failWaiters(() => refusalIn('paused', this.bizTag));
    if (to !== this.modeNow) this.enter(to);
  }

  private enter(to: BufferMode): void {
    const from = this.modeNow;
    assertEntry(from, to, this.modeFacts);
    this.modeNow = to;
    this.supply.mark = 0;
    this.tell({ type: 'mode', bizTag: this.bizTag, from, to });
  }

  private get modeFacts(): ModeFacts {
    const { pair, isSpaceEnded, refillState } = this.supply;
    return {
      isPaused: this.settings.paused,
      heldCount: pair.heldCount,
      waiterCount: this.waiters.length,
      isSpaceEnded,
      isRefillIdle: refillState === 'idle',
    };
  }

  private finish(): void {
    if (this.isFinishing) return;
    this.isFinishing = true;
    void this.supply.stop().then(() =>
      this.guard(() => {
        if (isOver(this.modeNow)) return;
        this.supply.drop('closed');
        this.enter('closed');
        this.closing?.resolve();
      }),
    );
  }

  private guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.breakDown(error);
    }
  }

  private breakDown(error: unknown): void {
    if (isOver(this.modeNow)) return;
    const from = this.modeNow;
    this.modeNow = 'broken';
    this.supply.drop('closed');
    this.failWaiters(() => refusalIn('broken', this.bizTag));
    this.supply.failJump('ALLOCATOR_NOT_READY', 'the buffer has closed itself on a fault');
    void this.supply.stop();
    this.tell({ type: 'broken', bizTag: this.bizTag, error });
    this.tell({ type: 'mode', bizTag: this.bizTag, from, to: 'broken' });
    this.closing?.resolve();
  }
}

function firstRange([range]: SegmentRange[]): SegmentRange {
  assert(range !== undefined, 'whoever is served is given a range');
  return range;
}

function firstId(ranges: SegmentRange[]): bigint {
  return firstRange(ranges).start;
}
