// A kernel from the path of its connection file to the end of its process.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Language, Runner, RunnerEvent } from '../contract.ts';
import type { DescribeDiagnostics } from './cell.ts';
import { readConnection } from './connection.ts';
import { watchParent } from './lifetime.ts';
import { createLog } from './log.ts';
import { createPictures } from './pictures.ts';
import { startSession } from './session.ts';
import { openSockets } from './sockets.ts';

export interface Parts {
  /** Called once the sockets are open: loading it may block for long. */
  readonly createLanguage: () => Promise<Language>;
  readonly createRunner: (onEvent: (event: RunnerEvent) => void | Promise<void>) => Promise<Runner>;
  readonly describe: DescribeDiagnostics;
}

/** Milliseconds in which the last messages leave the sockets. */
const LEAVE = 50;
/** Milliseconds in which worker and browser may end before the process does. */
const GRACE = 1000;

/** Serves until a client, a signal or the end of the parent process ends it. Errors: those of `readConnection`, `openSockets`. */
export async function startKernel(connectionFile: string, parts: Parts): Promise<void> {
  const log = createLog((text) => process.stderr.write(text));
  const connection = readConnection(connectionFile);
  const sockets = await openSockets(connection);
  const pictures = createPictures(log);
  let runner: Promise<Runner> | undefined;
  let ending = false;
  const exit = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    sockets.close();
    setTimeout(() => process.exit(0), GRACE).unref();
    await Promise.allSettled([
      runner?.then((worker) => worker[Symbol.asyncDispose]()),
      pictures[Symbol.asyncDispose](),
      sleep(LEAVE),
    ]);
    process.exit(0);
  };
  // The first messages are read before the language is loaded.
  const needed = <T>(name: string, part: Promise<T>): Promise<T> => {
    part.catch((error: Error) => {
      log(`${name} did not start: ${error.stack ?? error.message}`);
      process.exit(1);
    });
    return part;
  };
  const language = needed(
    'the language service',
    new Promise<void>((resolve) => setImmediate(resolve)).then(parts.createLanguage),
  );
  const session = startSession({
    connection,
    sockets,
    language,
    createRunner: (onEvent) => {
      runner = needed('the worker of the cells', parts.createRunner(onEvent));
      return runner;
    },
    pictures,
    describe: parts.describe,
    log,
    exit: () => void exit(),
  });
  process.on('SIGINT', () => void session.interrupt());
  process.on('SIGTERM', () => void exit());
  process.on('SIGHUP', () => void exit());
  process.on('uncaughtException', (error) => log(`internal error: ${error.stack ?? error}`));
  watchParent(() => void exit());
}
