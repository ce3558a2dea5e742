/**
 * Fetches segments for one buffer: one attempt at a time, each within a time-out, with a growing and jittered pause after
 * a failure. The buffer says what it needs; when and how often the source is asked is decided here alone, so callers can
 * never cause an attempt each.
 *
 * States: `idle` -> `loading` -> (`idle` | `resting`); `resting` -> `idle` when the pause is over. Nothing starts but from `idle`.
 *
 * Invariants:
 * - At most one attempt is live. One that timed out is dead: a range it still brings is abandoned, never handed on.
 * - An attempt whose outcome is not known counts its whole range as abandoned.
 * - A dead attempt that has not asked for its range yet, because it was still moving the maximum forward, asks no more.
 */
import type { AbandonReason } from './buffer-event.js';
import type { Clock, Timer } from './clock.js';
import { assert } from './errors.js';
import {
  type SegmentRange,
  type SegmentRequest,
  type SegmentSource,
  SegmentSourceError,
  type SegmentSourceFailure,
} from './segment-source.js';

export type RefillState = 'idle' | 'loading' | 'resting';
export type RefillFailure = SegmentSourceFailure | 'timeout';

/** Pause after the n-th failure in a row, in ms, before jitter; the last one repeats. A database's restart takes seconds. */
const RETRY_DELAYS_MS = [50, 100, 200, 400, 800, 1_500, 2_000] as const;
const RETRY_DELAY_LAST_MS = 2_000;

export interface FailedRefill {
  readonly failure: RefillFailure;
  readonly request: SegmentRequest;
  /** Failures in a row, this one included. */
  readonly attempt: number;
  readonly retryInMs: number;
  readonly error: unknown;
}

export interface RefillerOutcome {
  /** Whether the range starts below what was handed out before: then it is never used, and the attempt has failed. */
  isRegressed(range: SegmentRange): boolean;
  reserved(range: SegmentRange, request: SegmentRequest, durationMs: number): void;
  failed(failed: FailedRefill): void;
  abandoned(count: number, reason: AbandonReason): void;
  /** The pause after a failure is over: the buffer may ask again. */
  rested(): void;
}

export interface RefillerOptions {
  readonly source: SegmentSource;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly outcome: RefillerOutcome;
  /** Runs what happens in the background, so that a failed assertion in it, or a source that answers nonsense, is seen. */
  readonly guard: (step: () => void) => void;
}

export class Refiller {
  private refillState: RefillState = 'idle';
  private liveAttempt = 0;
  /** Whether the live attempt has asked for its range, so that numbers may be lost with it. */
  private hasAsked = false;
  private failures = 0;
  private timer: Timer | undefined;
  private advanceTo: bigint | undefined;
  /** The highest maximum ever ordered: an attempt begun since then brings nothing below it, even if the source went back again. */
  private orderedMax = 0n;
  /** What the live attempt has to start at or above. */
  private startMin = 0n;
  private stopped = false;
  private readonly endListeners: (() => void)[] = [];
  private readonly options: RefillerOptions;

  constructor(options: RefillerOptions) {
    this.options = options;
  }

  get state(): RefillState {
    return this.refillState;
  }

  /** Failed attempts in a row. */
  get failedAttempts(): number {
    return this.failures;
  }

  /** The running number of the attempt that is live, or was last. */
  get attempt(): number {
    return this.liveAttempt;
  }

  /** Before the next reservation, the source's maximum is moved forward to `maxId`. */
  advanceBeforeNext(maxId: bigint): void {
    if (this.advanceTo === undefined || maxId > this.advanceTo) this.advanceTo = maxId;
    if (maxId > this.orderedMax) this.orderedMax = maxId;
  }

