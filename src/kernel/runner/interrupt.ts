// Interrupts the worker in stages: ask, then terminate what it executes, then see that nothing comes back.
import { setTimeout as sleep } from 'node:timers/promises';
import type { StopStage } from '../worker/messages.ts';
import type { CellThread } from './cellThread.ts';
import type { Terminator } from './terminator.ts';

/** Milliseconds. */
const PATIENCE = 100;
/** For `finally` blocks that wait for something themselves. */
const GRACE = 120;
/** How long code of a dead cell is looked out for, at least. */
const LOOK_OUT = 100;

export interface InterruptParts {
  readonly thread: CellThread;
  readonly terminator: Terminator;
  /** Running cell, if there is one. */
  readonly cell: number | undefined;
  /** Settles when the cell has ended or the thread has. */
  readonly ended: Promise<unknown>;
  /** Settles when the worker has answered the stop with this number, or has ended. */
  readonly answered: (serial: number) => Promise<{ readonly waits: boolean }>;
  readonly serial: () => number;
  /** After the final stage, when the cell cannot end on its own any more. */
  readonly giveUp: () => void;
}

/**
 * At most about half a second, except for a native call that cannot be ended: that is waited for. The worker goes on to
 * look out for code of the cell until it is sent `calm`.
 */
export async function interruptThread(parts: InterruptParts): Promise<void> {
  const { thread, cell, ended, giveUp } = parts;
  // What starts a worker cannot be terminated without breaking it.
  await thread.ready;
  thread.mark(cell ?? 0);
  const { waits } = await stage(parts, 'soft');
  if (cell !== undefined && waits) await within(ended, GRACE);
  await stage(parts, 'final');
  giveUp();
  await sleep(LOOK_OUT);
  // Whether it still answers: code that was rejected by the final stage may loop.
  await stage(parts, 'final');
}

async function stage(
  parts: InterruptParts,
  name: Exclude<StopStage, 'calm'>,
): Promise<{ readonly waits: boolean }> {
  const { thread, terminator, cell, answered } = parts;
  while (thread.isAlive()) {
    const serial = parts.serial();
    const answer = answered(serial);
    thread.send({ kind: 'stop', stage: name, cell, serial });
    if (await within(answer, PATIENCE)) return answer;
    let done = false;
    const termination = terminator.terminate(thread.id).then(() => {
      done = true;
    });
    // Only now: the code after spawnSync is not to run.
    thread.killBlocking();
    // A termination that found the worker idle has to be used up, or it would hit the next cell.
    for (let wait = 5; !done && thread.isAlive(); wait = Math.min(2 * wait, PATIENCE)) {
      await within(termination, wait);
      if (!done) thread.send({ kind: 'ping' });
    }
  }
  return { waits: false };
}

async function within(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(milliseconds, false, { signal: timer.signal }).catch(() => false);
  const result = await Promise.race([promise.then(() => true), late]);
  timer.abort();
  return result;
}
