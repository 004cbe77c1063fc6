/** The middle of the values, the mean of the two middle ones where their number is even; throws `RangeError` where there are none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new RangeError('there is no median of nothing');
  return (low + high) / 2;
}

/** Twice the rank of each value among all, so that ties, which share the mean of their ranks, have whole numbers too. */
function doubledRanks(values: readonly number[]): readonly number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return 2 * below + same + 1;
  });
}

/** How many ways there are to choose `size` of the ranks, by their sum. */
function waysBySum(ranks: readonly number[], size: number): ReadonlyMap<number, number> {
  const ways = Array.from({ length: size + 1 }, () => new Map<number, number>());
  ways[0]?.set(0, 1);
  for (const rank of ranks)
    for (let taken = size; taken > 0; taken -= 1)
      for (const [sum, count] of ways[taken - 1] ?? []) ways[taken]?.set(sum + rank, (ways[taken]?.get(sum + rank) ?? 0) + count);
  return ways[size] ?? new Map();
}

/**
 * The exact two-sided Wilcoxon rank-sum test: how likely it is that chance alone, without any difference between where two
 * samples come from, orders them at least as clearly as they are. From above 0 to 1. Nothing is assumed of the distribution
 * but that the values do not depend on each other.
 */
export function rankSumP(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 1;
  const ranks = doubledRanks([...a, ...b]);
  const sumOfA = ranks.slice(0, a.length).reduce((sum, rank) => sum + rank, 0);
  const middle = a.length * (a.length + b.length + 1);
  const ways = waysBySum(ranks, a.length);
  let all = 0;
  let extreme = 0;
  for (const [sum, count] of ways) {
    all += count;
    if (Math.abs(sum - middle) >= Math.abs(sumOfA - middle)) extreme += count;
  }
  return extreme / all;
}
