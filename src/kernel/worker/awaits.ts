// `await` and `for await` of cells: they end when the cell that waits is interrupted.
import { owner, type Scope } from './scope.ts';

export interface Awaits {
  readonly w: <T>(value: T) => PromiseLike<Awaited<T>> | T;
  readonly a: <T>(iterable: AsyncIterable<T> | Iterable<T | PromiseLike<T>>) => AsyncIterable<T>;
}

export function createAwaits(checkpoint: (scope: Scope) => void): Awaits {
  const wait = <T>(value: T): PromiseLike<Awaited<T>> | T => {
    // The cell that runs, which need not be the one that defined the function.
    const scope = owner.getStore();
    if (scope === undefined) return value;
    checkpoint(scope);
    return isThenable<T>(value) ? interruptible(scope, value) : value;
  };
  const each = <T>(iterable: AsyncIterable<T> | Iterable<T | PromiseLike<T>>): AsyncIterable<T> => ({
    [Symbol.asyncIterator]: () => {
      const iterator = asyncIterator(iterable);
      const close = iterator.return && ((value?: unknown) => iterator.return!(value));
      return {
        next: async () => {
          try {
            return (await wait(iterator.next())) as IteratorResult<T>;
          } catch (error) {
            // The loop does not close an iterator that failed; one that was interrupted has not.
            if (owner.getStore()?.reason === error) close?.().catch(() => {});
            throw error;
          }
        },
        ...(close && { return: close }),
      };
    },
  });
  return { w: wait, a: each };
}

/** Settles with `promise`, or rejects when the scope is stopped. */
export function interruptible<T>(scope: Scope, promise: PromiseLike<Awaited<T>>): Promise<Awaited<T>> {
  return new Promise((resolve, reject) => {
    const { pending } = scope;
    const entry = pending.add(reject);
    promise.then(
      (value) => {
        pending.remove(entry);
        resolve(value);
      },
      (error) => {
        pending.remove(entry);
        reject(error);
      },
    );
  });
}

const isThenable = <T>(value: unknown): value is PromiseLike<Awaited<T>> =>
  value instanceof Promise ||
  (value !== null &&
    (typeof value === 'object' || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function');

function asyncIterator<T>(iterable: AsyncIterable<T> | Iterable<T | PromiseLike<T>>): AsyncIterator<T> {
  const { [Symbol.asyncIterator]: own } = iterable as Partial<AsyncIterable<T>>;
  if (own != null) return own.call(iterable);
  const steps = (iterable as Iterable<T | PromiseLike<T>>)[Symbol.iterator]();
  return {
    next: async () => {
      const { done, value } = steps.next();
      return { done: done ?? false, value: await value } as IteratorResult<T>;
    },
    return: async (value) => {
      steps.return?.();
      return { done: true, value };
    },
  };
}
