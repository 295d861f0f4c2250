// Cells one after the other: the queue of execute requests, and of comm messages that came behind them.
import type { CellReply } from './cell.ts';
import type { Json, Request } from './wire.ts';

export interface Execution {
  readonly execute: (request: Request) => void;
  /** Waits for the cells that were asked for before and did not start yet, not for the running one. */
  readonly afterQueued: (task: () => void) => void;
  /** The request whose cell runs. */
  readonly running: () => Request | undefined;
}

/** What the queue needs of the session. */
export interface ExecutionHost {
  /** Must not reject. */
  readonly run: (request: Request) => Promise<CellReply>;
  readonly begin: (request: Request) => void;
  /** Settles when all outputs are out. */
  readonly drained: () => Promise<void>;
  readonly reply: (request: Request, content: Json, metadata: Json) => void;
  readonly end: (request: Request) => void;
  readonly idle: () => void;
}

type Waiting = { readonly request: Request } | { readonly task: () => void };

export function createExecution(host: ExecutionHost): Execution {
  const waiting: Waiting[] = [];
  let running: Request | undefined;

  const runTasks = (): void => {
    while (waiting[0] && 'task' in waiting[0]) (waiting.shift() as { task: () => void }).task();
  };
  /** Takes all requests out of the queue; tasks stay. */
  const takeRequests = (): Request[] => {
    const all = waiting.splice(0);
    for (const item of all) if ('task' in item) waiting.push(item);
    return all.flatMap((item) => ('request' in item ? [item.request] : []));
  };
  const one = async (request: Request): Promise<void> => {
    running = request;
    const metadata = { started: new Date().toISOString() };
    host.begin(request);
    const reply = host.run(request);
    runTasks();
    const { content, abortsQueued } = await reply;
    await host.drained();
    // What was sent before the client could know of the error is aborted, even where it still is on its way.
    if (abortsQueued) await arrivals();
    const aborted = abortsQueued ? takeRequests() : [];
    running = undefined;
    host.reply(request, content, { ...metadata, status: content['status'] });
    host.end(request);
    for (const other of aborted) {
      host.begin(other);
      host.reply(other, { status: 'aborted' }, { ...metadata, status: 'aborted' });
      host.end(other);
    }
    runTasks();
  };
  let pumping = false;
  const pump = async (): Promise<void> => {
    if (pumping) return;
    pumping = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      if ('request' in next) await one(next.request);
      else next.task();
    pumping = false;
    host.idle();
  };
  return {
    execute: (request) => {
      waiting.push({ request });
      void pump();
    },
    afterQueued: (task) => {
      waiting.push({ task });
      if (waiting.length === 1) runTasks();
    },
    running: () => running,
  };
}

/** Milliseconds for which a failed cell's reply waits for requests that were sent before it. */
const ARRIVALS = 5;
const arrivals = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, ARRIVALS));
