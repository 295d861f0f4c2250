// The main thread's handle on the worker that runs cells.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CellOutcome, Runner, RunnerEvent } from '../contract.ts';
import type { ToWorker } from '../worker/messages.ts';
import { type CellThread, defaultMemory, startCellThread, type ThreadEnd } from './cellThread.ts';
import { failed, reasonOf } from './failures.ts';
import { interruptThread } from './interrupt.ts';
import { createTerminator } from './terminator.ts';

export interface RunnerOptions {
  /** Where cells import from; absolute. */
  readonly folder: string;
  /** A promise says that the receiver is behind: cells that print wait until it settles. */
  readonly onEvent: (event: RunnerEvent) => void | Promise<void>;
  /** Limit of the JavaScript heap of the cells in MB; default: half of the machine's memory. */
  readonly memory?: number;
}

/** Milliseconds after an interrupt for which code of the stopped cell is looked out for, if no other cell runs. */
const LOOK_OUT = 850;
/** Milliseconds within which a closed runner is gone, whatever its cells do. */
const CLOSING = 800;

interface Running {
  readonly cell: number;
  readonly end: (outcome: CellOutcome) => void;
  readonly ended: Promise<CellOutcome>;
}

/** Settles when the worker takes cells. Rejects where it cannot start. */
export async function createRunner({
  folder,
  onEvent,
  memory = defaultMemory(),
}: RunnerOptions): Promise<Runner> {
  const home = process.cwd();
  const terminator = createTerminator();
  const answers = new Map<number, (answer: { readonly waits: boolean }) => void>();
  let serial = 0;
  let running: Running | undefined;
  let stopping: Promise<void> | undefined;
  /** A cell that waits until the one before it has stopped; it does not start once it is stopped itself. */
  let waiting: { stopped: boolean } | undefined;
  let calming: NodeJS.Timeout | undefined;
  let closed = false;
  let startFailure: Error | undefined;
  let thread: CellThread;

  const settle = (outcome: CellOutcome, cell = running?.cell): void => {
    if (running === undefined || running.cell !== cell) return;
    const { end } = running;
    running = undefined;
    end(outcome);
  };
  const onExit = (end: ThreadEnd): void => {
    for (const answer of answers.values()) answer({ waits: false });
    answers.clear();
    if (closed) {
      settle(failed('KernelClosed', 'the kernel was shut down'));
      return;
    }
    if (!end.wasReady) {
      startFailure = end.error ?? new Error('the worker of the cells ended before it was ready');
      settle(failed('WorkerError', `the worker of the cells does not start: ${startFailure.message}`));
      return;
    }
    const { ename, reason } = reasonOf(end, memory);
    if (process.cwd() !== home) process.chdir(home);
    thread = start();
    onEvent({ type: 'renewed', reason });
    settle(failed(ename, reason));
  };
  const start = (): CellThread => {
    startFailure = undefined;
    return startCellThread({
      folder,
      memory,
      onEvent,
      onExit,
      onMessage: (message) => {
        if (message.kind === 'outcome') return settle(message.outcome, message.cell);
        answers.get(message.serial)?.(message);
        answers.delete(message.serial);
      },
    });
  };
  const calm = (): void => {
    if (calming === undefined) return;
    clearTimeout(calming);
    calming = undefined;
    thread.mark(0);
    thread.send({ kind: 'stop', stage: 'calm', cell: undefined, serial: 0 });
  };
  const send = async (message: ToWorker): Promise<void> => {
    while (stopping) await stopping;
    thread.send(message);
  };

  thread = start();
  await thread.ready;
  if (startFailure) {
    terminator[Symbol.dispose]();
    throw startFailure;
  }
  return {
    run: async (cell, options) => {
      while (stopping) {
        const held = { stopped: false };
        waiting = held;
        await stopping;
        waiting = undefined;
        if (held.stopped) return failed('InterruptError', 'the cell was interrupted');
      }
      if (closed) return failed('KernelClosed', 'the kernel was shut down');
      calm();
      if (startFailure) thread = start();
      const { promise, resolve } = Promise.withResolvers<CellOutcome>();
      running = { cell: cell.id, end: resolve, ended: promise };
      await thread.ready;
      if (running?.cell === cell.id) thread.send({ kind: 'run', cell, options });
      return promise;
    },
    interrupt: () => {
      if (waiting) waiting.stopped = true;
      if (stopping === undefined) calm();
      stopping ??= interruptThread({
        thread,
        terminator,
        cell: running?.cell,
        ended: running?.ended ?? Promise.resolve(),
        serial: () => ++serial,
        answered: (number) => new Promise((resolve) => answers.set(number, resolve)),
        giveUp: () => settle(failed('InterruptError', 'the cell was interrupted')),
      }).finally(() => {
        stopping = undefined;
        calming = setTimeout(calm, LOOK_OUT).unref();
      });
      return stopping;
    },
    reply: (text) => thread.send({ kind: 'reply', text }),
    comm: (message, content, buffers) => void send({ kind: 'comm', message, content, buffers }),
    [Symbol.asyncDispose]: async () => {
      closed = true;
      clearTimeout(calming);
      calming = undefined;
      await Promise.race([thread.end(), sleep(CLOSING)]);
      settle(failed('KernelClosed', 'the kernel was shut down'));
      if (process.cwd() !== home) process.chdir(home);
      terminator[Symbol.dispose]();
    },
  };
}
