// What is answered to each request but those that run cells.
import type { Language, Runner } from '../contract.ts';
import { toUtf16 } from './codePoints.ts';
import type { CommMessage, Comms } from './comms.ts';
import type { Connection } from './connection.ts';
import type { Execution } from './execution.ts';
import type { History } from './history.ts';
import { kernelInfo } from './kernelInfo.ts';
import type { Log } from './log.ts';
import { completeReply, inspectReply, isCompleteReply } from './queries.ts';
import { readContent } from './requests.ts';
import type { Json, Request } from './wire.ts';

export interface AnswersHost {
  readonly connection: Connection;
  readonly language: Promise<Language>;
  readonly runner: Promise<Runner>;
  readonly comms: Comms;
  readonly history: History;
  readonly execution: Pick<Execution, 'afterQueued'>;
  readonly interrupt: () => Promise<void>;
  readonly log: Log;
}

type Answer = (request: Request) => Json | Promise<Json | undefined> | undefined;

/** By the type of the request: content of the reply, or nothing for messages that have none. */
export type Answers = ReadonlyMap<string, Answer>;

export function createAnswers(host: AnswersHost): Answers {
  const { connection, language, runner, comms, history, execution, interrupt, log } = host;
  const comm =
    (message: CommMessage): Answer =>
    ({ content, buffers }) => {
      const checked = readContent(message, content);
      execution.afterQueued(() => {
        if (message !== 'comm_open' && !comms.has(checked.comm_id))
          return log(`${message} for the comm ${checked.comm_id}, which is not open`);
        comms.note(message, checked);
        void runner.then((worker) => worker.comm(message, checked, buffers));
      });
      return undefined;
    };
  return new Map<string, Answer>([
    ['kernel_info_request', () => kernelInfo()],
    ['connect_request', () => connectReply(connection)],
    [
      'complete_request',
      async ({ content }) => completeReply(await language, readContent('complete_request', content)),
    ],
    [
      'inspect_request',
      async ({ content }) => {
        const { code, cursor_pos, detail_level } = readContent('inspect_request', content);
        return {
          status: 'ok',
          ...inspectReply(await language, code, toUtf16(code, cursor_pos), detail_level),
        };
      },
    ],
    [
      'is_complete_request',
      async ({ content }) => isCompleteReply(await language, readContent('is_complete_request', content)),
    ],
    [
      'history_request',
      ({ content }) => ({ status: 'ok', history: history.find(readContent('history_request', content)) }),
    ],
    ['comm_info_request', ({ content }) => comms.info(readContent('comm_info_request', content))],
    ['comm_open', comm('comm_open')],
    ['comm_msg', comm('comm_msg')],
    ['comm_close', comm('comm_close')],
    ['interrupt_request', () => interrupt().then(() => ({ status: 'ok' }))],
    [
      'shutdown_request',
      ({ content }) => ({ status: 'ok', restart: readContent('shutdown_request', content).restart }),
    ],
    ['debug_request', ({ content }) => noDebugger(content)],
  ]);
}

const connectReply = ({ port }: Connection): Json => ({
  status: 'ok',
  shell_port: port('shell'),
  iopub_port: port('iopub'),
  stdin_port: port('stdin'),
  hb_port: port('hb'),
  control_port: port('control'),
});

const noDebugger = ({ command, seq }: Json): Json => ({
  type: 'response',
  request_seq: seq ?? 0,
  seq: 0,
  success: false,
  command: command ?? '',
  message: 'this kernel has no debugger',
});
