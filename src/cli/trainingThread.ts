// The thread of `train`.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { crossValidate, fit, respond } from '../convex/index.ts';
import type { Job, Told } from './training.ts';

const SHOWN_EVERY = 50; // ms

const { X, y, settings, grid, from } = workerData as Job;
const tell = (message: Told): void => parentPort!.postMessage(message);
const stopping = new AbortController();

/** Progress of a stage for whoever looks; a stop is looked for each time, as no event arrives while this computes. */
function progressOf(stage: string): (fraction: number) => void {
  let last = 0;
  return (progress) => {
    if (receiveMessageOnPort(parentPort!)) stopping.abort();
    const now = performance.now();
    if (now - last < SHOWN_EVERY) return;
    last = now;
    tell({ progress, stage });
  };
}

function run(): void {
  const { signal } = stopping;
  let { beta } = settings;
  if (grid) {
    try {
      const progress = progressOf(`${grid.folds} folds of ${grid.betas.length} betas`);
      const validation = crossValidate(X, y, settings, grid.betas, grid.folds, { signal, progress });
      tell({ validation });
      beta = validation.chosen;
    } catch (error) {
      if (signal.aborted) return; // no beta is chosen, so there is nothing to train
      throw error;
    }
  }
  const fitted = fit(
    X,
    y,
    { ...settings, beta },
    { signal, progress: progressOf('training'), report: (row) => tell({ row }) },
    from,
  );
  tell({ fit: fitted, outputs: respond(fitted, X) });
}

run();
