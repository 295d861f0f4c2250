// The five sockets of a kernel, bound where the connection file says and nowhere else.
import { Router, type Socket, XPublisher } from 'zeromq';
import { CHANNELS, type Channel, type Connection } from './connection.ts';

export type Frames = readonly (string | Uint8Array)[];

export interface Sockets {
  /** Calls `handle` for each message of the channel, from now on. */
  readonly listen: (channel: 'shell' | 'control' | 'stdin', handle: (frames: Uint8Array[]) => void) => void;
  /** One call after the other for each channel. */
  readonly send: (channel: 'shell' | 'control' | 'stdin' | 'iopub', frames: Frames) => Promise<void>;
  /** Calls `handle` with the topic of each new subscription to iopub. */
  readonly subscriptions: (handle: (topic: Uint8Array) => void) => void;
  readonly close: () => void;
}

/** Milliseconds in which sent messages still leave after the sockets are closed. */
const LINGER = 1000;

/** Binds all sockets and answers heartbeats. Errors: names the channel and address that could not be had. */
export async function openSockets(connection: Connection): Promise<Sockets> {
  // No high-water mark: ZeroMQ drops what is above it, outputs of a fast cell among them.
  const options = { linger: LINGER, sendHighWaterMark: 0, receiveHighWaterMark: 0 };
  const routers = {
    shell: new Router(options),
    control: new Router(options),
    stdin: new Router(options),
    hb: new Router(options),
  };
  const iopub = new XPublisher({ ...options, verbosity: 'allSubs' });
  const all: Record<Channel, Socket> = { ...routers, iopub };
  for (const channel of CHANNELS) await bind(all[channel], channel, connection.endpoint(channel));
  void echo(routers.hb);
  return {
    listen: (channel, handle) => void receive(routers[channel], handle),
    send: async (channel, frames) => {
      if (!all[channel].closed) await (channel === 'iopub' ? iopub : routers[channel]).send([...frames]);
    },
    subscriptions: (handle) =>
      void receive(iopub, ([frame]) => {
        if (frame?.[0] === 1) handle(frame.subarray(1));
      }),
    close: () => {
      for (const socket of Object.values(all)) socket.close();
    },
  };
}

async function bind(socket: Socket, channel: Channel, address: string): Promise<void> {
  try {
    await socket.bind(address);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot listen on ${address} for ${channel}, as the connection file asks: ${reason}`, {
      cause: error,
    });
  }
}

async function echo(socket: Router): Promise<void> {
  for await (const frames of socket) await socket.send(frames);
}

async function receive(socket: Router | XPublisher, handle: (frames: Uint8Array[]) => void): Promise<void> {
  for await (const frames of socket) handle(frames);
}
