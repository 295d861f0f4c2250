// Interrupts the worker in stages: ask, then terminate what it executes, then see that nothing comes back.
import { setTimeout as sleep } from 'node:timers/promises';
import type { StopStage } from '../worker/messages.ts';
import type { CellThread } from './cellThread.ts';
import type { Terminator } from './terminator.ts';

/** Milliseconds. */
const PATIENCE = 100;
/** For `finally` blocks that wait for something themselves. */
const GRACE = 120;
/** How long code of a dead cell is looked out for. */
const LOOK_OUT = 150;

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

/** At most about half a second, except for a native call that cannot be ended: that is waited for. */
export async function interruptThread(parts: InterruptParts): Promise<void> {
  const { thread, cell, ended, giveUp } = parts;
  thread.mark(cell ?? 0);
  const { waits } = await stage(parts, 'soft');
  if (cell !== undefined && waits) await within(ended, GRACE);
  await stage(parts, 'final');
  giveUp();
  await sleep(LOOK_OUT);
  await stage(parts, 'calm');
  thread.mark(0);
}

async function stage(parts: InterruptParts, name: StopStage): Promise<{ readonly waits: boolean }> {
  const { thread, terminator, cell, answered } = parts;
  for (;;) {
    const serial = parts.serial();
    const answer = answered(serial);
    thread.send({ kind: 'stop', stage: name, cell, serial });
    if (await within(answer, PATIENCE)) return answer;
    let done = false;
    const termination = Promise.race([terminator.terminate(thread.id), answer]).then(() => {
      done = true;
    });
    // Only now: the code after spawnSync is not to run.
    thread.killBlocking();
    // A termination that found the worker idle has to be used up, or it would hit the next cell.
    while (!done) {
      await within(termination, 5);
      if (!done) thread.send({ kind: 'ping' });
    }
  }
}

async function within(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(milliseconds, false, { signal: timer.signal }).catch(() => false);
  const result = await Promise.race([promise.then(() => true), late]);
  timer.abort();
  return result;
}
