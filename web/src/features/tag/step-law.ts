/** Q · T = L with one node's figures: what its next step will be, and why. Pure; libs/segment does it, here it is told. */
import type { BufferFigure } from '#contract';

const MINUTE_MS = 60_000;
const SHORT_MS = 15 * MINUTE_MS;
const LONG_MS = 30 * MINUTE_MS;

export type Verdict = 'doubles' | 'atMost' | 'stays' | 'halves' | 'atLeast';

export interface StepLaw {
  readonly nodeId: string;
  readonly ratePerSecond: number;
  /** Numbers one reservation takes now. */
  readonly step: number;
  /** How long they last at this rate. */
  readonly lifetimeMs: number;
  readonly verdict: Verdict;
  readonly nextStep: number;
}

interface Bounds {
  readonly step: number;
  readonly stepMax: number;
}

/** @returns undefined while no node takes numbers; otherwise for the node that takes most */
export function stepLawOf(buffers: readonly BufferFigure[], bounds: Bounds): StepLaw | undefined {
  const busiest = buffers.toSorted((a, b) => b.ratePerSecond - a.ratePerSecond)[0];
  if (busiest === undefined || busiest.ratePerSecond <= 0) return undefined;
  const { nodeId, ratePerSecond, step } = busiest;
  const lifetimeMs = (step / ratePerSecond) * 1_000;
  return { nodeId, ratePerSecond, step, lifetimeMs, ...verdictOf(lifetimeMs, step, bounds) };
}

function verdictOf(lifetimeMs: number, step: number, bounds: Bounds): Pick<StepLaw, 'verdict' | 'nextStep'> {
  if (lifetimeMs < SHORT_MS) {
    const nextStep = Math.min(step * 2, bounds.stepMax);
    return { verdict: nextStep > step ? 'doubles' : 'atMost', nextStep };
  }
  if (lifetimeMs <= LONG_MS) return { verdict: 'stays', nextStep: step };
  const nextStep = Math.max(Math.floor(step / 2), bounds.step);
  return { verdict: nextStep < step ? 'halves' : 'atLeast', nextStep };
}
