/** What the chart of load and capacity takes of a draft. Pure. */
import { numberOrText } from '../tag/tag-draft.js';
import type { LoadTargets, LoadTimes } from './load-points.js';
import type { PromotionDraft } from './promotion-draft.js';
import { readMoment, type TypedMoment } from './zoned-moment.js';

/** @returns undefined while a figure that the chart needs is none */
export function chartOf(
  { zone, startsAt, endsAt, safetyFactor, runwayMinutes }: PromotionDraft,
  warmsAtMs: number,
): { readonly times: LoadTimes; readonly targets: LoadTargets } | undefined {
  const startsAtMs = msOf(zone, startsAt);
  const endsAtMs = msOf(zone, endsAt);
  const targets = { safetyFactor: numberOf(safetyFactor), runwayMinutes: numberOf(runwayMinutes) };
  const isReady = endsAtMs > startsAtMs && targets.safetyFactor >= 1 && targets.runwayMinutes > 0;
  return isReady ? { times: { warmsAtMs: Math.min(warmsAtMs, startsAtMs), startsAtMs, endsAtMs }, targets } : undefined;
}

function numberOf(typed: string): number {
  const number = numberOrText(typed);
  return typeof number === 'number' ? number : Number.NaN;
}

function msOf(zone: string, typed: TypedMoment): number {
  const reading = readMoment(zone, typed);
  return reading.kind === 'moment' ? reading.ms : Number.NaN;
}
