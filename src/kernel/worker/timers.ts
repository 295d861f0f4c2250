// Timers that know their cell: those of a stopped cell do not fire.
import timers from 'node:timers';
import promises from 'node:timers/promises';
import { promisify } from 'node:util';
import { owner } from './scope.ts';

/** As Node made them: for the kernel's own use, and owned by no cell. */
export const native = { setImmediate: globalThis.setImmediate };

type Callback = (this: unknown, ...args: unknown[]) => unknown;
type Start = (callback: Callback, ...args: unknown[]) => unknown;

/** Replaces the global timers and those of `node:timers`; `module.syncBuiltinESMExports` is left to the caller. */
export function ownTimers(): void {
  const cancel = { setTimeout: clearTimeout, setInterval: clearInterval, setImmediate: clearImmediate };
  for (const name of ['setTimeout', 'setInterval', 'setImmediate'] as const) {
    const start = timers[name] as unknown as Start;
    const stop = cancel[name] as (timer: unknown) => void;
    const owned = Object.defineProperties(
      (callback: Callback, ...args: unknown[]) => ownedTimer(start, stop, callback, args),
      { name: { value: name } },
    );
    Object.assign(globalThis, { [name]: owned });
    Object.assign(timers, { [name]: owned });
  }
  const { setTimeout, setImmediate, setInterval } = promises;
  promises.setTimeout = (delay, value, options) =>
    stoppable(options?.signal, (signal) => setTimeout(delay, value, { ...options, signal }));
  promises.setImmediate = (value, options) =>
    stoppable(options?.signal, (signal) => setImmediate(value, { ...options, signal }));
  promises.setInterval = (delay, value, options) =>
    stoppableSteps(options?.signal, (signal) => setInterval(delay, value, { ...options, signal }));
  Object.assign(promises.scheduler, {
    wait: (delay: number, options?: { signal?: AbortSignal }) =>
      promises.setTimeout(delay, undefined, options),
  });
  Object.defineProperty(globalThis.setTimeout, promisify.custom, { value: promises.setTimeout });
  Object.defineProperty(globalThis.setImmediate, promisify.custom, { value: promises.setImmediate });
}

function ownedTimer(
  start: Start,
  stop: (timer: unknown) => void,
  callback: Callback,
  args: unknown[],
): unknown {
  const scope = owner.getStore();
  if (scope === undefined || typeof callback !== 'function') return start(callback, ...args);
  const { epoch } = scope;
  const timer = start(
    function (this: unknown, ...given) {
      if (scope.epoch === epoch) Reflect.apply(callback, this, given);
      else stop(timer);
    },
    ...args,
  );
  if (scope.state === 'dead') stop(timer);
  return timer;
}

/** The call with a signal that also fires when the cell is stopped; it then rejects with the cell's error. */
async function stoppable<T>(
  given: AbortSignal | undefined,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const link = linkSignal(given);
  try {
    return await call(link.signal);
  } catch (error) {
    throw link.reason() ?? error;
  } finally {
    link.release();
  }
}

async function* stoppableSteps<T>(
  given: AbortSignal | undefined,
  call: (signal: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const link = linkSignal(given);
  try {
    yield* call(link.signal);
  } catch (error) {
    throw link.reason() ?? error;
  } finally {
    link.release();
  }
}

function linkSignal(given: AbortSignal | undefined) {
  const scope = owner.getStore();
  const controller = new AbortController();
  let reason: Error | undefined;
  const abort = (): void => controller.abort(given?.reason);
  const stop = (error: Error): void => {
    reason = error;
    controller.abort(error);
  };
  if (scope?.state === 'dead') stop(scope.reason!);
  const entry = scope?.state === 'dead' ? undefined : scope?.pending.add(stop);
  if (given?.aborted) abort();
  else given?.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    reason: () => reason,
    release: () => {
      if (entry) scope?.pending.remove(entry);
      given?.removeEventListener('abort', abort);
    },
  };
}