  /** Starts an attempt. The caller has seen `state` to be `idle`. */
  start(request: SegmentRequest): void {
    assert(this.refillState === 'idle' && !this.stopped, 'one refill at a time');
    this.refillState = 'loading';
    this.hasAsked = false;
    this.startMin = this.orderedMax;
    const attempt = ++this.liveAttempt;
    const { clock, timeoutMs, guard } = this.options;
    const startedAtMs = clock.now();
    this.timer = clock.setTimer(
      () => guard(() => this.fail(attempt, request, 'timeout', new Error(`no answer within ${timeoutMs} ms`))),
      timeoutMs,
    );
    void this.reserve(attempt, request).then(
      (range) => guard(() => this.arrive(attempt, request, range, clock.now() - startedAtMs)),
      (error: unknown) => guard(() => this.fail(attempt, request, failureOf(error), error)),
    );
  }

  /** Starts nothing more. @returns when the live attempt, if there is one, has ended, which its time-out bounds */
  stop(): Promise<void> {
    this.stopped = true;
    if (this.refillState === 'resting') {
      this.timer?.cancel();
      this.refillState = 'idle';
    }
    return this.whenEnded();
  }

  /** @returns when no attempt is live, which its time-out bounds */
  whenEnded(): Promise<void> {
    if (this.refillState !== 'loading') return Promise.resolve();
    return new Promise((resolve) => this.endListeners.push(resolve));
  }

  private async reserve(attempt: number, request: SegmentRequest): Promise<SegmentRange> {
    const { source } = this.options;
    const target = this.advanceTo;
    if (target !== undefined) {
      await source.advance(request.bizTag, target).catch(nothingReserved);
      if (this.advanceTo === target) this.advanceTo = undefined;
      if (!this.isLive(attempt)) throw new SegmentSourceError('refused', 'its time was up before it asked for a range');
    }
    this.hasAsked = true;
    return source.reserve(request);
  }

  private arrive(attempt: number, request: SegmentRequest, range: SegmentRange, durationMs: number): void {
    if (!this.isLive(attempt)) return;
    const { outcome } = this.options;
    if (outcome.isRegressed(range) || range.start < this.startMin) {
      outcome.abandoned(Number(range.end - range.start), 'regression');
      this.advanceBeforeNext(this.startMin);
      this.fail(attempt, request, 'regressed', new Error(`a segment from ${range.start} lies below what is safe`));
      return;
    }
    this.timer?.cancel();
    this.refillState = 'idle';
    this.failures = 0;
    try {
      outcome.reserved(range, request, Math.max(0, durationMs));
    } finally {
      this.ended();
    }
  }

  private fail(attempt: number, request: SegmentRequest, failure: RefillFailure, error: unknown): void {
    if (!this.isLive(attempt)) return;
    this.timer?.cancel();
    this.failures++;
    const { clock, outcome, guard } = this.options;
    const delayMs = RETRY_DELAYS_MS[this.failures - 1] ?? RETRY_DELAY_LAST_MS;
    const retryInMs = Math.round(delayMs * (0.5 + clock.random()));
    this.refillState = this.stopped ? 'idle' : 'resting';
    if (!this.stopped) this.timer = clock.setTimer(() => guard(() => this.rest()), retryInMs);
    if (failure === 'timeout' && this.hasAsked) outcome.abandoned(request.count, 'late');
    if (failure === 'unknown') outcome.abandoned(request.count, 'unknown-outcome');
    try {
      outcome.failed({ failure, request, attempt: this.failures, retryInMs, error });
    } finally {
      this.ended();
    }
  }

  private ended(): void {
    for (const listener of this.endListeners.splice(0)) listener();
  }

  private rest(): void {
    assert(this.refillState === 'resting', 'a pause ends only while resting');
    this.refillState = 'idle';
    this.options.outcome.rested();
  }

  private isLive(attempt: number): boolean {
    return attempt === this.liveAttempt && this.refillState === 'loading';
  }
}

/** What fails before the reservation was asked for has reserved nothing. */
function nothingReserved(error: unknown): never {
  if (error instanceof SegmentSourceError && error.failure !== 'unknown') throw error;
  throw new SegmentSourceError('refused', 'the maximum could not be moved forward', error);
}

function failureOf(error: unknown): SegmentSourceFailure {
  return error instanceof SegmentSourceError ? error.failure : 'unknown';
}
