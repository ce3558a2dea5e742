/** What of the tag page stands in the address. Pure. */
export const TAG_SORTS = ['bizTag', 'rate', 'runway'] as const;
export type TagSort = (typeof TAG_SORTS)[number];

export interface TagSearch {
  readonly q?: string;
  readonly sort?: TagSort;
}

export function readTagSearch(search: Record<string, unknown>): TagSearch {
  const q = search.q === undefined ? undefined : String(search.q).slice(0, 128);
  const sort = TAG_SORTS.find((known) => known === search.sort);
  return { ...(q && { q }), ...(sort && sort !== 'bizTag' && { sort }) };
}
