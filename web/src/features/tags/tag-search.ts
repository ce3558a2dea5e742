/** What of the page of biz tags stands in the address. Pure. */
import { TAG_SORTS, TAG_STATES } from '#contract';

export type TagSort = `${'' | '-'}${(typeof TAG_SORTS)[number]}`;
export type TagState = (typeof TAG_STATES)[number];

export interface TagFilter {
  readonly q?: string;
  readonly state?: TagState;
  /** A minus turns the order round. */
  readonly sort?: TagSort;
}

export interface TagSearch extends TagFilter {
  /** Whether the dialog that creates a tag is open, so that a link can lead there. */
  readonly create?: boolean;
}

const Q_LENGTH_MAX = 128;
const SORTS: readonly TagSort[] = TAG_SORTS.flatMap((field) => [field, `-${field}`] as const);

/** Keeps what it knows; what is as it would be anyway is left out, so that the address stays short. */
export function readTagSearch(search: Readonly<Record<string, unknown>>): TagSearch {
  const q = typeof search.q === 'string' ? search.q.slice(0, Q_LENGTH_MAX) : '';
  const state = TAG_STATES.find((known) => known === search.state);
  const sort = SORTS.find((known) => known === search.sort);
  const create = search.create === true || search.create === 'true';
  return {
    ...(q !== '' && { q }),
    ...(state !== undefined && { state }),
    ...(sort !== undefined && sort !== 'bizTag' && { sort }),
    ...(create && { create }),
  };
}

/** Where the first press on a column leads: names and runways from the small end, all else from the large one. */
function firstSort(field: (typeof TAG_SORTS)[number]): TagSort {
  return field === 'bizTag' || field === 'runway' ? field : `-${field}`;
}

export function sortAfterPress(field: (typeof TAG_SORTS)[number], now: TagSort): TagSort {
  const first = firstSort(field);
  const second: TagSort = first.startsWith('-') ? field : `-${field}`;
  return now === first ? second : first;
}

/** The sorts a list offers where there are no columns to press. */
export const LISTED_SORTS: readonly TagSort[] = TAG_SORTS.map(firstSort);

export function filterQuery({ q, state, sort }: TagFilter): URLSearchParams {
  return new URLSearchParams({ ...(q && { q }), ...(state && { state }), ...(sort && { sort }) });
}
