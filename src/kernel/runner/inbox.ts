// What the worker says, in order: output from the shared ring, all else from the port.
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { RunnerEvent } from '../contract.ts';
import type { FromWorker } from '../worker/messages.ts';
import { createRingReader, Slot, slotsOf } from '../worker/shared.ts';

/** Milliseconds between two readings of the output. */
const PERIOD = 10;

export interface InboxOptions {
  readonly port: MessagePort;
  readonly shared: SharedArrayBuffer;
  /** A promise says that the receiver is behind: until it settles, the ring fills up and the cell that prints waits. */
  readonly onEvent: (event: RunnerEvent) => void | Promise<void>;
  /** All messages but `output` and `event`. */
  readonly onMessage: (message: Exclude<FromWorker, { kind: 'output' | 'event' }>) => void;
}

export interface Inbox {
  /** Hands on all that there is, also to a receiver that is behind. */
  readonly empty: () => void;
}

export function createInbox({ port, shared, onEvent, onMessage }: InboxOptions): Inbox {
  const slots = slotsOf(shared);
  const readRing = createRingReader(shared);
  const held: FromWorker[] = [];
  let behind = 0;
  let isPolling = false;

  const tell = (event: RunnerEvent): void => {
    const busy = onEvent(event);
    if (!(busy instanceof Promise)) return;
    behind++;
    busy.catch(() => {}).then(catchUp);
  };
  const drain = (end?: number): number => {
    const chunks = readRing(end);
    for (const chunk of chunks) tell({ type: 'stream', ...chunk });
    return chunks.length;
  };
  const take = (message: FromWorker): void => {
    if ('written' in message) drain(message.written);
    if (message.kind === 'event') tell(message.event);
    else if (message.kind !== 'output') onMessage(message);
    else if (!isPolling) poll();
  };
  const receive = (message: FromWorker): void => {
    // An interrupt does not wait for the receiver.
    if (message.kind === 'stopped') release();
    if ('written' in message && behind > 0 && message.kind !== 'stopped') held.push(message);
    else take(message);
  };
  const receiveWaiting = (): void => {
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port))
      receive(next.message);
  };
  /** Reads what is there, after the events that were sent before it was written. */
  const readOn = (): number => {
    const end = Atomics.load(slots, Slot.written);
    receiveWaiting();
    return held.length > 0 || behind > 0 ? 1 : drain(end);
  };
  const poll = (): void => {
    isPolling = true;
    if (behind > 0) return; // until it has caught up
    if (readOn() === 0) {
      Atomics.store(slots, Slot.announced, 0);
      if (readOn() === 0) {
        isPolling = false;
        return;
      }
      Atomics.store(slots, Slot.announced, 1);
    }
    setTimeout(poll, PERIOD);
  };
  const catchUp = (): void => {
    behind--;
    while (behind === 0 && held.length > 0) take(held.shift()!);
    if (behind === 0 && isPolling) poll();
  };
  const release = (): void => {
    for (const message of held.splice(0)) take(message);
  };
  port.on('message', receive);
  return {
    empty: () => {
      release();
      receiveWaiting();
      release();
      drain();
    },
  };
}
