/** Search, order and sums of the tag page. Pure. */
import type { BizTagFigure } from '#contract';
import type { TagSearch, TagSort } from './tag-search';

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
    const runway = (tag: BizTagFigure) => runwayOf(tag) ?? Number.MAX_SAFE_INTEGER;
    return (a, b) => runway(a) - runway(b) || byName(a, b);
  }
  return byName;
}
