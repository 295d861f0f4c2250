// What everybody sees: outputs and states, in order. Printed text is gathered for some milliseconds before it goes out.
import { createSendQueue } from './sendQueue.ts';
import type { Json, Outgoing, Request } from './wire.ts';

export interface Iopub {
  /** What is promised holds back all that comes after it; it must not reject. */
  readonly publish: (message: Outgoing | Promise<Outgoing>) => void;
  readonly stream: (name: 'stdout' | 'stderr', text: string, parent: Request | undefined) => void;
  readonly status: (state: 'starting' | 'busy' | 'idle', parent?: Request) => void;
  /** Where too much waits: settles when that is sent. */
  readonly behind: () => Promise<void> | undefined;
  /** Settles when all that was published before is sent. */
  readonly drained: () => Promise<void>;
}

/** Milliseconds for which text waits for more: 100 messages a second are far below the limits of Jupyter's server. */
const GATHER = 10;
/** UTF-16 units after which gathered text goes out at once. */
const ENOUGH = 65_536;
/** Messages that may wait before the cell that prints is held back. */
const TOO_MANY = 500;

/** `send` must not throw. */
export function createIopub(send: (message: Outgoing) => Promise<void>): Iopub {
  const queue = createSendQueue(send);
  let gathered: { name: string; parent: Request | undefined; text: string } | undefined;
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    if (gathered === undefined) return;
    clearTimeout(timer);
    const { name, parent, text } = gathered;
    gathered = undefined;
    queue.push({ type: 'stream', content: { name, text }, parent });
  };
  const publish = (message: Outgoing | Promise<Outgoing>): void => {
    flush();
    queue.push(message);
  };
  return {
    publish,
    stream: (name, text, parent) => {
      if (gathered?.name !== name || gathered.parent !== parent) flush();
      if (gathered === undefined) {
        gathered = { name, parent, text };
        timer = setTimeout(flush, GATHER);
      } else gathered.text += text;
      if (gathered.text.length > ENOUGH) flush();
    },
    status: (state, parent) =>
      publish({ type: 'status', content: { execution_state: state } satisfies Json, parent }),
    behind: () => (queue.waiting() > TOO_MANY ? queue.drained() : undefined),
    drained: () => {
      flush();
      return queue.drained();
    },
  };
}
