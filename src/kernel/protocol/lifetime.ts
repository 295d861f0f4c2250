// When the kernel ends: when it is asked to, and when the process that started it is gone.

/** Milliseconds between looks for the parent. */
const INTERVAL = 1000;

/**
 * Calls `gone` once the process that started the kernel has ended. Jupyter gives its number in JPY_PARENT_PID; without it
 * nothing is watched.
 */
export function watchParent(gone: () => void, parent = Number(process.env['JPY_PARENT_PID'])): void {
  if (!(parent > 1)) return;
  const isChild = process.ppid === parent;
  const timer = setInterval(() => {
    if (isChild ? process.ppid === parent : exists(parent)) return;
    clearInterval(timer);
    gone();
  }, INTERVAL).unref();
}

function exists(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
