/**
 * Where each promotion stands on the timeline. Everything is a share of the width, from 0 to 1; what overlaps, its name included, goes
 * to a row of its own. Pure.
 */
import type { Promotion } from '#contract';
import { isLive } from './promotion-life.js';

const DAY_MS = 86_400_000;
const BACK_MS = 14 * DAY_MS;
/** What begins later would make all that comes before it too small to see. */
const AHEAD_MS = 60 * DAY_MS;
const SPAN_MIN_MS = 3_600_000;
const MARGIN = 0.04;
const TICKS_MAX = 6;
/** A tick further right has no room for its words. */
const TICK_RIGHTMOST = 0.94;
const TICK_STEPS_MS = [1, 5, 10, 15, 30, 60, 180, 360, 720, 1_440, 2_880, 7_200, 14_400, 28_800].map(
  (minutes) => minutes * 60_000,
);
/** The room that a name is given, whatever the length of its bar. */
export const LABEL_SHARE = 0.22;

export interface TimelineBar {
  readonly promotion: Promotion;
  /** From 0, the topmost. */
  readonly row: number;
  /** Where warming begins, and how much of the width it and what comes after it take. */
  readonly left: number;
  readonly leadShare: number;
  readonly activeShare: number;
  readonly labelLeft: number;
}

export interface Timeline {
  readonly fromMs: number;
  readonly toMs: number;
  readonly now: number;
  readonly rowCount: number;
  readonly bars: readonly TimelineBar[];
  readonly ticks: readonly { readonly atMs: number; readonly left: number }[];
  /** Those that begin too late to be drawn. */
  readonly laterCount: number;
}

/** @returns undefined where there is nothing to draw */
export function timelineOf(promotions: readonly Promotion[], nowMs: number): Timeline | undefined {
  const near = promotions.filter((promotion) => isNear(promotion, nowMs));
  if (near.length === 0) return undefined;
  const laterCount = promotions.filter(({ warmsAt }) => Date.parse(warmsAt) > nowMs + AHEAD_MS).length;
  const first = Math.max(nowMs - BACK_MS, Math.min(nowMs, ...near.map(({ warmsAt }) => Date.parse(warmsAt))));
  const last = Math.min(nowMs + AHEAD_MS, Math.max(nowMs, ...near.map(({ endsAt }) => Date.parse(endsAt))));
  const spanMs = Math.max(SPAN_MIN_MS, last - first);
  const fromMs = first - spanMs * MARGIN;
  const toMs = first + spanMs * (1 + MARGIN);
  const shareOf = (ms: number) => (Math.min(Math.max(ms, fromMs), toMs) - fromMs) / (toMs - fromMs);
  const bars = inRows(near.map((promotion) => placed(promotion, shareOf)));
  return {
    fromMs,
    toMs,
    now: shareOf(nowMs),
    rowCount: Math.max(...bars.map(({ row }) => row)) + 1,
    bars,
    ticks: ticksOf(fromMs, toMs)
      .map((atMs) => ({ atMs, left: shareOf(atMs) }))
      .filter(({ left }) => left < TICK_RIGHTMOST),
    laterCount,
  };
}

function isNear({ state, warmsAt, endsAt }: Promotion, nowMs: number): boolean {
  if (Date.parse(warmsAt) > nowMs + AHEAD_MS) return false;
  return Date.parse(endsAt) > nowMs - (isLive(state) ? Number.POSITIVE_INFINITY : BACK_MS);
}

type Placed = Omit<TimelineBar, 'row'>;

function placed(promotion: Promotion, shareOf: (ms: number) => number): Placed {
  const left = shareOf(Date.parse(promotion.warmsAt));
  const start = shareOf(Date.parse(promotion.startsAt));
  const end = shareOf(Date.parse(promotion.endsAt));
  const labelLeft = Math.max(0, Math.min(left, 1 - LABEL_SHARE));
  return { promotion, left, leadShare: start - left, activeShare: end - start, labelLeft };
}

/** Each goes to the topmost row in which it has room. */
function inRows(bars: readonly Placed[]): TimelineBar[] {
  const ends: number[] = [];
  return bars
    .toSorted((a, b) => a.labelLeft - b.labelLeft || a.left - b.left)
    .map((bar) => {
      const free = ends.findIndex((end) => end <= bar.labelLeft);
      const row = free < 0 ? ends.length : free;
      ends[row] = Math.max(bar.labelLeft + LABEL_SHARE, bar.left + bar.leadShare + bar.activeShare);
      return { ...bar, row };
    });
}

function ticksOf(fromMs: number, toMs: number): number[] {
  const step = TICK_STEPS_MS.find((ms) => (toMs - fromMs) / ms <= TICKS_MAX) ?? toMs - fromMs;
  const first = Math.ceil(fromMs / step) * step;
  const count = Math.floor((toMs - first) / step) + 1;
  return Array.from({ length: count }, (_, index) => first + index * step);
}
