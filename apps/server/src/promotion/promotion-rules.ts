/**
 * What a promotion may be made or changed into at this moment. Pure: a wish and the time make what is kept, or a RequestFault that names
 * every field that is wrong and the figure that would do.
 */
import {
  type ChangePromotion,
  type CreatePromotion,
  LEAD_MINUTES_DEFAULT,
  offsetMinutesOf,
  offsetText,
  PROMOTION_DAYS_MAX,
  type PreviewPromotion,
  type PromotionItem,
  type PromotionWarning,
  RUNWAY_MINUTES_DEFAULT,
  SAFETY_FACTOR_DEFAULT,
} from '#contract';
import type { PromotionRecord, PromotionWish } from '#storage';
import { fieldFault, RequestFault } from '../http/index.js';
import { isEnded } from './promotion-life.js';
import { minutes } from './promotion-plan.js';

const MINUTE_MS = 60_000;
/** A request takes its time: a lead that was right when it was sent is not refused for it. */
const LEAD_SLACK_MS = 2_000;

export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** @throws RequestFault when there are any */
export function assertNone(faults: readonly FieldFault[]): void {
  if (faults.length === 0) return;
  const detail = faults.map(({ field, message }) => `${field} ${message}`).join('; ');
  throw new RequestFault('INVALID_REQUEST', detail, {}, { fields: [...faults] });
}

/** @param nowMs by the database's clock @throws RequestFault */
export function newWish(wish: CreatePromotion | PreviewPromotion, nowMs: number): PromotionWish {
  const startsAtMs = Date.parse(wish.startsAt);
  const leftMs = startsAtMs - nowMs;
  const leadMs = leadOf(wish.leadMinutes, leftMs);
  const settled = {
    name: wish.name ?? '',
    startsAtMs,
    endsAtMs: Date.parse(wish.endsAt),
    leadMs,
    zone: wish.zone ?? 'UTC',
    safetyFactor: wish.safetyFactor ?? SAFETY_FACTOR_DEFAULT,
    runwayMs: Math.round((wish.runwayMinutes ?? RUNWAY_MINUTES_DEFAULT) * MINUTE_MS),
    items: JSON.stringify(wish.items),
  };
  assertNone(timeFaults(settled, nowMs));
  return settled;
}

/** Unless given, as long as is usual, and no longer than the time left. */
function leadOf(leadMinutes: number | undefined, leftMs: number): number {
  if (leadMinutes === undefined) return Math.max(0, Math.min(LEAD_MINUTES_DEFAULT * MINUTE_MS, leftMs));
  return Math.round(leadMinutes * MINUTE_MS);
}

function timeFaults({ startsAtMs, leadMs }: PromotionWish, nowMs: number): FieldFault[] {
  const leftMs = startsAtMs - nowMs;
  if (leftMs <= 0) {
    const now = new Date(nowMs).toISOString();
    return [{ field: 'startsAt', message: `must be in the future: by the clock of the database it is ${now}` }];
  }
  if (leadMs <= leftMs + LEAD_SLACK_MS) return [];
  const most = Math.floor((leftMs / MINUTE_MS) * 100) / 100;
  return [{ field: 'leadMinutes', message: `must be at most ${most}: the start is in ${minutes(leftMs)}` }];
}

/** What can't be moved once the nodes have been told. */
const FIXED = ['startsAt', 'leadMinutes', 'zone'] as const;

export interface ChangedPromotion {
  readonly wish: PromotionWish;
  readonly state: 'draft' | 'scheduled' | undefined;
  /** Whether the items are other ones, so that each of them has to be there. */
  readonly hasNewItems: boolean;
  /** Whether more may be asked for than before, so that there have to be numbers for it. A later end alone is never refused for that. */
  readonly isAskedAnew: boolean;
}

