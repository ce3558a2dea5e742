/** How what the stream says and what a list says become one list. Pure; an item that did not change keeps its identity. */
export interface List<T> {
  readonly items: T[];
  readonly total: number;
}

type KeyOf<T> = (item: T) => string;

/** A list with what changed put in: known items in their places, new ones at the end. */
export function mergeByKey<T>(list: List<T>, changed: readonly T[], keyOf: KeyOf<T>): List<T> {
  if (changed.length === 0) return list;
  const byKey = new Map(changed.map((item) => [keyOf(item), item]));
  const items = list.items.map((item) => {
    const fresh = byKey.get(keyOf(item));
    byKey.delete(keyOf(item));
    return fresh ?? item;
  });
  const added = [...byKey.values()];
  return { items: [...items, ...added], total: list.total + added.length };
}

export function wholeList<T>(items: readonly T[]): List<T> {
  return { items: [...items], total: items.length };
}

/**
 * A list that was asked for when `before` was known and has come now that `after` is: what the stream brought in between is newer than
 * what was read, and stays.
 */
export function keepNewer<T>(
  read: List<T>,
  before: List<T> | undefined,
  after: List<T> | undefined,
  keyOf: KeyOf<T>,
): List<T> {
  if (after === undefined || after === before) return read;
  const known = new Set(before?.items);
  return mergeByKey(
    read,
    after.items.filter((item) => !known.has(item)),
    keyOf,
  );
}
