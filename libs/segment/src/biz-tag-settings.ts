import { ID_LENGTH_MAX, ID_LENGTH_MIN } from './segment-source.js';
import type { StepBounds } from './step-policy.js';

/** What the core must know of a biz tag. It is data: a change arrives as a new object through `configure`. */
export interface BizTagSettings {
  readonly bizTag: string;
  /** The least count of one reservation, and the first. 1 to `stepMax`. */
  readonly step: number;
  /** The most the step policy may grow to. */
  readonly stepMax: number;
  /**
   * A higher least count while a promotion is on, 1 or more; null while none is. With one, the buffer keeps both segments filled,
   * whether or not anybody asks: `next` is fetched as soon as there is room for it.
   */
  readonly stepFloor: number | null;
  /** Digits of every number (6 to 19), or null for numbers of any length. */
  readonly idLength: number | null;
  readonly paused: boolean;
  /** Counts the jumps ordered so far: a higher value than the last one seen makes the buffer jump. */
  readonly jumpEpoch: number;
  /** Counts the step bumps: a higher value than the last one seen puts the present step on the floor at once. */
  readonly stepEpoch: number;
}

/** The bounds in force: a floor that lies above `stepMax` is cut at it. */
export function stepBounds({ step, stepMax, stepFloor }: BizTagSettings): StepBounds {
  return { step: Math.min(stepMax, Math.max(step, stepFloor ?? 0)), stepMax };
}

/** The ceiling of the step policy unless a tag says otherwise; Leaf's own. */
export const STEP_MAX_DEFAULT = 1_000_000;
/** A step is a count of numbers in a 32-bit column. */
export const STEP_LIMIT = 2 ** 31 - 1;

/** @returns what is wrong with the settings, a sentence each; empty when nothing is. */
export function settingsFaults(settings: BizTagSettings): string[] {
  const faults: string[] = [];
  const isCount = (value: number) => Number.isInteger(value) && value >= 1 && value <= STEP_LIMIT;
  if (!isCount(settings.step)) faults.push(`step must be a whole number from 1 to ${STEP_LIMIT}, not ${settings.step}`);
  if (!isCount(settings.stepMax)) {
    faults.push(`stepMax must be a whole number from 1 to ${STEP_LIMIT}, not ${settings.stepMax}`);
  }
  if (settings.stepMax < settings.step) {
    faults.push(`stepMax (${settings.stepMax}) must not be below step (${settings.step})`);
  }
  const { idLength } = settings;
  if (idLength !== null && !(Number.isInteger(idLength) && idLength >= ID_LENGTH_MIN && idLength <= ID_LENGTH_MAX)) {
    faults.push(`idLength must be ${ID_LENGTH_MIN} to ${ID_LENGTH_MAX}, or null, not ${idLength}`);
  }
  return faults;
}