/** @param nowMs by the database's clock @throws RequestFault */
export function changedWish(present: PromotionRecord, change: ChangePromotion, nowMs: number): ChangedPromotion {
  if (isEnded(present) || present.state === 'restoring') {
    throw new RequestFault('INVALID_REQUEST', `${present.name} is over (${present.state}): plan a new promotion`);
  }
  const wish = merged(present, change);
  const isBegun = present.state === 'warming' || present.state === 'active';
  const faults = isBegun ? fixedFaults(present, wish, change) : timeFaults(wish, nowMs);
  assertNone([...faults, ...endFaults(wish, nowMs)]);
  const state = stateOf(present, change);
  const hasNewItems = wish.items !== present.items;
  const hasNewTerms = wish.safetyFactor !== present.safetyFactor || wish.runwayMs !== present.runwayMs;
  return { wish, state, hasNewItems, isAskedAnew: hasNewItems || hasNewTerms || state === 'scheduled' };
}

function merged(present: PromotionRecord, change: ChangePromotion): PromotionWish {
  const { name, startsAt, endsAt, leadMinutes, zone, safetyFactor, runwayMinutes, items } = change;
  return {
    name: name ?? present.name,
    startsAtMs: startsAt === undefined ? present.startsAtMs : Date.parse(startsAt),
    endsAtMs: endsAt === undefined ? present.endsAtMs : Date.parse(endsAt),
    leadMs: leadMinutes === undefined ? present.leadMs : Math.round(leadMinutes * MINUTE_MS),
    zone: zone ?? present.zone,
    safetyFactor: safetyFactor ?? present.safetyFactor,
    runwayMs: runwayMinutes === undefined ? present.runwayMs : Math.round(runwayMinutes * MINUTE_MS),
    items: items === undefined ? present.items : JSON.stringify(items),
  };
}

/** What is sent as it is already is no change. */
function fixedFaults(present: PromotionRecord, wish: PromotionWish, { state }: ChangePromotion): FieldFault[] {
  const columns = { startsAt: 'startsAtMs', leadMinutes: 'leadMs', zone: 'zone' } as const;
  const message = `can't be changed any more: the promotion is ${present.state}`;
  const faults: FieldFault[] = FIXED.filter((field) => wish[columns[field]] !== present[columns[field]]).map(
    (field) => ({
      field,
      message,
    }),
  );
  if (state === 'draft') faults.push({ field: 'state', message: `${message}; to stop it, cancel it` });
  return faults;
}

function endFaults({ startsAtMs, endsAtMs }: PromotionWish, nowMs: number): FieldFault[] {
  const field = 'endsAt';
  if (endsAtMs <= startsAtMs) return [{ field, message: 'must be after startsAt' }];
  if (endsAtMs <= nowMs) return [{ field, message: 'must be in the future; to end it now, cancel it' }];
  if (endsAtMs - startsAtMs > PROMOTION_DAYS_MAX * 24 * 60 * MINUTE_MS) {
    return [{ field, message: `must be within ${PROMOTION_DAYS_MAX} days of startsAt` }];
  }
  return [];
}

function stateOf({ state: present }: PromotionRecord, { state }: ChangePromotion): 'draft' | 'scheduled' | undefined {
  return present === 'draft' || present === 'scheduled' ? state : undefined;
}

export function itemsOf(wish: Pick<PromotionWish, 'items'>): PromotionItem[] {
  return JSON.parse(wish.items) as PromotionItem[];
}

/** A moment with an offset that its zone does not have then was meant otherwise, or the zone was. */
export function zoneWarnings(
  zone: string,
  moments: Partial<Record<'startsAt' | 'endsAt', string | undefined>>,
): PromotionWarning[] {
  return Object.entries(moments).flatMap(([field, moment]) => {
    const given = /([+-]\d{2}:\d{2})$/.exec(moment ?? '')?.[1];
    if (moment === undefined || given === undefined) return [];
    const offset = offsetText(offsetMinutesOf(zone, Date.parse(moment)));
    if (offset === given || given.slice(1) === '00:00') return [];
    return [{ field, bizTag: null, message: `has the offset ${given}, and in ${zone} it is ${offset} then` }];
  });
}

export function nameTaken(name: string): RequestFault {
  return fieldFault('name', `must be another one: a promotion called "${name}" is planned already, or is on`);
}
