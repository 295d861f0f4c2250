// How cells end that could not end themselves.
import type { CellOutcome } from '../contract.ts';
import { errorOf } from '../display/index.ts';
import type { ThreadEnd } from './cellThread.ts';

/** `memory`: limit in MB. */
export function reasonOf({ exitCode, error }: ThreadEnd, memory: number): { ename: string; reason: string } {
  const lost = 'All variables are gone; run the cells again.';
  if (exitCode !== undefined)
    return { ename: 'ProcessExit', reason: `process.exit(${exitCode}) ended the code. ${lost}` };
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return {
      ename: 'OutOfMemory',
      reason: `The code needed more than ${memory} MB of memory and was ended. ${lost}`,
    };
  return {
    ename: 'WorkerError',
    reason: `The worker of the cells ended: ${error?.message ?? 'no reason given'}. ${lost}`,
  };
}

export const failed = (ename: string, evalue: string): CellOutcome => ({
  status: 'error',
  error: errorOf(Object.assign(new Error(evalue), { name: ename, stack: '' })),
});
