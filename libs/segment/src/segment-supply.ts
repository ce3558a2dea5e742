/**
 * What a buffer holds and how it is made to hold more: the two segments, the step, the fence, the refills, the jump. It knows
 * nothing of callers but how many numbers they want.
 *
 * Invariants 1 to 4 of the double buffer (segment-buffer.ts) are kept here:
 * - A segment is installed only when the live attempt was fulfilled by the source, in time.
 * - The range is taken as the source states it.
 * - `fence` is the highest end ever held; below it nothing is installed, and the source is told to move past it.
 * - `Refiller` alone asks the source.
 */
import type { BizTagSettings } from './biz-tag-settings.js';
import type { AbandonReason, BufferEvent } from './buffer-event.js';
import type { BufferLimits } from './buffer-limits.js';
import type { Clock } from './clock.js';
import { type Deferred, deferred } from './deferred.js';
import { AllocatorError, assert } from './errors.js';
import { type FailedRefill, Refiller, type RefillFailure, type RefillState } from './refiller.js';
import { Segment } from './segment.js';
import { SegmentPair } from './segment-pair.js';
import { numberSpace, type SegmentRange, type SegmentRequest, type SegmentSource } from './segment-source.js';
import { type StepChange, StepTracker } from './step-tracker.js';

/** What the buffer wants of its supply at this moment. */
export interface Demand {
  /** Whether numbers may be fetched for callers in the buffer's present mode. */
  readonly mayFetch: boolean;
  /** Numbers wanted by callers who wait; 0 when nobody does. */
  readonly wantedCount: number;
}

export interface SegmentSupplyOptions {
  readonly settings: BizTagSettings;
  readonly source: SegmentSource;
  readonly clock: Clock;
  readonly limits: BufferLimits;
  readonly demand: () => Demand;
  readonly tell: (event: BufferEvent) => void;
  /** Runs what happens in the background, so that a failed assertion in it closes the buffer. */
  readonly guard: (step: () => void) => void;
  readonly onArrival: () => void;
  readonly onFailure: (failure: RefillFailure) => void;
}

interface JumpOrder extends Deferred<void> {
  /** Only an attempt begun after the order brings a fresh segment. */
  readonly afterAttempt: number;
}

export class SegmentSupply {
  readonly pair = new SegmentPair();
  readonly steps: StepTracker;
  /** The used count of `current` at which a taking has to look up from its counting. */
  mark = 0;
  private readonly options: SegmentSupplyOptions;
  private readonly refiller: Refiller;
  private settings: BizTagSettings;
  private space: { floor: bigint; ceiling: bigint };
  private highestEnd = 0n;
  private lost = 0;
  private refills = 0;
  private isTouched = false;
  private isStopped = false;
  private hasEnded = false;
  private jumpOrder: JumpOrder | undefined;

  constructor(options: SegmentSupplyOptions) {
    this.options = options;
    this.settings = options.settings;
    this.space = numberSpace(options.settings.idLength);
    const { guard, source, clock, limits } = options;
    this.steps = new StepTracker(options.settings, () => clock.now(), this.tellStep);
    this.isTouched = this.isKeptFull;
    this.refiller = new Refiller({
      source,
      clock,
      timeoutMs: limits.refillTimeoutMs,
      guard,
      outcome: {
        isRegressed: (range) => range.start < this.highestEnd,
        reserved: (range, request, durationMs) => this.reserved(range, request, durationMs),
        failed: (failed) => this.failed(failed),
        abandoned: (count, reason) => this.abandoned(count, reason),
        rested: () => this.refillIfDue(),
      },
    });
  }

  /** The highest end ever held. */
  get fence(): bigint {
    return this.highestEnd;
  }

  /** Whether the source has said that nothing is left. */
  get isSpaceEnded(): boolean {
    return this.hasEnded;
  }

  get refillState(): RefillState {
    return this.refiller.state;
  }

  get refillFailedAttempts(): number {
    return this.refiller.failedAttempts;
  }

  /** Numbers that were told as abandoned. */
  get abandonedCount(): number {
    return this.lost;
  }

  /** Segments that came. */
  get refillCount(): number {
    return this.refills;
  }

  /** Whether both segments are kept filled. */
  get isKeptFull(): boolean {
    return this.settings.stepFloor !== null;
  }

  /** From now on a segment is kept at hand. */
  touch(): void {
    this.isTouched = true;
  }

  /**
   * @param settings the step takes effect at the next refill; a new `idLength` drops what is held
   * @returns whether the number space is another one now
   */
  configure(settings: BizTagSettings): boolean {
    const isSpaceChanged = settings.idLength !== this.settings.idLength;
    this.settings = settings;
    this.steps.configure(settings);
    if (this.isKeptFull) this.isTouched = true;
    if (!isSpaceChanged) return false;
    this.space = numberSpace(settings.idLength);
    this.hasEnded = false;
    this.drop('space');
    return true;
  }

  /** The next numbers of `current`, at most `count`. */
  takeFromCurrent(count: number): SegmentRange {
    const range = this.pair.takeFromCurrent(count);
    this.switchIfUsedUp();
    return range;
  }

  /** What has to be done after numbers were taken: switch, fetch, and say when to look up next. */
  lookUp(): void {
    this.switchIfUsedUp();
    this.refillIfDue();
    const { current, next } = this.pair;
    if (current === undefined) return;
    const threshold = this.thresholdOf(current);
    this.mark = next === undefined && current.usedCount < threshold ? threshold : current.length;
  }

