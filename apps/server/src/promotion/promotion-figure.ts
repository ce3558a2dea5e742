/** Promotions as the contract has them. Pure. */
import {
  momentIn,
  type Promotion,
  type PromotionEvent,
  type PromotionPlan,
  type PromotionReport,
  type PromotionTagReport,
  type PromotionWarning,
} from '#contract';
import type { PromotionEventRecord, PromotionRecord, PromotionTagRecord, TagOutcome } from '#storage';
import { isEnded, reportedTime } from './promotion-life.js';
import { itemsOf } from './promotion-rules.js';

const MINUTE_MS = 60_000;

export function promotionFigure(
  record: PromotionRecord,
  tags: readonly PromotionTagRecord[],
  last: PromotionEventRecord | undefined,
): Promotion {
  const { id, name, state, version, zone, startsAtMs, endsAtMs, leadMs, safetyFactor, runwayMs } = record;
  return {
    id,
    name,
    state,
    version,
    startsAt: momentIn(zone, startsAtMs),
    endsAt: momentIn(zone, endsAtMs),
    warmsAt: momentIn(zone, startsAtMs - leadMs),
    zone,
    leadMinutes: leadMs / MINUTE_MS,
    safetyFactor,
    runwayMinutes: runwayMs / MINUTE_MS,
    items: itemsOf(record),
    nodes: record.nodeCount,
    plan: tags.map(planOf),
    warnings: JSON.parse(record.warnings) as PromotionWarning[],
    detail: record.detail,
    last: last === undefined ? null : eventFigure(last),
    createdAt: record.createdAt.toISOString(),
    createdBy: record.createdBy,
  };
}

export function planOf(tag: Pick<PromotionTagRecord, 'plan'>): PromotionPlan {
  return JSON.parse(tag.plan) as PromotionPlan;
}

export function eventFigure({
  atMs,
  from,
  state,
  nodeId,
  actor,
  lateMs,
  detail,
}: PromotionEventRecord): PromotionEvent {
  return { at: new Date(atMs).toISOString(), from, state, nodeId, actor, lateMs, detail };
}

export function reportOf(outcome: TagOutcome, plannedRate: number): PromotionTagReport {
  const { bizTag, peakPerSecond, numberCount, waitedCount, abandonedCount, refillCount } = outcome;
  return {
    bizTag,
    plannedRate,
    actualRate: Math.round(peakPerSecond * 10) / 10,
    numbers: numberCount,
    refills: refillCount,
    waits: waitedCount,
    abandoned: abandonedCount,
  };
}

/** @returns null until it has ended, or when it never was warming */
export function reportFigure(record: PromotionRecord, tags: readonly PromotionTagRecord[]): PromotionReport | null {
  if (!isEnded(record) || record.warmedAtMs === null) return null;
  const { from, to } = reportedTime(record, record.endsAtMs);
  const items = tags.flatMap(({ report }) => (report === null ? [] : [JSON.parse(report) as PromotionTagReport]));
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), isFinal: record.isReportFinal, items };
}
