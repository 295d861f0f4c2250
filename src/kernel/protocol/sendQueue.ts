// Messages go out in the order in which they were given, one at a time as ZeroMQ's sockets ask for, however many wait.

export interface SendQueue<T> {
  /** What is promised holds back all that comes after it. */
  readonly push: (item: T | Promise<T>) => void;
  /** How many items wait. */
  readonly waiting: () => number;
  /** Settles when all that was pushed before is sent. */
  readonly drained: () => Promise<void>;
}

/** `send` must not throw, and promised items must not reject. */
export function createSendQueue<T>(send: (item: T) => Promise<void>): SendQueue<T> {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  return {
    push: (item) => {
      waiting += 1;
      last = last.then(async () => {
        await send(await item);
        waiting -= 1;
      });
    },
    waiting: () => waiting,
    drained: () => last,
  };
}
