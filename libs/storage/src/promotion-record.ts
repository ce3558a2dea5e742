/** What is kept of a promotion, of each of its biz tags, and of each step in its life. */
import type { Row } from './database.js';

/** As libs/contract has them; here they are only kept. */
export type PromotionRecordState =
  | 'draft'
  | 'scheduled'
  | 'warming'
  | 'active'
  | 'restoring'
  | 'done'
  | 'cancelled'
  | 'missed'
  | 'failed';

/** What was wished for. Times in ms since 1970, lengths in ms. */
export interface PromotionWish {
  readonly name: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly leadMs: number;
  readonly zone: string;
  readonly safetyFactor: number;
  readonly runwayMs: number;
  /** JSON. */
  readonly items: string;
}

export interface PromotionRecord extends PromotionWish {
  readonly id: string;
  readonly state: PromotionRecordState;
  /** Since when, by the database's clock. */
  readonly stateAtMs: number;
  readonly version: number;
  /** Live nodes the plan was made for. */
  readonly nodeCount: number;
  /** JSON. */
  readonly warnings: string;
  readonly detail: string | null;
  readonly warmedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly isReportFinal: boolean;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** What is planned for one biz tag. */
export interface PromotionTagRecord {
  readonly bizTag: string;
  readonly step: number;
  /** JSON. */
  readonly plan: string;
  /** The jump that warming ordered; null before. */
  readonly jumpEpoch: number | null;
  /** The floor that this jump brought every node to. */
  readonly jumpStep: number | null;
  /** JSON; null until it is over. */
  readonly report: string | null;
}

export interface PromotionEventRecord {
  readonly atMs: number;
  readonly from: PromotionRecordState | null;
  readonly state: PromotionRecordState;
  readonly nodeId: string;
  readonly actor: string;
  readonly lateMs: number;
  readonly detail: string | null;
}

export type NewPromotionEvent = Omit<PromotionEventRecord, 'atMs'>;

/** What is to be different in a promotion's row; what is left out stays. */
export interface PromotionChange {
  readonly wish?: PromotionWish;
  readonly state?: PromotionRecordState;
  readonly nodeCount?: number;
  readonly warnings?: string;
  readonly detail?: string | null;
  readonly isReportFinal?: boolean;
}

function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

export function recordOf(row: Row): PromotionRecord {
  return {
    id: String(row.id),
    name: String(row.name),
    startsAtMs: Number(row.starts_at_ms),
    endsAtMs: Number(row.ends_at_ms),
    leadMs: Number(row.lead_ms),
    zone: String(row.zone),
    safetyFactor: Number(row.safety_factor),
    runwayMs: Number(row.runway_ms),
    items: String(row.items),
    state: String(row.state) as PromotionRecordState,
    stateAtMs: Number(row.state_at_ms),
    version: Number(row.version),
    nodeCount: Number(row.node_count),
    warnings: String(row.warnings),
    detail: textOrNull(row.detail),
    warmedAtMs: numberOrNull(row.warmed_at_ms),
    endedAtMs: numberOrNull(row.ended_at_ms),
    isReportFinal: Number(row.report_final) === 1,
    createdAt: new Date(Number(row.created_at_ms)),
    createdBy: String(row.created_by),
  };
}

export function tagOf(row: Row): PromotionTagRecord {
  return {
    bizTag: String(row.biz_tag),
    step: Number(row.step),
    plan: String(row.plan),
    jumpEpoch: numberOrNull(row.jump_epoch),
    jumpStep: numberOrNull(row.jump_step),
    report: textOrNull(row.report),
  };
}

export function eventOf(row: Row): PromotionEventRecord {
  return {
    atMs: Number(row.at_text),
    from: textOrNull(row.from_state) as PromotionRecordState | null,
    state: String(row.state) as PromotionRecordState,
    nodeId: String(row.node_id),
    actor: String(row.actor),
    lateMs: Number(row.late_text),
    detail: textOrNull(row.detail),
  };
}
