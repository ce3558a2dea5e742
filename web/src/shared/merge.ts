/** A list with what changed put in: known items in their places, new ones at the end. Pure. */
export interface List<T> {
  readonly items: T[];
  readonly total: number;
}

export function mergeByKey<T>(list: List<T>, changed: readonly T[], keyOf: (item: T) => string): List<T> {
  const byKey = new Map(changed.map((item) => [keyOf(item), item]));
  const items = list.items.map((item) => {
    const fresh = byKey.get(keyOf(item));
    byKey.delete(keyOf(item));
    return fresh ?? item;
  });
  const added = [...byKey.values()];
  return { items: [...items, ...added], total: list.total + added.length };
}
