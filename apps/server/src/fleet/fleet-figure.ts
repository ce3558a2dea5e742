/** The fleet at one moment, summed up from its nodes and its biz tags. Pure. */
import type { FleetFigure, TrafficFigure } from '#contract';
import { sumOf, trafficFigure } from '../telemetry/index.js';
import type { NodeWord } from './node-word.js';
import type { TagEntry } from './tag-index.js';
import { gravityOf, troublesOf } from './troubles.js';

const ATTENTION_MAX = 20;

export type TagsFigure = Pick<FleetFigure, 'tags' | 'shortestRunway' | 'attention' | 'attentionCount'>;

export function tagsFigure(entries: readonly TagEntry[]): TagsFigure {
  let [active, paused] = [0, 0];
  let shortest: TagEntry | undefined;
  const troubled: TagEntry[] = [];
  for (const entry of entries) {
    if (entry.ratePerSecond > 0) active++;
    if (entry.tag.paused) paused++;
    if (entry.troubles !== 0) troubled.push(entry);
    if (runwayOf(entry) < runwayOf(shortest)) shortest = entry;
  }
  troubled.sort((a, b) => gravityOf(a.troubles) - gravityOf(b.troubles) || compare(runwayOf(a), runwayOf(b)));
  return {
    tags: { total: entries.length, active, paused },
    shortestRunway:
      shortest === undefined || shortest.runwayMs === null
        ? null
        : { bizTag: shortest.tag.bizTag, runwayMs: shortest.runwayMs },
    attention: troubled
      .slice(0, ATTENTION_MAX)
      .map(({ tag, troubles, runwayMs }) => ({ bizTag: tag.bizTag, troubles: troublesOf(troubles), runwayMs })),
    attentionCount: troubled.length,
  };
}

/** Of the live nodes together. Each tells of a time of its own, so that rates are added and shares weighed by them. */
export function fleetTraffic(words: readonly NodeWord[]): TrafficFigure {
  const each = words.map(({ last }) => trafficFigure(last, last.overMs));
  const sum = (figure: (traffic: TrafficFigure) => number) =>
    Math.round(each.reduce((total, traffic) => total + figure(traffic), 0) * 10) / 10;
  const {
    numbersPerSecond: _numbers,
    requestsPerSecond: _requests,
    ...shares
  } = trafficFigure(sumOf(words.map(({ last }) => last)), 1);
  return {
    numbersPerSecond: sum(({ numbersPerSecond }) => numbersPerSecond),
    requestsPerSecond: sum(({ requestsPerSecond }) => requestsPerSecond),
    ...shares,
  };
}

function runwayOf(entry: TagEntry | undefined): number {
  return entry?.runwayMs ?? Number.POSITIVE_INFINITY;
}

/** Both may be infinite, and have no difference then. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
