// Training in a thread of its own, so that this one can show how it goes and hear Ctrl-C.
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CrossValidation, Fit, FitSettings, IterationRow, Predictor, Samples } from '../convex/index.ts';

export interface Job {
  readonly X: Samples;
  readonly y: Float64Array;
  /** Its beta counts where there is no grid. */
  readonly settings: FitSettings;
  /** Whose patterns to train on. */
  readonly from?: Predictor;
  /** Betas to choose from by cross-validation, and the number of folds. */
  readonly grid?: { readonly betas: readonly number[]; readonly folds: number };
}

/** What the thread says. */
export type Told =
  | { readonly progress: number; readonly stage: string }
  | { readonly row: IterationRow }
  | { readonly validation: CrossValidation }
  | { readonly fit: Fit; readonly outputs: Float64Array };

const THREAD = new URL(`./trainingThread${extname(import.meta.url)}`, import.meta.url);

/** Runs a job; the last thing told is a fit, unless the signal comes before there is any. Errors: those of the job. */
export function train(job: Job, signal: AbortSignal, told: (message: Told) => void): Promise<void> {
  const worker = new Worker(THREAD, { workerData: job });
  const stop = (): void => worker.postMessage('stop');
  signal.addEventListener('abort', stop);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  worker.on('message', told);
  worker.on('error', reject);
  worker.on('exit', () => resolve());
  if (signal.aborted) stop();
  return promise.finally(() => signal.removeEventListener('abort', stop));
}
