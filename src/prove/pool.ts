/**
 * Does the work for each item, so many at once, and hands on the results in the order of the items, each as soon as
 * those before it are there. The first error, or the outer signal, ends the work under way; it rejects once all has ended.
 */
export async function inOrder<T, R>(
  items: readonly T[],
  options: { readonly atOnce: number; readonly signal: AbortSignal; onResult(result: R): void },
  work: (item: T, signal: AbortSignal) => Promise<R>,
): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const results = new Map<number, R>();
  const queue = items.entries();
  let next = 0;
  const handOn = (): void => {
    for (let result = results.get(next); result !== undefined; result = results.get(next)) {
      results.delete(next);
      next += 1;
      options.onResult(result);
    }
  };
  const worker = async (): Promise<void> => {
    try {
      for (const [index, item] of queue) {
        signal.throwIfAborted();
        results.set(index, await work(item, signal));
        handOn();
      }
    } catch (error) {
      failed.abort(error);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
  signal.throwIfAborted();
}
