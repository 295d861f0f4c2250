// Kills a process with all that descend from it.
import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of the children that the threads of `pid` started, or only one thread of it; none where there is no /proc. */
export function childrenOf(pid: number, thread?: string): number[] {
  try {
    const threads = thread === undefined ? readdirSync(`/proc/${pid}/task`) : [thread];
    return threads.flatMap((id) =>
      readFileSync(`/proc/${pid}/task/${id}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return []; // it has ended, or this is not Linux
  }
}

export function killTree(pid: number): void {
  const children = childrenOf(pid);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended
  }
  for (const child of children) killTree(child);
}
