// Work on a list a few entries ahead, with the results in the order of the list.

/** Each item with the result of its work, `width` of which is under way at a time. `work` must not throw: see `settled`. */
export async function* ahead<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<readonly [item: T, result: R]> {
  const underWay: Promise<readonly [T, R]>[] = [];
  for (const item of items) {
    underWay.push(work(item).then((result) => [item, result]));
    if (underWay.length >= width) yield await underWay.shift()!;
  }
  for (const result of underWay) yield await result;
}

/** The value of a promise, or the error it ends with. */
export const settled = <R>(promise: Promise<R>): Promise<R | Error> =>
  promise.catch((error) => (error instanceof Error ? error : new Error(String(error))));
