// Errors that no code handles: rejections, and throws in timers and other callbacks.
import { InterruptError, owner } from './scope.ts';

/** `report` is called as the code that failed: the current scope is its cell. */
export function watchLateErrors(report: (error: unknown) => void): void {
  const late = (error: unknown): void => {
    // The cell's outcome says that it was interrupted; what breaks in consequence is no news.
    const isOfStopped = error instanceof InterruptError || (owner.getStore()?.state ?? 'live') !== 'live';
    if (!isOfStopped) report(error);
  };
  process.on('uncaughtException', late);
  process.on('unhandledRejection', late);
}
