/** What comes next in the life of a promotion, what may still be changed of it, and how often it is worth asking about. Pure. */
import { LIVE_PROMOTION_STATES, type Promotion, type PromotionDetail, type PromotionState } from '#contract';
import { PROMOTION_FIELDS, type PromotionField } from './promotion-draft.js';

type Life = Pick<Promotion, 'state' | 'warmsAt' | 'startsAt' | 'endsAt' | 'last'>;

const NEAR_MS = 120_000;
const SOON_EVERY_MS = 1_000;
export const LIVE_EVERY_MS = 5_000;

/** The nodes are at it: what they have begun with stays. */
const UNDERWAY_FIELDS: readonly PromotionField[] = ['name', 'endsAt', 'safetyFactor', 'runwayMinutes', 'items'];

export function isLive(state: PromotionState): boolean {
  return LIVE_PROMOTION_STATES.some((live) => live === state);
}

export function changeableFields(state: PromotionState): ReadonlySet<PromotionField> {
  if (state === 'draft' || state === 'scheduled') return new Set(PROMOTION_FIELDS);
  return new Set(state === 'warming' || state === 'active' ? UNDERWAY_FIELDS : []);
}

export interface Transition {
  readonly state: 'warming' | 'active' | 'restoring';
  readonly atMs: number;
}

/** @returns undefined where nothing comes by itself any more */
export function nextTransition({ state, warmsAt, startsAt, endsAt }: Life): Transition | undefined {
  if (state === 'scheduled') return { state: 'warming', atMs: Date.parse(warmsAt) };
  if (state === 'warming') return { state: 'active', atMs: Date.parse(startsAt) };
  if (state === 'active') return { state: 'restoring', atMs: Date.parse(endsAt) };
  return undefined;
}

/** @returns ms; false where nothing will change any more */
export function askAgainAfterMs(promotion: Life & Pick<PromotionDetail, 'report'>, nowMs: number): number | false {
  const { state, report } = promotion;
  if (!isLive(state)) return report !== null && !report.isFinal ? LIVE_EVERY_MS : false;
  if (state === 'warming' || state === 'restoring') return SOON_EVERY_MS;
  const next = nextTransition(promotion);
  return next !== undefined && Math.abs(next.atMs - nowMs) < NEAR_MS ? SOON_EVERY_MS : LIVE_EVERY_MS;
}

export interface When {
  readonly kind: 'startsIn' | 'endsIn' | 'endedAgo' | 'startedAgo' | 'ago';
  readonly ms: number;
}

/** What an operator wants to know of its times first. @returns undefined where nothing is known of its end */
export function whenOf({ state, startsAt, endsAt, last }: Life, nowMs: number): When | undefined {
  const startsMs = Date.parse(startsAt);
  const endsMs = Date.parse(endsAt);
  if (!isLive(state)) {
    return last === null ? undefined : { kind: 'ago', ms: Math.max(0, nowMs - Date.parse(last.at)) };
  }
  if (startsMs > nowMs) return { kind: 'startsIn', ms: startsMs - nowMs };
  if (state === 'draft') return { kind: 'startedAgo', ms: nowMs - startsMs };
  return endsMs > nowMs ? { kind: 'endsIn', ms: endsMs - nowMs } : { kind: 'endedAgo', ms: nowMs - endsMs };
}
