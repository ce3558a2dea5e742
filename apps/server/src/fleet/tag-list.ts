/** Search, order and paging of the console's tag list. Pure. */

import type { z } from 'zod';
import type { BizTagFigure, BizTagList, tagListQuerySchema } from '#contract';

export type TagListQuery = z.infer<typeof tagListQuerySchema>;

const PAGE_SIZE_DEFAULT = 50;

export function tagList(tags: readonly BizTagFigure[], query: TagListQuery): BizTagList {
  const found = tags.filter((tag) => matches(tag, query.q?.toLowerCase()));
  const sorted = found.sort(orderOf(query.sort ?? 'bizTag'));
  const pageSize = query.pageSize ?? PAGE_SIZE_DEFAULT;
  const from = ((query.page ?? 1) - 1) * pageSize;
  return { items: sorted.slice(from, from + pageSize), total: found.length };
}

function matches(tag: BizTagFigure, q: string | undefined): boolean {
  if (q === undefined) return true;
  return tag.bizTag.toLowerCase().includes(q) || (tag.description ?? '').toLowerCase().includes(q);
}

type Order = (a: BizTagFigure, b: BizTagFigure) => number;

function orderOf(sort: NonNullable<TagListQuery['sort']>): Order {
  const [turn, field] = sort.startsWith('-') ? [-1, sort.slice(1)] : [1, sort];
  const byName: Order = (a, b) => (a.bizTag < b.bizTag ? -1 : Number(a.bizTag > b.bizTag));
  const figure = field === 'rate' ? rateOf : field === 'runway' ? runwayOf : undefined;
  if (figure === undefined) return (a, b) => turn * byName(a, b);
  return (a, b) => turn * compare(figure(a), figure(b)) || byName(a, b);
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Numbers a second over all nodes. */
export function rateOf(tag: BizTagFigure): number {
  return tag.buffers.reduce((sum, { ratePerSecond }) => sum + ratePerSecond, 0);
}

/** The shortest runway over all nodes, in ms; without end where nothing is taken. */
export function runwayOf(tag: BizTagFigure): number {
  return Math.min(Number.POSITIVE_INFINITY, ...tag.buffers.map(({ runwayMs }) => runwayMs ?? Number.POSITIVE_INFINITY));
}
