// The worker's way to the main thread, and which cell what it says belongs to.
import { workerData } from 'node:worker_threads';
import type { RunnerEvent } from '../contract.ts';
import type { FromWorker, WorkerSettings } from './messages.ts';
import { owner } from './scope.ts';
import { createRingWriter, Slot, type StreamName, slotsOf } from './shared.ts';
import { createCheckpoint } from './stop.ts';

// Read once: user code finds `workerData` empty, as in a main thread.
export const { port, folder, shared } = workerData as WorkerSettings;
export const slots = slotsOf(shared);
export const checkpoint = createCheckpoint(slots);

let latest = 0;
/** Code that belongs to no cell counts for the latest. */
export const setLatest = (cell: number): void => {
  latest = cell;
};
export const cellOf = (): number => owner.getStore()?.id ?? latest;

export const post = (message: FromWorker): void => port.postMessage(message);
export const written = (): number => slots[Slot.written]!;
export const emit = (event: RunnerEvent): void => post({ kind: 'event', event, written: written() });

/** For what a cell's code says on purpose: throws where the cell is interrupted. */
const speaking = (): number => {
  const scope = owner.getStore();
  if (scope) checkpoint(scope);
  return scope?.id ?? latest;
};

type WithoutCell<E> = E extends RunnerEvent ? Omit<E, 'cell'> : never;

export const say = (event: WithoutCell<Extract<RunnerEvent, { cell: number }>>): void =>
  emit({ ...event, cell: speaking() } as RunnerEvent);

const ring = createRingWriter(shared, () => post({ kind: 'output' }));
export const write = (name: StreamName, text: string): void => ring({ cell: speaking(), name, text });
