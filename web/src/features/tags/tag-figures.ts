/** Search, order, sums and troubles of the tag page. Pure. */
import type { BizTagFigure, BufferFigure } from '#contract';
import { heldOf } from './segment-view.js';
import type { TagSearch, TagSort } from './tag-search.js';

/** Numbers a second over all nodes. */
export function rateOf(tag: BizTagFigure): number {
  return tag.buffers.reduce((sum, { ratePerSecond }) => sum + ratePerSecond, 0);
}

/** The shortest runway over all nodes in ms, or null where nothing is being taken. */
export function runwayOf(tag: BizTagFigure): number | null {
  const runways = tag.buffers.flatMap(({ runwayMs }) => (runwayMs === null ? [] : [runwayMs]));
  return runways.length === 0 ? null : Math.min(...runways);
}

export function shownTags(tags: readonly BizTagFigure[], { q, sort }: TagSearch): BizTagFigure[] {
  const wanted = q?.toLowerCase() ?? '';
  const found = tags.filter(
    ({ bizTag, description }) =>
      bizTag.toLowerCase().includes(wanted) || (description ?? '').toLowerCase().includes(wanted),
  );
  return found.sort(orderOf(sort ?? 'bizTag'));
}

function orderOf(sort: TagSort): (a: BizTagFigure, b: BizTagFigure) => number {
  const byName = (a: BizTagFigure, b: BizTagFigure) => (a.bizTag < b.bizTag ? -1 : Number(a.bizTag > b.bizTag));
  if (sort === 'rate') return (a, b) => rateOf(b) - rateOf(a) || byName(a, b);
  if (sort === 'runway') {
    const runway = (tag: BizTagFigure) => runwayOf(tag) ?? Number.MAX_VALUE;
    return (a, b) => runway(a) - runway(b) || byName(a, b);
  }
  return byName;
}

export interface Summary {
  readonly ratePerSecond: number;
  /** The tag whose numbers end first, if any are being taken. */
  readonly first: { readonly bizTag: string; readonly runwayMs: number } | undefined;
  /** The gravest first. */
  readonly troubled: readonly { readonly bizTag: string; readonly troubles: readonly Trouble[] }[];
}

export function summaryOf(tags: readonly BizTagFigure[]): Summary {
  const running = tags.flatMap((tag) => {
    const runwayMs = runwayOf(tag);
    return runwayMs === null ? [] : [{ bizTag: tag.bizTag, runwayMs }];
  });
  const all = tags.map((tag) => ({ bizTag: tag.bizTag, troubles: troublesOf(tag) }));
  return {
    ratePerSecond: tags.reduce((sum, tag) => sum + rateOf(tag), 0),
    first: running.sort((a, b) => a.runwayMs - b.runwayMs)[0],
    troubled: all.filter(({ troubles }) => troubles.length > 0).sort((a, b) => gravityOf(a) - gravityOf(b)),
  };
}

/** The gravest first. */
export const TROUBLES = ['broken', 'exhausted', 'waiting', 'failing', 'short', 'paused'] as const;
export type Trouble = (typeof TROUBLES)[number];

function gravityOf({ troubles }: { readonly troubles: readonly Trouble[] }): number {
  return Math.min(...troubles.map((trouble) => TROUBLES.indexOf(trouble)));
}

const SHORT_RUNWAY_MS = 60_000;

/** What an operator should look at, over all nodes. */
export function troublesOf(tag: BizTagFigure): Trouble[] {
  const has = (test: (buffer: BufferFigure) => boolean) => tag.buffers.some(test);
  const found: Record<Trouble, boolean> = {
    broken: has(({ mode }) => mode === 'broken'),
    exhausted: has(({ mode }) => mode === 'exhausted'),
    waiting: has(({ waiterCount }) => waiterCount > 0),
    failing: has(({ refillFailedAttempts }) => refillFailedAttempts > 0),
    short: has(isShort),
    paused: tag.paused,
  };
  return TROUBLES.filter((trouble) => found[trouble]);
}

/** A runway under a minute is no trouble as long as the next segment comes in time: then its step is growing. */
function isShort({ mode, runwayMs, current, next }: BufferFigure): boolean {
  if (mode !== 'serving' || runwayMs === null || next !== null || current === null) return false;
  return runwayMs < SHORT_RUNWAY_MS && heldOf(current).isLow;
}
