/**
 * The step of one buffer: how many numbers the next reservation takes, how long the last segments lasted, and why the step changed
 * last. The policy decides (step-policy.ts); here is remembered what it decides from.
 *
 * Invariant: the step lies within its bounds, whatever was set meanwhile.
 */
import { type BizTagSettings, stepBounds } from './biz-tag-settings.js';
import type { StepCause } from './buffer-event.js';
import { nextStep } from './step-policy.js';

export interface StepChange {
  /** By the buffer's clock. */
  readonly atMs: number;
  readonly from: number;
  readonly to: number;
  readonly cause: StepCause;
  /** How long the segment lasted that the policy went by; null where it did not. */
  readonly lifetimeMs: number | null;
}

/** So many lifetimes are remembered: enough to see whether they grow or shrink. */
const LIFETIMES_MAX = 5;

export class StepTracker {
  private settings: BizTagSettings;
  private stepNow: number;
  /** How long the segment last used up lasted, until a refill has made its step of it. */
  private pendingMs: number | undefined;
  private lifetimes: readonly number[] = [];
  private lastChange: StepChange | null = null;
  private readonly now: () => number;
  private readonly tell: (change: StepChange) => void;

  constructor(settings: BizTagSettings, now: () => number, tell: (change: StepChange) => void) {
    this.settings = settings;
    this.stepNow = stepBounds(settings).step;
    this.now = now;
    this.tell = tell;
  }

  get step(): number {
    return this.stepNow;
  }

  /** How long the last segments lasted, the latest first; a new array whenever one is added. */
  get lifetimesMs(): readonly number[] {
    return this.lifetimes;
  }

  get change(): StepChange | null {
    return this.lastChange;
  }

  /**
   * Brings the step within changed bounds; a bump ordered with them puts it on the floor at once, from above as well. The next
   * reservation takes just that: how long a segment of the old step lasted says nothing of the new one.
   */
  configure(settings: BizTagSettings): void {
    const isBumped = settings.stepEpoch > this.settings.stepEpoch;
    this.settings = settings;
    const { step: floor, stepMax } = stepBounds(settings);
    const before = this.stepNow;
    if (isBumped) this.put(floor, 'bump', null);
    else if (this.stepNow < floor) this.put(floor, 'floor', null);
    else if (this.stepNow > stepMax) this.put(stepMax, 'ceiling', null);
    if (isBumped || this.stepNow !== before) this.forget();
  }

  /** @param lifetimeMs how long a segment lasted that has just been used up; undefined when the clock can't tell */
  used(lifetimeMs: number | undefined): void {
    this.pendingMs = lifetimeMs;
    if (lifetimeMs !== undefined) this.lifetimes = [lifetimeMs, ...this.lifetimes].slice(0, LIFETIMES_MAX);
  }

  /** What was held was dropped: how long it lasted says nothing. */
  forget(): void {
    this.pendingMs = undefined;
  }

  /** @returns the step of the refill that begins now */
  next(): number {
    const lifetimeMs = this.pendingMs;
    this.pendingMs = undefined;
    const step = nextStep(this.stepNow, lifetimeMs, stepBounds(this.settings));
    this.put(step, step > this.stepNow ? 'short' : 'long', lifetimeMs ?? null);
    return step;
  }

  private put(step: number, cause: StepCause, lifetimeMs: number | null): void {
    if (step === this.stepNow) return;
    this.lastChange = { atMs: this.now(), from: this.stepNow, to: step, cause, lifetimeMs };
    this.stepNow = step;
    this.tell(this.lastChange);
  }
}
