// A kernel's session: every message that comes in, and what goes out for it.
//
// Cells run one after the other. Every other request is answered at once, also while a cell runs: completion never waits.
// Comm messages keep their place behind cells that were asked for before and did not start yet.
import type { Language, Runner, RunnerEvent } from '../contract.ts';
import { createAnswers } from './answers.ts';
import { createCellRun, type DescribeDiagnostics } from './cell.ts';
import { createComms } from './comms.ts';
import type { Connection } from './connection.ts';
import { createExecution } from './execution.ts';
import { createHistory } from './history.ts';
import type { Log } from './log.ts';
import { createOutbox } from './outbox.ts';
import { createOutputs } from './outputs.ts';
import type { Pictures } from './pictures.ts';
import { createSigner } from './signer.ts';
import type { Sockets } from './sockets.ts';
import { createStdin } from './stdin.ts';
import { createTidy } from './tidy.ts';
import { decode, errorContent, type Request } from './wire.ts';

export interface SessionOptions {
  readonly connection: Connection;
  readonly sockets: Pick<Sockets, 'listen' | 'send' | 'subscriptions'>;
  /** May come later than the first messages. */
  readonly language: Promise<Language>;
  /** May take cells later than the first messages come. */
  readonly createRunner: (onEvent: (event: RunnerEvent) => void | Promise<void>) => Promise<Runner>;
  readonly pictures: Pictures;
  readonly describe: DescribeDiagnostics;
  readonly log: Log;
  /** A client asked for the end; all messages are out. */
  readonly exit: () => void;
}

export interface Session {
  /** As interrupt_request. */
  readonly interrupt: () => Promise<void>;
}

type Channel = 'shell' | 'control';

export function startSession(options: SessionOptions): Session {
  const { connection, sockets, language, pictures, log } = options;
  const signer = createSigner(connection.key, connection.digest);
  const { iopub, send, drained } = createOutbox(sockets, signer, log);

  const comms = createComms();
  const history = createHistory();
  const stdin = createStdin(
    (message, to) => send('stdin', to, message),
    (text) => void runner.then(({ reply }) => reply(text)),
    log,
  );
  const outputs = createOutputs({
    iopub,
    comms,
    stdin,
    pictures,
    renewed: () => void language.then((service) => service.reset()),
  });
  const runner = options.createRunner(outputs.handle);

  const tidy = createTidy(language);
  const execution = createExecution({
    run: createCellRun({ language, runner, iopub, outputs, stdin, history, describe: options.describe }),
    begin: (request) => {
      tidy.busy();
      iopub.status('busy', request);
    },
    drained: iopub.drained,
    reply: (parent, content, metadata) =>
      send('shell', parent, { type: 'execute_reply', content, metadata, parent }),
    end: (request) => {
      iopub.status('idle', request);
      tidy.done();
    },
    idle: tidy.idle,
  });
  const interrupt = async (): Promise<void> => {
    pictures.cancel();
    await (await runner).interrupt();
  };
  const answers = createAnswers({
    connection,
    language,
    runner,
    comms,
    history,
    execution,
    interrupt,
    log,
  });

  /** Whether the request was done. */
  const answer = async (channel: Channel, request: Request): Promise<boolean> => {
    const type = request.header.msg_type;
    const reply = type.replace(/_request$/, '_reply');
    const respond = answers.get(type);
    if (respond === undefined) {
      log(`unknown type of message on ${channel}: ${type}`);
      return false;
    }
    try {
      const content = await respond(request);
      if (content === undefined) return true;
      send(channel, request, { type: reply, content, parent: request });
      if (reply === 'shutdown_reply') iopub.publish({ type: reply, content, parent: request });
      return true;
    } catch (error) {
      log(`${type} failed: ${error instanceof Error ? error.message : error}`);
      if (reply !== type)
        send(channel, request, { type: reply, content: errorContent(error), parent: request });
      return false;
    }
  };
  const respond = async (channel: Channel, request: Request): Promise<void> => {
    iopub.status('busy', request);
    const done = await answer(channel, request);
    iopub.status('idle', request);
    // Front ends that look at the last state only are to see that a cell still runs.
    const running = execution.running();
    if (running) iopub.status('busy', running);
    if (!done || request.header.msg_type !== 'shutdown_request') return;
    await drained();
    options.exit();
  };

  const listen = (channel: Channel | 'stdin', handle: (request: Request) => void): void =>
    sockets.listen(channel, (frames) => {
      try {
        handle(decode(frames, signer));
      } catch (error) {
        log(`dropped a message on ${channel}: ${error instanceof Error ? error.message : error}`);
      }
    });
  listen('control', (request) => void respond('control', request));
  listen('stdin', stdin.receive);
  listen('shell', (request) => {
    if (request.header.msg_type === 'execute_request') execution.execute(request);
    else void respond('shell', request);
  });
  sockets.subscriptions((topic) => {
    const subscription = Buffer.from(topic).toString();
    iopub.publish({ type: 'iopub_welcome', content: { subscription } });
  });
  iopub.status('starting');
  return { interrupt };
}
