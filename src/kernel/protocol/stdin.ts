// Questions to the client whose cell asks, and its answers.
import { readContent } from './requests.ts';
import type { Outgoing, Request } from './wire.ts';

export interface Stdin {
  readonly ask: (parent: Request, prompt: string, password: boolean) => void;
  /** Takes a message of the channel; what nobody asked for, or another client answers, is logged and dropped. */
  readonly receive: (message: Request) => void;
  /** Nobody waits for an answer any more. */
  readonly cancel: () => void;
}

export function createStdin(
  send: (message: Outgoing, to: Request) => void,
  answer: (text: string) => void,
  log: (line: string) => void,
): Stdin {
  let asked: Request | undefined;
  return {
    ask: (parent, prompt, password) => {
      asked = parent;
      send({ type: 'input_request', content: { prompt, password }, parent }, parent);
    },
    receive: (message) => {
      if (message.header.msg_type !== 'input_reply')
        return log(`unknown on stdin: ${message.header.msg_type}`);
      const { value } = readContent('input_reply', message.content);
      if (asked === undefined || !sameClient(asked, message))
        return log('an input_reply that nobody asked for');
      asked = undefined;
      answer(value);
    },
    cancel: () => {
      asked = undefined;
    },
  };
}

const sameClient = (one: Request, other: Request): boolean =>
  Buffer.concat(one.identities).equals(Buffer.concat(other.identities));
