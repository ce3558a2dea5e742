/** Q · T = L with one node's figures: what its next step will be, and why. Pure; libs/segment does it, here it is told. */
import type { BufferFigure, StepChange } from '#contract';

const MINUTE_MS = 60_000;
const SHORT_MS = 15 * MINUTE_MS;
const LONG_MS = 30 * MINUTE_MS;

export type Verdict = 'doubles' | 'atMost' | 'stays' | 'halves' | 'atLeast';

export interface StepLaw {
  readonly nodeId: string;
  readonly ratePerSecond: number;
  /** Numbers one reservation takes now. */
  readonly step: number;
  /** The least one may take on this node. */
  readonly floor: number;
  /** How long they last at this rate. */
  readonly lifetimeMs: number;
  readonly verdict: Verdict;
  readonly nextStep: number;
}

interface Bounds {
  readonly step: number;
  readonly stepMax: number;
}

/** The least step in force: what the tag says or, while a promotion asks for more, that; never above the ceiling. */
export function floorInForce({ step, stepMax }: Bounds, stepFloor: number | null): number {
  return Math.min(stepMax, Math.max(step, stepFloor ?? 0));
}

/** @returns undefined while no node takes numbers; otherwise for the node that takes most */
export function stepLawOf(buffers: readonly BufferFigure[], bounds: Bounds): StepLaw | undefined {
  const busiest = buffers.toSorted((a, b) => b.ratePerSecond - a.ratePerSecond)[0];
  if (busiest === undefined || busiest.ratePerSecond <= 0) return undefined;
  const { nodeId, ratePerSecond, step, stepFloor } = busiest;
  const floor = floorInForce(bounds, stepFloor);
  const lifetimeMs = (step / ratePerSecond) * 1_000;
  return { nodeId, ratePerSecond, step, floor, lifetimeMs, ...verdictOf(lifetimeMs, step, floor, bounds.stepMax) };
}

function verdictOf(
  lifetimeMs: number,
  step: number,
  floor: number,
  stepMax: number,
): Pick<StepLaw, 'verdict' | 'nextStep'> {
  if (lifetimeMs < SHORT_MS) {
    const nextStep = Math.min(step * 2, stepMax);
    return { verdict: nextStep > step ? 'doubles' : 'atMost', nextStep };
  }
  if (lifetimeMs <= LONG_MS) return { verdict: 'stays', nextStep: step };
  const nextStep = Math.max(Math.floor(step / 2), floor);
  return { verdict: nextStep < step ? 'halves' : 'atLeast', nextStep };
}

/** Which sentence tells a change of step. A lifetime that is not known is not named. */
export function changeSentence({ cause, lifetimeMs }: StepChange): StepChange['cause'] | 'unknown' {
  return (cause === 'short' || cause === 'long') && lifetimeMs === null ? 'unknown' : cause;
}
