// Comms: messages between code in a cell and code at the front end (widgets).
import type { RunnerEvent } from '../contract.ts';
import type { Comms as Api, Comm } from '../display/globals.ts';
import type { CommMessage } from './messages.ts';

type Content = Readonly<Record<string, unknown>>;
type Buffers = readonly Uint8Array[];
type Opened = Parameters<Api['register']>[1];

export interface Comms {
  readonly api: Api;
  readonly receive: (message: CommMessage, content: Content, buffers: Buffers) => void;
}

type CommEvent = Extract<RunnerEvent, { type: 'comm' }>;

export function createComms(say: (event: Omit<CommEvent, 'cell'>) => void): Comms {
  const targets = new Map<string, Opened>();
  const comms = new Map<string, Comm>();

  const send = (message: CommMessage, content: Content, buffers: Buffers): void =>
    say({ type: 'comm', message, content, buffers });
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
