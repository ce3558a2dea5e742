/** What a buffer tells whoever observes it. An observer is told after the fact and can change nothing. */
import type { SegmentSourceFailure } from './segment-source.js';

/**
 * - `empty`: nothing is held and nobody waits.
 * - `filling`: callers wait for the source: nothing is held, or less than the first of them asks for.
 * - `serving`: numbers are held and nobody waits; a single number is answered without a promise.
 * - `paused`: what is held stays held; callers are refused.
 * - `exhausted`: the number space is used up, here and at the source.
 * - `draining`: no new callers; those who wait are still served.
 * - `closed`: for good.
 * - `broken`: an assertion failed; closed for good.
 */
export type BufferMode = 'empty' | 'filling' | 'serving' | 'paused' | 'exhausted' | 'draining' | 'closed' | 'broken';

/**
 * Why numbers that were, or may have been, reserved will never be handed out:
 * `unknown-outcome`: the reservation's answer never came; `late`: it came after its time-out; `regression`: it lay below the
 * fence; `jump`, `space` (the tag's `idLength` changed), `closed`; `partial`: a batch could not be completed; `set`: one
 * tag of an id-set failed.
 */
export type AbandonReason = 'unknown-outcome' | 'late' | 'regression' | 'jump' | 'space' | 'closed' | 'partial' | 'set';

/**
 * Why a step changed: `short`, `long`: how long the last segment lasted; `floor`, `ceiling`: the bounds moved past it; `bump`: an
 * operator set it.
 */
export type StepCause = 'short' | 'long' | 'floor' | 'ceiling' | 'bump';

export type BufferEvent = { readonly bizTag: string } & (
  | { readonly type: 'mode'; readonly from: BufferMode; readonly to: BufferMode }
  | { readonly type: 'refill-started'; readonly count: number }
  | {
      readonly type: 'refilled';
      readonly start: bigint;
      readonly end: bigint;
      readonly durationMs: number;
    }
  | {
      readonly type: 'refill-failed';
      readonly failure: SegmentSourceFailure | 'timeout';
      readonly attempt: number;
      readonly retryInMs: number;
      readonly error: unknown;
    }
  | { readonly type: 'switched'; readonly lifetimeMs: number | undefined }
  | {
      readonly type: 'step-changed';
      readonly from: number;
      readonly to: number;
      readonly cause: StepCause;
      readonly lifetimeMs: number | null;
    }
  | { readonly type: 'jumped'; readonly start: bigint }
  /** An alarm: the source's maximum was found below numbers already handed out. */
  | { readonly type: 'regression'; readonly fence: bigint }
  | { readonly type: 'abandoned'; readonly count: number; readonly reason: AbandonReason }
  /** An alarm: a fault of ours. The buffer is closed for good. */
  | { readonly type: 'broken'; readonly error: unknown }
);

export type BufferObserver = (event: BufferEvent) => void;

/** Hides an observer's own faults from the buffer: who watches must not be able to stop what is watched. */
export function guarded(observe: BufferObserver): BufferObserver {
  return (event) => {
    try {
      observe(event);
    } catch {
      // The observer's fault is the observer's to report.
    }
  };
}
