// Errors that no code handles: rejections, and throws in timers and other callbacks.
import { InterruptError } from './scope.ts';

/** `report` is called as the code that failed: the current scope is its cell. */
export function watchLateErrors(report: (error: unknown) => void): void {
  const late = (error: unknown): void => {
    // The cell's own outcome says that it was interrupted.
    if (!(error instanceof InterruptError)) report(error);
  };
  process.on('uncaughtException', late);
  process.on('unhandledRejection', late);
}
