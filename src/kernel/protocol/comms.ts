// Which comms are open, whoever opened them.
import type { ContentOf } from './requests.ts';
import type { Json } from './wire.ts';

export type CommMessage = 'comm_open' | 'comm_msg' | 'comm_close';

export interface Comms {
  /** Takes note of a message in either direction. */
  readonly note: (message: CommMessage, content: Json) => void;
  readonly has: (id: string) => boolean;
  /** Content of comm_info_reply. */
  readonly info: (request: ContentOf<'comm_info_request'>) => Json;
  readonly clear: () => void;
}

export function createComms(): Comms {
  const targets = new Map<string, string>();
  return {
    note: (message, content) => {
      const id = String(content['comm_id']);
      if (message === 'comm_open') targets.set(id, String(content['target_name']));
      if (message === 'comm_close') targets.delete(id);
    },
    has: (id) => targets.has(id),
    info: ({ target_name: wanted }) => ({
      status: 'ok',
      comms: Object.fromEntries(
        [...targets]
          .filter(([, target]) => (wanted ?? target) === target)
          .map(([id, target]) => [id, { target_name: target }]),
      ),
    }),
    clear: () => targets.clear(),
  };
}
