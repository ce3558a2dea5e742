/**
 * The life of a promotion: what has to be done at what time. Pure; the time is the database's.
 *
 *     draft -> scheduled -> warming -> active -> restoring -> done
 *     draft, scheduled, warming, active -> cancelled
 *     scheduled -> missed (nobody was there until its end), failed (none of its biz tags is there)
 *
 * Each step is due from a moment on, and is still due later: what was not done in time is done late, at once.
 */
import type { PromotionRecord } from '#storage';

export type Step = 'warm' | 'activate' | 'restore' | 'finish' | 'miss' | 'report';

export interface DueStep {
  readonly step: Step;
  /** When its time came, in ms since 1970. */
  readonly dueAtMs: number;
}

type Facts = Pick<
  PromotionRecord,
  'state' | 'stateAtMs' | 'startsAtMs' | 'endsAtMs' | 'leadMs' | 'warmedAtMs' | 'endedAtMs' | 'isReportFinal'
>;

const MINUTE_MS = 60_000;
/** Nodes write their minutes down in the first seconds of the next one. */
const MINUTES_WRITTEN_MS = 10_000;

export function dueStep(promotion: Facts, nowMs: number): DueStep | undefined {
  const { state, startsAtMs, endsAtMs, leadMs, stateAtMs } = promotion;
  const from = (step: Step, dueAtMs: number) => (nowMs >= dueAtMs ? { step, dueAtMs } : undefined);
  switch (state) {
    case 'scheduled':
      return nowMs >= endsAtMs ? { step: 'miss', dueAtMs: startsAtMs - leadMs } : from('warm', startsAtMs - leadMs);
    case 'warming':
      return nowMs >= endsAtMs ? { step: 'restore', dueAtMs: endsAtMs } : from('activate', startsAtMs);
    case 'active':
      return from('restore', endsAtMs);
    case 'restoring':
      return { step: 'finish', dueAtMs: stateAtMs };
    default:
      return reportStep(promotion, nowMs);
  }
}

function reportStep({ warmedAtMs, endedAtMs, isReportFinal }: Facts, nowMs: number): DueStep | undefined {
  if (warmedAtMs === null || endedAtMs === null || isReportFinal) return undefined;
  const dueAtMs = Math.ceil(endedAtMs / MINUTE_MS) * MINUTE_MS + MINUTES_WRITTEN_MS;
  return nowMs >= dueAtMs ? { step: 'report', dueAtMs } : undefined;
}

/** The time its report is about. */
export function reportedTime({ warmedAtMs, endedAtMs, endsAtMs }: Facts, nowMs: number): { from: number; to: number } {
  const to = Math.min(endsAtMs, endedAtMs ?? nowMs);
  return { from: Math.min(warmedAtMs ?? to, to), to };
}

/** Whether its floors are in force. */
export function isInForce({ state }: Pick<PromotionRecord, 'state'>): boolean {
  return state === 'warming' || state === 'active';
}

/** Whether its plan may still be made anew for other nodes. */
export function isAhead({ state }: Pick<PromotionRecord, 'state'>): boolean {
  return state === 'scheduled' || isInForce({ state });
}

export function isEnded({ state }: Pick<PromotionRecord, 'state'>): boolean {
  return state === 'done' || state === 'cancelled' || state === 'missed' || state === 'failed';
}
