// Which cell owns what: an AsyncLocalStorage follows promises, timers, workers and callbacks.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ChildProcess } from 'node:child_process';
import type { Worker } from 'node:worker_threads';
import { createPending, type Pending } from './pending.ts';

/** What an interrupted cell's code sees. */
export class InterruptError extends Error {
  override readonly name = 'InterruptError';
  constructor() {
    super('the cell was interrupted');
  }
}

export interface Scope {
  readonly id: number;
  readonly allowStdin: boolean;
  /** `stopping`: interrupted, `finally` blocks may run. `dead`: nothing of it may. */
  state: 'live' | 'stopping' | 'dead';
  /** Timers of an earlier epoch do not fire. */
  epoch: number;
  reason: InterruptError | undefined;
  /** Whether all that it had going was stopped once. */
  halted: boolean;
  /** Whether code of the cell has seen the interrupt, and may clean up. */
  noticed: boolean;
  controller: AbortController | undefined;
  readonly pending: Pending;
  readonly workers: Set<Worker>;
  readonly children: Set<ChildProcess>;
  /** Value of the last statement. */
  value: unknown;
}

export const owner = new AsyncLocalStorage<Scope>();

export const createScope = (id: number, allowStdin: boolean): Scope => ({
  id,
  allowStdin,
  state: 'live',
  epoch: 0,
  reason: undefined,
  halted: false,
  noticed: false,
  controller: undefined,
  pending: createPending(),
  workers: new Set(),
  children: new Set(),
  value: undefined,
});

/** The cell's AbortSignal, made when first asked for. */
export function signalOf(scope: Scope): AbortSignal {
  if (scope.controller === undefined) {
    scope.controller = new AbortController();
    if (scope.reason) scope.controller.abort(scope.reason);
  }
  return scope.controller.signal;
}
