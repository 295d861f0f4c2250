// One worker thread for cells, from the main thread: its port, its output, its end.
import { totalmem } from 'node:os';
import { extname } from 'node:path';
import { MessageChannel, SHARE_ENV, Worker } from 'node:worker_threads';
import { childrenOf, killTree } from '../worker/killTree.ts';
import type { FromWorker, ToWorker, WorkerSettings } from '../worker/messages.ts';
import { createShared, Slot, slotsOf } from '../worker/shared.ts';
import { createInbox, type InboxOptions } from './inbox.ts';

const ENTRY = new URL(`../worker/main${extname(import.meta.url)}`, import.meta.url);
const MEGABYTE = 1024 * 1024;

export interface CellThreadOptions {
  readonly folder: string;
  /** Limit of the JavaScript heap in MB. */
  readonly memory: number;
  readonly onEvent: InboxOptions['onEvent'];
  readonly onMessage: (message: Extract<FromWorker, { kind: 'outcome' | 'stopped' }>) => void;
  /** After all it said. */
  readonly onExit: (end: ThreadEnd) => void;
}

export interface ThreadEnd {
  /** Where the code asked for it by process.exit. */
  readonly exitCode: number | undefined;
  readonly error: Error | undefined;
  readonly wasReady: boolean;
}

export interface CellThread {
  readonly id: number;
  /** Settles when it takes cells, or has ended. */
  readonly ready: Promise<void>;
  readonly isAlive: () => boolean;
  readonly send: (message: ToWorker) => void;
  /** Cell to interrupt, 0 for none: seen by the worker even while it is busy. */
  readonly mark: (cell: number) => void;
  /** Kills the child for which the worker waits in spawnSync or its like: it runs no code then, and cannot be terminated. */
  readonly killBlocking: () => void;
  readonly end: () => Promise<void>;
}

/** Half of the memory there is, in MB. */
export const defaultMemory = (): number =>
  Math.max(512, Math.floor(Math.min(process.constrainedMemory() || Infinity, totalmem()) / 2 / MEGABYTE));

export function startCellThread(options: CellThreadOptions): CellThread {
  const shared = createShared();
  const slots = slotsOf(shared);
  const { port1: port, port2 } = new MessageChannel();
  const workerData: WorkerSettings = { port: port2, folder: options.folder, shared };
  const worker = new Worker(ENTRY, {
    name: 'cells',
    workerData,
    env: SHARE_ENV,
    transferList: [port2],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: options.memory },
  });
  const id = worker.threadId;
  /** Processes that cells started without waiting for them. */
  const children = new Set<number>();
  const { promise: ready, resolve: setReady } = Promise.withResolvers<void>();
  let wasReady = false;
  let isAlive = true;
  let osThread: string | undefined;
  let exitCode: number | undefined;
  let failure: Error | undefined;

  const killBlocking = (): void => {
    if (osThread === undefined) return;
    for (const pid of childrenOf(process.pid, osThread)) if (!children.has(pid)) killTree(pid);
  };
  const receive: InboxOptions['onMessage'] = (message) => {
    switch (message.kind) {
      case 'ready':
        wasReady = true;
        osThread = message.thread;
        setReady();
        break;
      case 'outcome':
      case 'stopped':
        options.onMessage(message);
        break;
      case 'chdir':
        changeDirectory(slots, message.directory);
        break;
      case 'exit':
        exitCode = message.code;
        break;
      case 'child':
        if (message.alive) children.add(message.pid);
        else children.delete(message.pid);
    }
  };
  const inbox = createInbox({ port, shared, onEvent: options.onEvent, onMessage: receive });
  // Only what Node itself or a native library writes comes here.
  for (const name of ['stdout', 'stderr'] as const)
    worker[name].setEncoding('utf8').on('data', (text: string) => {
      options.onEvent({ type: 'stream', cell: 0, name, text });
    });
  worker.on('error', (error) => {
    failure = error;
  });
  worker.on('exit', () => {
    isAlive = false;
    inbox.empty();
    port.close();
    children.forEach(killTree);
    options.onExit({ exitCode, error: failure, wasReady });
    setReady();
  });
  return {
    id,
    ready,
    isAlive: () => isAlive,
    killBlocking,
    send: (message) => port.postMessage(message),
    mark: (cell) => void Atomics.store(slots, Slot.interrupted, cell),
    end: async () => {
      killBlocking();
      await worker.terminate();
    },
  };
}

/** Node allows it in the main thread only. */
function changeDirectory(slots: Int32Array, directory: string): void {
  let result = 1;
  try {
    process.chdir(directory);
  } catch {
    result = -1;
  }
  Atomics.store(slots, Slot.chdir, result);
  Atomics.notify(slots, Slot.chdir);
}
