// Stops what a cell has going: what waits is rejected, timers are void, workers and child processes end.
import { killTree } from './killTree.ts';
import { InterruptError, type Scope } from './scope.ts';
import { Slot } from './shared.ts';

/**
 * Soft stop: the cell's code sees an error wherever it waits and may clean up. Can be called again. Gives whether there is
 * such code.
 */
export function soften(scope: Scope): boolean {
  if (scope.state === 'live') {
    scope.state = 'stopping';
    scope.epoch++;
  }
  // Only once: what waits after that belongs to the cleaning up.
  if (!scope.halted && halt(scope)) scope.noticed = true;
  scope.halted = true;
  return scope.noticed;
}

/** Nothing of the cell may go on. Can be called again. */
export function finish(scope: Scope): void {
  if (scope.state !== 'dead') scope.epoch++;
  scope.state = 'dead';
  halt(scope);
}

function halt(scope: Scope): boolean {
  scope.reason ??= new InterruptError();
  const waited = scope.pending.rejectAll(scope.reason);
  for (const worker of scope.workers) void worker.terminate();
  for (const child of scope.children) if (child.pid !== undefined) killTree(child.pid);
  scope.workers.clear();
  scope.children.clear();
  scope.controller?.abort(scope.reason);
  return waited || scope.controller !== undefined;
}

/**
 * Called where a cell's code calls into the kernel: throws its InterruptError if the main thread has asked for it, so that
 * a loop ends with an error that `finally` sees, before it would be terminated.
 */
export function createCheckpoint(slots: Int32Array): (scope: Scope) => void {
  return (scope) => {
    if (scope.state === 'dead') throw scope.reason;
    if (scope.state === 'live' && slots[Slot.interrupted] === scope.id) {
      scope.noticed = true;
      soften(scope);
      throw scope.reason;
    }
  };
}
