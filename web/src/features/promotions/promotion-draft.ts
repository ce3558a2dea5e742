/**
 * A promotion while it is being planned: everything as it was typed. What is wrong with it the server says, at the field; a number that
 * is none goes to it as it was typed, so that it can say so. Pure.
 */
import {
  LEAD_MINUTES_DEFAULT,
  type Promotion,
  type PromotionItem,
  RUNWAY_MINUTES_DEFAULT,
  SAFETY_FACTOR_DEFAULT,
} from '#contract';
import { numberOrText } from '../tag/tag-draft.js';
import { isoOf, type TypedMoment, typedMomentOf, wallClockOf } from './zoned-moment.js';

/** How the peak is given: as a figure, or as a multiple of what was seen. */
export const BASES = ['rate', 'days', 'promotion'] as const;
export type Basis = (typeof BASES)[number];

export interface ItemDraft {
  /** Tells the rows of the editor apart. */
  readonly key: string;
  readonly bizTag: string;
  readonly basis: Basis;
  readonly peakRate: string;
  readonly multiple: string;
  readonly ofDays: string;
}

export interface PromotionDraft {
  readonly name: string;
  readonly zone: string;
  readonly startsAt: TypedMoment;
  readonly endsAt: TypedMoment;
  readonly leadMinutes: string;
  readonly safetyFactor: string;
  readonly runwayMinutes: string;
  readonly items: readonly ItemDraft[];
}

export const PROMOTION_FIELDS = [
  'name',
  'zone',
  'startsAt',
  'endsAt',
  'leadMinutes',
  'safetyFactor',
  'runwayMinutes',
  'items',
] as const;
export type PromotionField = (typeof PROMOTION_FIELDS)[number];
export type Wish = Readonly<Record<PromotionField, unknown>>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Last year's promotion may be planned again; nobody plans one that is older. */
const SHIFT_DAYS_MAX = 4_000;

export function newItem(key: string): ItemDraft {
  return { key, bizTag: '', basis: 'rate', peakRate: '', multiple: '10', ofDays: '7' };
}

/** Begins with the coming midnight of the zone, for a day: nearly right, and seen to be a proposal. */
export function newDraft(zone: string, nowMs: number): PromotionDraft {
  const today = wallClockOf(zone, nowMs + HOUR_MS).slice(0, 10);
  return {
    name: '',
    zone,
    startsAt: { text: shifted(`${today}T00:00`, 1), isLater: false },
    endsAt: { text: shifted(`${today}T00:00`, 2), isLater: false },
    leadMinutes: String(LEAD_MINUTES_DEFAULT),
    safetyFactor: String(SAFETY_FACTOR_DEFAULT),
    runwayMinutes: String(RUNWAY_MINUTES_DEFAULT),
    items: [newItem('0')],
  };
}

export function draftOf(promotion: Promotion): PromotionDraft {
  const { name, zone, startsAt, endsAt, leadMinutes, safetyFactor, runwayMinutes, items } = promotion;
  return {
    name,
    zone,
    startsAt: typedMomentOf(zone, Date.parse(startsAt)),
    endsAt: typedMomentOf(zone, Date.parse(endsAt)),
    leadMinutes: String(leadMinutes),
    safetyFactor: String(safetyFactor),
    runwayMinutes: String(runwayMinutes),
    items: items.map(itemDraftOf),
  };
}

/** The same once more: at the same time of the first day on which there is still time to warm the nodes. */
export function againOf(promotion: Promotion, nowMs: number): PromotionDraft {
  const draft = draftOf(promotion);
  const { zone, startsAt, endsAt } = draft;
  const earliestMs = nowMs + promotion.leadMinutes * 60_000;
  const passedDays = Math.max(0, Math.floor((earliestMs - Date.parse(promotion.startsAt)) / DAY_MS));
  let days = Math.min(passedDays, SHIFT_DAYS_MAX);
  const startAfter = (shift: number) =>
    Date.parse(isoOf(zone, { text: shifted(startsAt.text, shift), isLater: false }));
  while (!(startAfter(days) > earliestMs) && days <= passedDays + 2) days += 1;
  // People plan to the second at the finest.
  const at = (text: string): TypedMoment => ({ text: shifted(text, days).slice(0, 19), isLater: false });
  return { ...draft, startsAt: at(startsAt.text), endsAt: at(endsAt.text) };
}

/** What is sent of it; the server checks it. */
export function wishOf(draft: PromotionDraft): Wish {
  return {
    name: draft.name.trim(),
    zone: draft.zone,
    startsAt: isoOf(draft.zone, draft.startsAt),
    endsAt: isoOf(draft.zone, draft.endsAt),
    leadMinutes: fractionOrText(draft.leadMinutes),
    safetyFactor: fractionOrText(draft.safetyFactor),
    runwayMinutes: fractionOrText(draft.runwayMinutes),
    items: draft.items.map(itemOf),
  };
}

/** @returns the fields in which two wishes differ, as the first has them */
export function changesOf(wish: Wish, base: Wish): Partial<Wish> {
  const changed = PROMOTION_FIELDS.filter((field) => JSON.stringify(wish[field]) !== JSON.stringify(base[field]));
  return Object.fromEntries(changed.map((field) => [field, wish[field]]));
}

/** Half of the world writes 1,5: a comma with one or two digits behind it parts no thousands. */
export function fractionOrText(typed: string): number | string {
  return numberOrText(typed.trim().replace(/^(\d+),(\d{1,2})$/, '$1.$2'));
}

function itemOf({ bizTag, basis, peakRate, multiple, ofDays }: ItemDraft): Readonly<Record<string, unknown>> {
  const name = bizTag.trim();
  if (basis === 'rate') return { bizTag: name, peakRate: numberOrText(peakRate) };
  const times = fractionOrText(multiple);
  if (basis === 'promotion') return { bizTag: name, multiple: times, ofLastPromotion: true };
  return { bizTag: name, multiple: times, ofDays: numberOrText(ofDays) };
}

function itemDraftOf({ bizTag, peakRate, multiple, ofDays, ofLastPromotion }: PromotionItem, index: number): ItemDraft {
  const blank = newItem(String(index));
  if (multiple === undefined) return { ...blank, bizTag, peakRate: peakRate === undefined ? '' : String(peakRate) };
  const basis = ofLastPromotion === true ? 'promotion' : 'days';
  return {
    ...blank,
    bizTag,
    basis,
    multiple: String(multiple),
    ...(ofDays !== undefined && { ofDays: String(ofDays) }),
  };
}

/** @param wallClock such as `2026-11-11T00:00` @returns the same time, so many days later */
function shifted(wallClock: string, days: number): string {
  const day = new Date(Date.parse(`${wallClock.slice(0, 10)}T00:00Z`) + days * DAY_MS).toISOString();
  return `${day.slice(0, 10)}${wallClock.slice(10)}`;
}
