/**
 * The step policy: Q.T = L. With Q the rate at which numbers are taken and L the length of a segment, T is how long the
 * segment lasts; the step follows the rate so that T stays between 15 and 30 minutes. The two times are Leaf's, and
 * those of the order centre that ran it through Double 11.
 */
export const LIFETIME_SHORT_MS = 15 * 60_000;
export const LIFETIME_LONG_MS = 30 * 60_000;

export interface StepBounds {
  /** The tag's step: the policy never goes below it. */
  readonly step: number;
  /** The policy never goes above it. */
  readonly stepMax: number;
}

/**
 * @param lastStep the step of the last reservation
 * @param lifetimeMs how long the segment just used lasted; undefined when none has been used up yet, or its time can't be
 *   told (the clock went back), which keeps the step
 */
export function nextStep(lastStep: number, lifetimeMs: number | undefined, bounds: StepBounds): number {
  return clamp(wanted(lastStep, lifetimeMs), bounds);
}

function wanted(lastStep: number, lifetimeMs: number | undefined): number {
  if (lifetimeMs === undefined || !(lifetimeMs >= 0)) return lastStep;
  if (lifetimeMs < LIFETIME_SHORT_MS) return lastStep * 2;
  if (lifetimeMs > LIFETIME_LONG_MS) return Math.floor(lastStep / 2);
  return lastStep;
}

function clamp(step: number, { step: stepMin, stepMax }: StepBounds): number {
  return Math.max(stepMin, Math.min(stepMax, step));
}
