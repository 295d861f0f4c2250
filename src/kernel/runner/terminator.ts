// Ends what a worker executes from outside, by the inspector protocol. Node has to run with --no-force-async-hooks-checks.
import inspector from 'node:inspector';

export interface Terminator extends Disposable {
  /** Asks for a termination. Settles when one has happened or the worker is gone: an idle worker's comes with its next code. */
  readonly terminate: (threadId: number) => Promise<void>;
}

interface Attached {
  readonly params: { readonly sessionId: string; readonly workerInfo: { readonly title: string } };
}

interface Received {
  readonly params: { readonly sessionId: string; readonly message: string };
}

interface Detached {
  readonly params: { readonly sessionId: string };
}

const FLAG = '--no-force-async-hooks-checks';

/** Has to exist before the workers do. Throws where this Node would abort at a termination. */
export function createTerminator(): Terminator {
  if (![...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ').includes(FLAG))
    throw new Error(
      `the kernel has to run as \`node ${FLAG} …\`: without it Node aborts when a cell is interrupted`,
    );
  const session = new inspector.Session();
  const sessions = new Map<number, string>();
  const waiting = new Map<string, () => void>();
  session.connect();
  session.on('NodeWorker.attachedToWorker', ({ params }: Attached) => {
    // `[worker 2] cells`: the protocol's own number counts the workers of this session, not the threads.
    const [, thread] = /^\[worker (\d+)\]/.exec(params.workerInfo.title) ?? [];
    sessions.set(Number(thread), params.sessionId);
  });
  session.on('NodeWorker.receivedMessageFromWorker', ({ params }: Received) => {
    const { id } = JSON.parse(params.message) as { id?: number };
    if (id !== undefined) waiting.get(params.sessionId)?.();
  });
  session.on('NodeWorker.detachedFromWorker', ({ params }: Detached) => {
    waiting.get(params.sessionId)?.();
    for (const [thread, id] of sessions) if (id === params.sessionId) sessions.delete(thread);
  });
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  let serial = 0;
  return {
    terminate: (threadId) => {
      const sessionId = sessions.get(threadId);
      if (sessionId === undefined) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.set(sessionId, () => {
          waiting.delete(sessionId);
          resolve();
        });
        const message = JSON.stringify({ id: ++serial, method: 'Runtime.terminateExecution' });
        session.post('NodeWorker.sendMessageToWorker', { sessionId, message }, (error) => {
          if (error) waiting.get(sessionId)?.();
        });
      });
    },
    [Symbol.dispose]: () => session.disconnect(),
  };
}
