// A language without types and a runner without a thread: what the protocol needs to be tested alone.
import { format } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import type { CellError, Language, Runner, RunnerEvent } from '../../../src/kernel/contract.ts';

/** Compiles everything but `#`, completes every prefix with `prefix1` and `prefix2`. */
export function fakeLanguage(): Language {
  let id = 0;
  return {
    compile: (source, label) => {
      id += 1;
      const at = source.indexOf('#');
      if (at >= 0)
        return {
          status: 'error',
          diagnostics: [{ severity: 'error', code: 'TS1127', message: 'Bad.', start: at, end: at + 1 }],
        };
      return { status: 'ok', cell: { id, label, source, code: source, map: '', banks: 1 }, warnings: [] };
    },
    keep: () => {},
    complete: (source, offset) => {
      const start = source.slice(0, offset).search(/\w*$/);
      const prefix = source.slice(start, offset);
      return {
        start,
        end: offset,
        items: [`${prefix}1`, `${prefix}2`].map((text) => ({ text, kind: 'const' })),
      };
    },
    inspect: (source, offset) =>
      /\w/.test(source.slice(offset - 1, offset + 1)) ? '```ts\nconst x: number\n```' : undefined,
    isComplete: (source) =>
      source.endsWith('{') ? { status: 'incomplete', indent: '  ' } : { status: 'complete', indent: '' },
    reset: () => {},
    rest: () => {},
  };
}

const errorOf = (error: unknown): CellError => {
  const { name, message, stack } = error as Error;
  return { ename: name, evalue: message, traceback: (stack ?? '').split('\n') };
};

/** Runs cells as scripts here; `input()`, `late()`, `show()` and `comm()` make the events of a worker. */
export function fakeRunner(onEvent: (event: RunnerEvent) => void): Runner {
  let cell = 0;
  let answer: ((text: string) => void) | undefined;
  let stop: ((reason: Error) => void) | undefined;
  const print = (name: 'stdout' | 'stderr', values: unknown[]) =>
    onEvent({ type: 'stream', cell, name, text: `${format(...values)}\n` });
  const context = createContext({
    console: {
      log: (...values: unknown[]) => print('stdout', values),
      error: (...values: unknown[]) => print('stderr', values),
    },
    setTimeout,
    input: (prompt = '') =>
      new Promise<string>((resolve) => {
        answer = resolve;
        onEvent({ type: 'input', cell, prompt, password: false });
      }),
    late: () => {
      const failed = cell;
      setTimeout(() => onEvent({ type: 'error', cell: failed, error: errorOf(new Error('late')) }), 20);
    },
    show: (data: Record<string, unknown>, displayId?: string, update = false) =>
      onEvent({
        type: 'display',
        cell,
        display: { data, metadata: {} },
        ...(displayId !== undefined && { displayId }),
        update,
      }),
    comm: (message: 'comm_open', content: Record<string, unknown>) =>
      onEvent({ type: 'comm', cell, message, content, buffers: [] }),
  });
  return {
    run: async ({ id, source }) => {
      cell = id;
      try {
        const value: unknown = await Promise.race([
          runInContext(source, context),
          new Promise((_, reject) => {
            stop = reject;
          }),
        ]);
        if (value === undefined) return { status: 'ok' };
        return { status: 'ok', result: { data: { 'text/plain': format(value) }, metadata: {} } };
      } catch (error) {
        return { status: 'error', error: errorOf(error) };
      }
    },
    interrupt: async () => stop?.(Object.assign(new Error('stopped'), { name: 'InterruptError' })),
    reply: (text) => answer?.(text),
    comm: (message, content, buffers) => {
      if (message === 'comm_open' && content['target_name'] !== 'known')
        onEvent({
          type: 'comm',
          cell,
          message: 'comm_close',
          content: { comm_id: content['comm_id'], data: {} },
          buffers: [],
        });
      else if (message === 'comm_msg') onEvent({ type: 'comm', cell, message, content, buffers });
    },
    [Symbol.asyncDispose]: async () => {},
  };
}
