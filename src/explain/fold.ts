/** A list shortened: the items to show, and after which of them how many of the same sort are left out. */
export interface Folded<T> {
  readonly item: T;
  /** How many like this one are left out after it; mostly 0. */
  readonly more: number;
}

/**
 * Leaves out what is more of the same: of items that share a key, `shown` stay where there are more than `limit`. Order
 * is kept, and the last one shown of a key says how many of it are missing.
 */
export function foldLikes<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  limits: { readonly limit: number; readonly shown: number },
): readonly Folded<T>[] {
  const totals = new Map<string, number>();
  for (const item of items) totals.set(keyOf(item), (totals.get(keyOf(item)) ?? 0) + 1);
  const met = new Map<string, number>();
  return items.flatMap((item): readonly Folded<T>[] => {
    const key = keyOf(item);
    const total = totals.get(key) ?? 0;
    const count = (met.get(key) ?? 0) + 1;
    met.set(key, count);
    if (total <= limits.limit) return [{ item, more: 0 }];
    if (count > limits.shown) return [];
    return [{ item, more: count === limits.shown ? total - count : 0 }];
  });
}
