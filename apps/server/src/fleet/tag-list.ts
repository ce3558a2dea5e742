/** Search, filter, order and paging of the console's tag list. Pure. */
import { PAGE_SIZE_DEFAULT, type TagListQuery } from '#contract';
import type { TagEntry } from './tag-index.js';

export interface TagPage {
  readonly items: readonly TagEntry[];
  readonly total: number;
}

/** @param entries by name; entries that are equal otherwise stay in that order, whichever way a list is turned */
export function tagPage(entries: readonly TagEntry[], query: TagListQuery): TagPage {
  const { q, state, sort = 'bizTag', page = 1, pageSize = PAGE_SIZE_DEFAULT } = query;
  const wanted = q?.trim().toLowerCase() ?? '';
  const isAll = wanted === '' && state === undefined;
  const found = isAll ? entries : entries.filter((entry) => isInState(entry, state) && isNamed(entry, wanted));
  const sorted = inOrder(found, sort);
  const from = (page - 1) * pageSize;
  return { items: sorted.slice(from, from + pageSize), total: found.length };
}

function isNamed({ tag }: TagEntry, wanted: string): boolean {
  if (wanted === '' || tag.bizTag.toLowerCase().includes(wanted)) return true;
  return tag.description?.toLowerCase().includes(wanted) === true;
}

function isInState({ tag, ratePerSecond, troubles }: TagEntry, state: TagListQuery['state']): boolean {
  switch (state) {
    case undefined:
      return true;
    case 'attention':
      return troubles !== 0;
    case 'active':
      return ratePerSecond > 0;
    case 'idle':
      return ratePerSecond === 0;
    case 'paused':
      return tag.paused;
  }
}

type Figure = (entry: TagEntry) => number;

/** A tag nothing is taken of lasts for ever. */
const FIGURES: Readonly<Record<string, Figure>> = {
  rate: ({ ratePerSecond }) => ratePerSecond,
  runway: ({ runwayMs }) => runwayMs ?? Number.POSITIVE_INFINITY,
  step: ({ tag }) => tag.step,
  space: ({ spaceUsed }) => spaceUsed,
};

function inOrder(entries: readonly TagEntry[], sort: NonNullable<TagListQuery['sort']>): readonly TagEntry[] {
  const [turn, field] = sort.startsWith('-') ? [-1, sort.slice(1)] : [1, sort];
  if (field === 'bizTag') return turn === 1 ? entries : entries.toReversed();
  if (field === 'maxId') return entries.toSorted((a, b) => turn * (a.maxId < b.maxId ? -1 : Number(a.maxId > b.maxId)));
  const figure = FIGURES[field];
  if (figure === undefined) throw new Error(`no order by ${field}`);
  // Both may be infinite, and have no difference then.
  return entries.toSorted((a, b) => turn * (figure(a) < figure(b) ? -1 : Number(figure(a) > figure(b))));
}
