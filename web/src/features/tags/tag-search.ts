/** What of the tag page stands in the address. Pure. */
export const TAG_SORTS = ['bizTag', 'rate', 'runway'] as const;
export type TagSort = (typeof TAG_SORTS)[number];

export interface TagSearch {
  readonly q?: string;
  readonly sort?: TagSort;
}

const Q_MAX_LENGTH = 128;

/** Keeps what it knows; what is as it would be anyway is left out, so that the address stays short. */
export function readTagSearch(search: Readonly<Record<string, unknown>>): TagSearch {
  const { q, sort } = search;
  const wanted = typeof q === 'string' ? q.slice(0, Q_MAX_LENGTH) : '';
  const order = TAG_SORTS.find((known) => known === sort);
  return { ...(wanted !== '' && { q: wanted }), ...(order !== undefined && order !== 'bizTag' && { sort: order }) };
}
