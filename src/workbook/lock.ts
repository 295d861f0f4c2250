// A lock file that names its holder, so that the lock of a process that died is taken over.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Another living process writes here. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
}

/** Milliseconds; a holder that is just ending is waited for. */
const PATIENCE = 2000;
const PAUSE = 20;

/** Takes the lock and returns its release, which also happens when the process exits. Errors: `LockedError`. */
export async function lock(path: string, patience = PATIENCE): Promise<() => void> {
  const own = `${path}.${process.pid}`;
  const content = `${process.pid} ${birth(process.pid)} ${hostname()}`;
  const deadline = performance.now() + patience;
  try {
    writeFileSync(own, content);
    while (!claim(own, path)) {
      const holder = read(path);
      if (holder === undefined) continue;
      if (!alive(holder)) takeAway(path, holder);
      else if (performance.now() > deadline)
        throw new LockedError(
          `${path} is held by process ${holder.split(' ')[0]}, which computes the same runs: wait for it or stop it`,
        );
      else await sleep(PAUSE);
    }
  } finally {
    rmSync(own, { force: true });
  }
  if (held.size === 0) process.on('exit', releaseAll);
  held.add(path);
  return () => {
    if (!held.delete(path)) return;
    rmSync(path, { force: true });
    if (held.size === 0) process.off('exit', releaseAll);
  };
}

/** Locks of this process: one listener for all of them, as Node warns of more than ten. */
const held = new Set<string>();

function releaseAll(): void {
  for (const path of held) rmSync(path, { force: true });
}

/** A hard link is made with its content or not at all. */
function claim(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Only one process wins the renaming; should it have caught a newer lock meanwhile, it puts that back. */
function takeAway(path: string, dead: string): void {
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (read(aside) !== dead) claim(aside, path);
  rmSync(aside);
}

function alive(holder: string): boolean {
  const [pid, born, ...host] = holder.split(' ');
  if (host.join(' ') !== hostname()) return true;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return born === birth(Number(pid));
}

/** When a process started, where the system tells (Linux): process ids are used again, but not at the same time. */
function birth(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')')).split(' ')[20] ?? '?';
}
