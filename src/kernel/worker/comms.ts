// Comms: messages between code in a cell and code at the front end (widgets).
import type { RunnerEvent } from '../contract.ts';
import type { CommMessage } from './messages.ts';

type Content = Readonly<Record<string, unknown>>;
type Buffers = readonly Uint8Array[];
type Listener = (data: unknown, buffers: Buffers) => void;

/** One end of a channel; the other is at the front end. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  readonly send: (data: unknown, buffers?: Buffers) => void;
  readonly close: (data?: unknown, buffers?: Buffers) => void;
  onMessage: Listener | undefined;
  onClose: Listener | undefined;
}

export interface CommsApi {
  /** `opened` is called when the front end opens a comm of this target. */
  readonly register: (target: string, opened: (comm: Comm, data: unknown, buffers: Buffers) => void) => void;
  readonly unregister: (target: string) => void;
  readonly open: (target: string, data?: unknown, buffers?: Buffers) => Comm;
}

export interface Comms {
  readonly api: CommsApi;
  readonly send: (message: CommMessage, content: Content, buffers: Buffers) => void;
  readonly receive: (message: CommMessage, content: Content, buffers: Buffers) => void;
}

export function createComms(hooks: {
  readonly emit: (event: RunnerEvent) => void;
  readonly cellOf: () => number;
}): Comms {
  const targets = new Map<string, (comm: Comm, data: unknown, buffers: Buffers) => void>();
  const comms = new Map<string, Comm>();

  const send: Comms['send'] = (message, content, buffers) =>
    hooks.emit({ type: 'comm', cell: hooks.cellOf(), message, content, buffers });
  const connect = (id: string, target: string): Comm => {
    const comm: Comm = {
      id,
      target,
      send: (data, buffers = []) => send('comm_msg', { comm_id: id, data }, buffers),
      close: (data = {}, buffers = []) => {
        if (comms.delete(id)) send('comm_close', { comm_id: id, data }, buffers);
      },
      onMessage: undefined,
      onClose: undefined,
    };
    comms.set(id, comm);
    return comm;
  };
  return {
    api: {
      register: (target, opened) => void targets.set(target, opened),
      unregister: (target) => void targets.delete(target),
      open: (target, data = {}, buffers = []) => {
        const comm = connect(crypto.randomUUID(), target);
        send('comm_open', { comm_id: comm.id, target_name: target, data }, buffers);
        return comm;
      },
    },
    send,
    receive: (message, content, buffers) => {
      const { comm_id, target_name, data } = content;
      const id = String(comm_id);
      if (message === 'comm_open') {
        const opened = targets.get(String(target_name));
        // The protocol asks for this answer where nobody knows the target.
        if (opened === undefined) send('comm_close', { comm_id: id, data: {} }, []);
        else opened(connect(id, String(target_name)), data, buffers);
        return;
      }
      const comm = comms.get(id);
      if (message === 'comm_msg') comm?.onMessage?.(data, buffers);
      else if (comms.delete(id)) comm?.onClose?.(data, buffers);
    },
  };
}
