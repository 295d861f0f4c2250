// Runs hand-written compiled cells, as the language part would make them.
import assert from 'node:assert/strict';
import type { CellError, CellOutcome, Runner, RunnerEvent } from '../../../src/kernel/contract.ts';
import { encodeMappings } from '../../../src/kernel/language/rewrite/vlq.ts';
import { createRunner, type RunnerOptions } from '../../../src/kernel/runner/index.ts';

/** Map in which each position is its own origin. */
function identityMap(source: string): string {
  const segments = source.split('\n').flatMap((text, line) =>
    Array.from({ length: Math.max(1, text.length) }, (_, column) => ({
      line,
      column,
      source: 0,
      sourceLine: line,
      sourceColumn: column,
    })),
  );
  return JSON.stringify({ version: 3, sources: ['cell'], names: [], mappings: encodeMappings(segments) });
}

export interface Session extends AsyncDisposable {
  readonly runner: Runner;
  readonly events: RunnerEvent[];
  /** Starts `async ($k, $0) => { body }`; the id counts up from 1. */
  readonly run: (body: string, allowStdin?: boolean) => Promise<CellOutcome>;
  /** Text that a cell, or all, wrote to stdout. */
  readonly printed: (cell?: number) => string;
  /** Settles when an event for which the test holds has come. */
  readonly event: (test: (event: RunnerEvent) => boolean) => Promise<RunnerEvent>;
  /** Number of the last cell. */
  readonly last: () => number;
}

/** `held`: what receives the events is behind until it settles. */
export async function startSession({
  held,
  ...options
}: Partial<RunnerOptions> & { readonly held?: Promise<void> } = {}): Promise<Session> {
  const events: RunnerEvent[] = [];
  const waiting = new Set<() => void>();
  const runner = await createRunner({
    folder: process.cwd(),
    ...options,
    onEvent: (event) => {
      events.push(event);
      for (const check of waiting) check();
      return held;
    },
  });
  let id = 0;
  return {
    runner,
    events,
    run: (body, allowStdin = false) => {
      id++;
      const code = `async ($k, $0) => {${body}\n}`;
      return runner.run(
        { id, label: `In [${id}]`, source: code, code, map: identityMap(code), banks: 1 },
        { allowStdin },
      );
    },
    printed: (cell) =>
      events
        .map((event) =>
          event.type === 'stream' && event.name === 'stdout' && (cell ?? event.cell) === event.cell
            ? event.text
            : '',
        )
        .join(''),
    event: (test) =>
      new Promise((resolve) => {
        const check = (): void => {
          const found = events.find(test);
          if (found === undefined) return;
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
      }),
    last: () => id,
    [Symbol.asyncDispose]: () => runner[Symbol.asyncDispose](),
  };
}

export function assertOk(outcome: CellOutcome): string | undefined {
  assert.equal(outcome.status, 'ok', JSON.stringify(outcome));
  return outcome.status === 'ok' ? (outcome.result?.data['text/plain'] as string | undefined) : undefined;
}

export function assertError(outcome: CellOutcome): CellError {
  assert.equal(outcome.status, 'error', JSON.stringify(outcome));
  return (outcome as { error: CellError }).error;
}
