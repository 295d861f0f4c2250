// The way out: messages become signed frames and wait their turn on their socket.
import { randomUUID } from 'node:crypto';
import { createIopub, type Iopub } from './iopub.ts';
import type { Log } from './log.ts';
import { createSendQueue } from './sendQueue.ts';
import type { Signer } from './signer.ts';
import type { Frames, Sockets } from './sockets.ts';
import { createEncoder, type Outgoing, type Request } from './wire.ts';

export interface Outbox {
  readonly iopub: Iopub;
  /** Sends to the client that made the request `to`. */
  readonly send: (channel: 'shell' | 'control' | 'stdin', to: Request, message: Outgoing) => void;
  /** Settles when all messages that were given are sent. */
  readonly drained: () => Promise<void>;
}

export function createOutbox(sockets: Pick<Sockets, 'send'>, signer: Signer, log: Log): Outbox {
  const { encode } = createEncoder(signer, randomUUID());
  const tryEncode = (message: Outgoing): (string | Uint8Array)[] | undefined => {
    try {
      return encode(message);
    } catch (error) {
      log(`${message.type} cannot be written as JSON: ${error instanceof Error ? error.message : error}`);
      return undefined;
    }
  };
  const queues = {
    shell: createSendQueue((frames: Frames) => sockets.send('shell', frames)),
    control: createSendQueue((frames: Frames) => sockets.send('control', frames)),
    stdin: createSendQueue((frames: Frames) => sockets.send('stdin', frames)),
  };
  const iopub = createIopub(async (message) => {
    const frames = tryEncode(message);
    if (frames) await sockets.send('iopub', [message.type, ...frames]);
  });
  return {
    iopub,
    send: (channel, to, message) => {
      const frames = tryEncode(message);
      if (frames) queues[channel].push([...to.identities, ...frames]);
    },
    drained: async () => {
      await Promise.all([iopub.drained(), ...Object.values(queues).map((queue) => queue.drained())]);
    },
  };
}