  refillIfDue(): void {
    if (this.isStopped || this.refiller.state !== 'idle') return;
    const demand = this.options.demand();
    const isDue = this.jumpOrder !== undefined || (demand.mayFetch && !this.hasEnded && this.isShort(demand));
    if (!isDue) return;
    const step = this.steps.next();
    const shortage = demand.wantedCount - this.pair.heldCount;
    const shortageMax = Math.max(this.settings.stepMax, this.options.limits.batchMax);
    const count = Math.max(step, Math.min(shortage, shortageMax));
    this.options.tell({ type: 'refill-started', bizTag: this.settings.bizTag, count });
    this.refiller.start({ bizTag: this.settings.bizTag, count, ...this.space });
  }

  /** @returns when no attempt to fetch is under way, fulfilled or failed */
  whenFetched(): Promise<void> {
    return this.refiller.whenEnded();
  }

  /** What is held serves until the fresh segment is there. @returns when it is */
  jump(): Promise<void> {
    const earlier = this.jumpOrder;
    const order: JumpOrder = { ...deferred<void>(), afterAttempt: this.refiller.attempt };
    if (earlier !== undefined) order.promise.then(earlier.resolve, earlier.reject);
    this.jumpOrder = order;
    this.refillIfDue();
    return order.promise;
  }

  /** Moves the source's maximum forward before the next reservation. */
  skipTo(maxId: bigint): void {
    if (maxId < this.highestEnd || maxId > this.space.ceiling) {
      const bounds = `from ${this.highestEnd} to ${this.space.ceiling}`;
      throw new AllocatorError('INVALID_REQUEST', `maxId must be ${bounds}: a maximum never goes back`);
    }
    this.refiller.advanceBeforeNext(maxId);
  }

  failJump(code: 'ALLOCATOR_NOT_READY' | 'ID_SPACE_EXHAUSTED', why: string): void {
    this.jumpOrder?.reject(new AllocatorError(code, `${this.settings.bizTag} can't jump: ${why}`));
    this.jumpOrder = undefined;
  }

  /** Fetches nothing more. @returns when nothing is under way any more */
  stop(): Promise<void> {
    this.isStopped = true;
    return this.refiller.stop();
  }

  drop(reason: AbandonReason): void {
    this.abandoned(this.pair.drop(), reason);
    this.steps.forget();
  }

  abandoned(count: number, reason: AbandonReason): void {
    if (count <= 0) return;
    this.lost += count;
    this.options.tell({ type: 'abandoned', bizTag: this.settings.bizTag, count, reason });
  }

  private isShort(demand: Demand): boolean {
    if (demand.wantedCount > 0) return true;
    const { current, next } = this.pair;
    if (next !== undefined || !this.isTouched) return false;
    return current === undefined || this.isKeptFull || current.usedCount >= this.thresholdOf(current);
  }

  private thresholdOf(segment: Segment): number {
    return Math.max(1, Math.ceil(segment.length * this.options.limits.refillThreshold));
  }

  private switchIfUsedUp(): void {
    if (this.pair.current?.idle !== 0) return;
    const lifetimeMs = this.pair.switchSegment(this.options.clock.now());
    this.steps.used(lifetimeMs);
    this.mark = 0;
    this.options.tell({ type: 'switched', bizTag: this.settings.bizTag, lifetimeMs });
  }

  private reserved(range: SegmentRange, request: SegmentRequest, durationMs: number): void {
    const segment = new Segment(range);
    assert(segment.length <= request.count, 'a source gives no more than it was asked for');
    assert(range.start >= request.floor && range.end <= request.ceiling, 'a segment lies inside the number space');
    assert(range.start >= this.highestEnd, 'a segment lies above everything held before');
    this.highestEnd = range.end;
    this.refills++;
    this.hasEnded = false;
    this.options.tell({
      type: 'refilled',
      bizTag: this.settings.bizTag,
      start: range.start,
      end: range.end,
      durationMs,
    });
    if (this.isStopped) {
      this.abandoned(segment.length, 'closed');
      return;
    }
    if (range.start < this.space.floor || range.end > this.space.ceiling) {
      this.abandoned(segment.length, 'space');
    } else {
      this.finishJump(range.start);
      this.install(segment);
    }
    this.options.onArrival();
  }

  /** A segment fetched for a jump that was called off, or ordered anew, may find no room: it is no fresher than what is held. */
  private install(segment: Segment): void {
    this.mark = 0;
    if (this.pair.next === undefined) this.pair.install(segment, this.options.clock.now());
    else this.abandoned(segment.length, 'jump');
  }

  private finishJump(start: bigint): void {
    const order = this.jumpOrder;
    if (order === undefined || this.refiller.attempt <= order.afterAttempt) return;
    this.jumpOrder = undefined;
    this.drop('jump');
    this.options.tell({ type: 'jumped', bizTag: this.settings.bizTag, start });
    order.resolve();
  }

  private failed({ failure, request, attempt, retryInMs, error }: FailedRefill): void {
    const { bizTag } = this.settings;
    this.options.tell({ type: 'refill-failed', bizTag, failure, attempt, retryInMs, error });
    if (failure === 'regressed') {
      this.options.tell({ type: 'regression', bizTag, fence: this.highestEnd });
      this.refiller.advanceBeforeNext(this.highestEnd);
    }
    // An answer about the number space that was in force before says nothing about the one that is now.
    if (failure === 'exhausted' && request.ceiling === this.space.ceiling) {
      this.hasEnded = true;
      this.failJump('ID_SPACE_EXHAUSTED', 'the number space is used up');
    }
    this.options.onFailure(failure);
  }

  private readonly tellStep = ({ from, to, cause, lifetimeMs }: StepChange): void =>
    this.options.tell({ type: 'step-changed', bizTag: this.settings.bizTag, from, to, cause, lifetimeMs });
}
