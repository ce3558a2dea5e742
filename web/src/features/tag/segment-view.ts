/** What a bar shows of a segment, and how it goes on between two figures. Pure. */
import type { BufferFigure, SegmentFigure } from '#contract';
import { lengthOf } from '../../shared/format.js';

/** Share of the current segment that is used when the next one is fetched; the server's own. */
export const REFILL_THRESHOLD = 0.1;
/** Below this share left, with no next segment, a bar warns. */
const LOW_SHARE = 0.2;
/** How far ahead of the last figure a bar may run: as long as the slowest node takes to tell of itself. */
const AHEAD_MAX_MS = 5_000;

export interface Held {
  readonly total: number;
  readonly idle: number;
  /** From 0 to 1. */
  readonly share: number;
  readonly isLow: boolean;
}

export function heldOf(segment: SegmentFigure): Held {
  const total = lengthOf(segment);
  const idle = Math.min(segment.idle, total);
  const share = total === 0 ? 0 : idle / total;
  return { total, idle, share, isLow: share < LOW_SHARE };
}

/** How a bar moves until the next figure: between two shares, in a time, evenly. */
export interface Drain {
  readonly from: number;
  readonly to: number;
  readonly durationMs: number;
}

/** @returns undefined where nothing moves; never goes below 0, and stops there */
export function drainOf({ total, idle, share }: Held, ratePerSecond: number): Drain | undefined {
  if (ratePerSecond <= 0 || idle <= 0 || total <= 0) return undefined;
  const durationMs = Math.min(AHEAD_MAX_MS, (idle / ratePerSecond) * 1_000);
  const to = Math.max(0, (idle - (ratePerSecond * durationMs) / 1_000) / total);
  return { from: share, to, durationMs };
}

export type NextState = 'filled' | 'loading' | 'retrying' | 'waiting' | 'none';

/** Whether the next segment is there, comes, or is not due. A node does not say that it fetches; its figures do. */
export function nextStateOf({ mode, current, next, stepFloor, refillFailedAttempts }: BufferFigure): NextState {
  if (next !== null) return 'filled';
  if (current === null || (mode !== 'serving' && mode !== 'filling')) return 'none';
  if (refillFailedAttempts > 0) return 'retrying';
  // While a promotion asks for a floor, both segments are kept filled.
  if (stepFloor !== null) return 'loading';
  const { total, idle } = heldOf(current);
  return total - idle >= total * REFILL_THRESHOLD ? 'loading' : 'waiting';
}
