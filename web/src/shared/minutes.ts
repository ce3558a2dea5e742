/** The last hour, minute by minute, as lines to draw. Pure. Times are in ms since 1970, as all of JavaScript's. */
import type { FleetMinute, TagMinute } from '#contract';

const MINUTE_MS = 60_000;
const MINUTES_SHOWN = 60;

export type Values = readonly (number | null)[];

/** When each of the last sixty whole minutes began, the oldest first. The one that runs is not among them: it would look like a drop. */
export function wholeMinutes(nowMs: number): readonly number[] {
  const running = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  return Array.from({ length: MINUTES_SHOWN }, (_, index) => running - (MINUTES_SHOWN - index) * MINUTE_MS);
}

export interface FleetLines {
  readonly times: readonly number[];
  readonly numbersPerSecond: Values;
  readonly p99Ms: Values;
  readonly errors: Values;
}

/** Minutes without a node are gaps. */
export function fleetLines(history: readonly FleetMinute[], nowMs: number): FleetLines {
  const times = wholeMinutes(nowMs);
  const at = byMinute(history);
  const line = (value: (minute: FleetMinute) => number | null) => times.map((time) => valueAt(at, time, value, null));
  return {
    times,
    numbersPerSecond: line(({ numbers }) => numbers / 60),
    p99Ms: line(({ p99Ms }) => p99Ms),
    errors: line(({ errors }) => errors),
  };
}

export interface TagLines {
  readonly times: readonly number[];
  readonly ratePerSecond: Values;
  readonly step: Values;
}

/** A moment the stream has told of. */
export interface LivePoint {
  readonly atMs: number;
  readonly ratePerSecond: number;
  readonly step: number | null;
}

/** Minutes in which no number was given out are none; a step that nobody used is the one before it. */
export function tagLines(history: readonly TagMinute[], live: readonly LivePoint[], nowMs: number): TagLines {
  const times = wholeMinutes(nowMs);
  const at = byMinute(history);
  const points = live.filter(({ atMs }) => atMs >= (times.at(-1) ?? 0) + MINUTE_MS);
  const steps = carried(times.map((time) => valueAt(at, time, ({ step }) => step, null)));
  return {
    times: [...times, ...points.map(({ atMs }) => atMs)],
    ratePerSecond: [
      ...times.map((time) => valueAt(at, time, ({ numbers }) => numbers / 60, 0)),
      ...points.map(({ ratePerSecond }) => ratePerSecond),
    ],
    step: [...steps, ...points.map(({ step }) => step)],
  };
}

function byMinute<T extends { readonly at: string }>(history: readonly T[]): ReadonlyMap<number, T> {
  return new Map(history.map((minute) => [Math.floor(Date.parse(minute.at) / MINUTE_MS) * MINUTE_MS, minute]));
}

function valueAt<T>(
  at: ReadonlyMap<number, T>,
  time: number,
  value: (minute: T) => number | null,
  missing: number | null,
): number | null {
  const minute = at.get(time);
  return minute === undefined ? missing : value(minute);
}

function carried(values: Values): Values {
  let last: number | null = null;
  return values.map((value) => {
    last = value ?? last;
    return last;
  });
}

/** @returns the last value there is, and the largest; undefined where nothing was ever there */
export function lastAndMost(values: Values): { readonly last: number; readonly most: number } | undefined {
  const known = values.filter((value) => value !== null);
  const last = known.at(-1);
  return last === undefined ? undefined : { last, most: Math.max(...known) };
}
