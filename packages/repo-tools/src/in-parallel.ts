/** Works through a list with a few workers; results come back in the order of the list. */

/** @throws what `work` throws first; what is under way then runs to its end unheard. */
export async function inParallel<T, R>(
  workers: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    // The iterator is shared: each worker takes the next item that nobody has.
    for (const [index, item] of queue) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
