/**
 * Expected load against capacity over the time of a promotion. Capacity is the rate at which one segment of each node lasts as long as
 * it should: nodes × step ÷ target runway. Above it the target is missed, which costs runway, not numbers. Pure.
 */
import type { PromotionPlan } from '#contract';

export interface LoadTimes {
  readonly warmsAtMs: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

export interface LoadTargets {
  readonly safetyFactor: number;
  readonly runwayMinutes: number;
}

/** A time in which both stay as they are; in numbers a second over all nodes. */
export interface LoadSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly load: number;
  readonly capacity: number;
}

export interface LoadScale {
  readonly isLog: boolean;
  readonly least: number;
  readonly most: number;
  readonly ticks: readonly number[];
}

const MARGIN = 0.1;
/** Further apart than this, the smaller would lie on the axis. */
const LOG_FROM_RATIO = 30;
/** Below this, one a second is a fair part of the whole; less than one a second is never worth a decade. */
const LOG_FROM = 100;
const LOG_TICKS_MAX = 5;
const LINEAR_TICKS = 4;
/** Steps are whole numbers, so the runway is right to a thousandth. */
const ROUNDING = 0.999;

/** @param plan of one biz tag, or of several to add up @returns oldest first, without gaps */
export function loadSpans(plan: readonly PromotionPlan[], times: LoadTimes, targets: LoadTargets): readonly LoadSpan[] {
  const { warmsAtMs, startsAtMs, endsAtMs } = times;
  const runwaySeconds = targets.runwayMinutes * 60;
  const sum = (of: (one: PromotionPlan) => number) => plan.reduce((total, one) => total + of(one), 0);
  const capacity = (step: (one: PromotionPlan) => number) => sum((one) => (one.nodes * step(one)) / runwaySeconds);
  const now = sum(({ rateNow }) => rateNow);
  const peak = sum(({ peakRate }) => peakRate) * targets.safetyFactor;
  const before = capacity(({ stepNow }) => stepNow);
  const planned = capacity(({ step, stepNow }) => Math.max(step, stepNow));
  const marginMs = (endsAtMs - warmsAtMs) * MARGIN;
  return [
    { fromMs: warmsAtMs - marginMs, toMs: warmsAtMs, load: now, capacity: before },
    { fromMs: warmsAtMs, toMs: startsAtMs, load: now, capacity: planned },
    { fromMs: startsAtMs, toMs: endsAtMs, load: peak, capacity: planned },
    { fromMs: endsAtMs, toMs: endsAtMs + marginMs, load: now, capacity: planned },
  ].filter(({ fromMs, toMs }) => toMs > fromMs);
}

/** Linear as long as both lines can be told from the axis, logarithmic where they could not. */
export function scaleOf(spans: readonly LoadSpan[]): LoadScale {
  const values = spans.flatMap(({ load, capacity }) => [load, capacity]).filter((value) => value > 0);
  if (values.length === 0) return { isLog: false, least: 0, most: 1, ticks: [0, 1] };
  const least = Math.min(...values);
  const most = Math.max(...values);
  return most / least > LOG_FROM_RATIO && most > LOG_FROM ? logScale(Math.max(1, least), most) : linearScale(most);
}

function linearScale(most: number): LoadScale {
  const rough = most / LINEAR_TICKS;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10) * magnitude;
  const count = Math.ceil((most * 1.02) / step);
  return { isLog: false, least: 0, most: count * step, ticks: Array.from({ length: count + 1 }, (_, n) => n * step) };
}

function logScale(least: number, most: number): LoadScale {
  const low = Math.floor(Math.log10(least));
  const high = Math.max(low + 1, Math.ceil(Math.log10(most * 1.05)));
  const every = Math.ceil((high - low) / LOG_TICKS_MAX);
  const count = Math.floor((high - low) / every) + 1;
  const ticks = Array.from({ length: count }, (_, n) => 10 ** (low + n * every));
  return { isLog: true, least: 10 ** low, most: 10 ** high, ticks };
}

/** @returns from 0, at the foot, to 1 */
export function heightOf(value: number, { isLog, least, most }: LoadScale): number {
  const height = isLog
    ? Math.log10(Math.max(value, least) / least) / Math.log10(most / least)
    : (value - least) / (most - least);
  return Math.min(1, Math.max(0, height));
}

/** @returns the corners of a line that jumps, x and y from 0 to 1, y from the top */
export function stepLine(
  spans: readonly LoadSpan[],
  pick: 'load' | 'capacity',
  scale: LoadScale,
): readonly (readonly [x: number, y: number])[] {
  const fromMs = spans[0]?.fromMs ?? 0;
  const spanMs = (spans.at(-1)?.toMs ?? 1) - fromMs;
  const x = (ms: number) => (ms - fromMs) / spanMs;
  return spans.flatMap((span) => {
    const y = 1 - heightOf(span[pick], scale);
    return [[x(span.fromMs), y] as const, [x(span.toMs), y] as const];
  });
}

/** Nearer to each other than this, start and end have no room for their names between them. */
const NAMES_ROOM = 0.25;

export interface LoadMark {
  readonly name: 'warms' | 'starts' | 'ends';
  /** From 0 to 1. */
  readonly x: number;
  /** Which end of its name stands at the mark. */
  readonly side: 'start' | 'end';
}

/** Where warming, start and end are, and on which side of each there is room for its name. */
export function marksOf(
  spans: readonly LoadSpan[],
  { warmsAtMs, startsAtMs, endsAtMs }: LoadTimes,
): readonly LoadMark[] {
  const fromMs = spans[0]?.fromMs ?? 0;
  const spanMs = (spans.at(-1)?.toMs ?? 1) - fromMs;
  const x = (ms: number) => (ms - fromMs) / spanMs;
  const isNarrow = x(endsAtMs) - x(startsAtMs) < NAMES_ROOM;
  return [
    { name: 'warms', x: x(warmsAtMs), side: 'end' },
    { name: 'starts', x: x(startsAtMs), side: isNarrow ? 'end' : 'start' },
    { name: 'ends', x: x(endsAtMs), side: isNarrow ? 'start' : 'end' },
  ];
}

/** Biz tags of which one segment would not last as long as it should at the peak. */
export function shortOf(plan: readonly PromotionPlan[], runwayMinutes: number): readonly PromotionPlan[] {
  return plan.filter(({ runwayMs, peakRate }) => peakRate > 0 && runwayMs < runwayMinutes * 60_000 * ROUNDING);
}
