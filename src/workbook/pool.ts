// Worker processes that compute runs: one that dies takes only its run with it.
import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import type { Order, Report } from './worker.ts';

export type Finished = Omit<Extract<Report, { kind: 'finished' }>, 'kind'>;

export interface PoolOptions<T extends Order> {
  readonly jobs: number;
  /** Module whose `papers` the workers compute with. */
  readonly registry: URL;
  readonly signal: AbortSignal;
  readonly started: (task: T) => void;
  readonly progress: (task: T, fraction: number) => void;
  readonly finished: (task: T, result: Finished) => void;
  readonly failed: (task: T, reason: string) => void;
}

const WORKER = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);
const KEPT_OUTPUT = 2000;

/**
 * Computes the tasks in their order, `jobs` at a time. Returns when all have finished or failed; on an abort it kills
 * the workers and returns at once. Throws what a callback throws, or where a worker cannot start at all.
 */
export function runPool<T extends Order>(tasks: readonly T[], options: PoolOptions<T>): Promise<void> {
  const { signal } = options;
  const workers = new Set<ChildProcess>();
  const queue = tasks.values();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let left = tasks.length;

  const kill = (): void => {
    for (const worker of workers) worker.kill('SIGKILL');
  };
  const end = (error?: Error): void => {
    left = 0;
    process.off('exit', kill);
    signal.removeEventListener('abort', stop);
    kill();
    if (error) reject(error);
    else resolve();
  };
  const stop = (): void => end();

  const start = (): void => {
    const worker = fork(WORKER, [options.registry.href, String(process.pid)], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Short-lived objects get 3 MB, not 48: a worker then stays below 100 MB where its experiment does.
      execArgv: [...process.execArgv, '--max-semi-space-size=1'],
      serialization: 'advanced',
    });
    workers.add(worker);
    let task: T | undefined;
    let ready = false;
    let output = '';
    for (const stream of [worker.stdout, worker.stderr])
      stream?.on('data', (text) => {
        output = (output + text).slice(-KEPT_OUTPUT);
      });
    const next = (): void => {
      const { value, done } = queue.next();
      task = value;
      if (done) worker.disconnect();
      else {
        options.started(value);
        const { experiment, settings, seed } = value;
        // Where the worker has just died, its end is reported below.
        worker.send({ experiment, settings, seed } satisfies Order, () => {});
      }
    };
    const settle = (report: (task: T) => void): void => {
      const done = task;
      task = undefined;
      if (done === undefined || left === 0) return;
      report(done);
      left--;
      if (left === 0) end();
    };
    const onReport = (report: Report): void => {
      if (left === 0) return;
      if (report.kind === 'progress') {
        if (task) options.progress(task, report.fraction);
        return;
      }
      if (report.kind === 'failed') {
        settle((failed) => options.failed(failed, report.reason));
        worker.kill('SIGKILL'); // What it left in memory is not known; the next run gets a fresh worker.
        return;
      }
      if (report.kind === 'finished') settle((finished) => options.finished(finished, report));
      ready = true;
      if (left > 0) next();
    };
    worker.on('message', (report: Report) => guarded(() => onReport(report)));
    worker.on('error', (error) => end(error));
    worker.on('close', (code, death) => {
      workers.delete(worker);
      if (left === 0) return;
      const how = death ? `was killed by ${death}` : `exited with code ${code}`;
      if (!ready) return end(new Error(`a worker ${how} before it was ready${tail(output)}`));
      guarded(() => {
        settle((failed) => options.failed(failed, `its worker process ${how}${tail(output)}`));
        if (left > workers.size) start();
      });
    });
  };
  const guarded = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      end(error as Error);
    }
  };

  if (left === 0 || signal.aborted) return Promise.resolve();
  process.on('exit', kill);
  signal.addEventListener('abort', stop);
  for (let i = 0; i < Math.min(options.jobs, tasks.length); i++) start();
  return promise;
}

const tail = (output: string): string => (output.trim() === '' ? '' : `; it said last:\n${output.trim()}`);
