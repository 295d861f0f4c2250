// Computes what a plan asks for and appends every finished run to the working store.
import { availableParallelism } from 'node:os';
import { type Plan, type PlannedExperiment, type PlannedRun, pending } from './plan.ts';
import { runPool } from './pool.ts';
import { machine } from './provenance.ts';
import { line, openStore, type Store, workingFile } from './store.ts';
import type { Order } from './worker.ts';

/** State of one experiment while it is computed. Work is measured in estimated seconds. */
export interface Tally {
  readonly experiment: string;
  readonly runs: number;
  readonly work: number;
  finished: number;
  failed: number;
  /** Work done, with the fractions of the runs under way. */
  done: number;
  /** `performance.now()` when its first run started. */
  start?: number;
}

/** Hears how the computation goes. */
export interface Progress {
  readonly update: (tally: Readonly<Tally>) => void;
  readonly message: (text: string) => void;
  readonly stop: () => void;
}

export interface Failure {
  readonly experiment: string;
  readonly settings: Order['settings'];
  readonly seed: number;
  readonly reason: string;
}

export interface Outcome {
  readonly finished: number;
  readonly failures: readonly Failure[];
}

export interface ExecuteOptions {
  /** Worker processes; default: one per core. */
  readonly jobs?: number;
  readonly signal?: AbortSignal;
  readonly progress: Progress;
}

interface Task extends Order {
  readonly run: PlannedRun;
  readonly planned: PlannedExperiment;
  readonly tally: Tally;
  /** Fraction done. */
  fraction: number;
}

/**
 * Returns when all pending runs have finished or failed, or soon after an abort; what is finished is in the store.
 * Errors: `LockedError` where another process computes one of the experiments.
 */
export async function execute(plan: Plan, options: ExecuteOptions): Promise<Outcome> {
  const { workbook } = plan;
  const { progress, signal = new AbortController().signal, jobs = availableParallelism() } = options;
  const stores = new Map<PlannedExperiment, Store>();
  const failures: Failure[] = [];
  let finished = 0;
  try {
    for (const planned of plan.experiments) {
      if (pending(planned).length === 0) continue;
      const file = workingFile(workbook.root, plan.profile, planned.experiment.id);
      stores.set(planned, await openStore(file, progress.message));
    }
    const tasks = [...stores].flatMap(([planned, store]) => tasksOf(planned, store));
    tasks.sort((a, b) => b.run.seconds - a.run.seconds); // the longest first, so that the cores end together
    const origin = await machine(workbook);
    const advance = (task: Task, fraction: number): void => {
      task.tally.done += (fraction - task.fraction) * task.run.seconds;
      task.fraction = fraction;
      progress.update(task.tally);
    };
    await runPool(tasks, {
      jobs,
      registry: workbook.registry,
      signal,
      started: (task) => {
        task.tally.start ??= performance.now();
        progress.update(task.tally);
      },
      progress: (task, fraction) => advance(task, Math.min(Math.max(fraction, 0), 1)),
      finished: (task, { records, seconds, mebibytes }) => {
        const { id, settings, seed } = task.run;
        const { code, remarks } = task.planned;
        const provenance = {
          code,
          ...origin,
          ...(remarks.length > 0 && { remarks }),
          seconds,
          mebibytes,
          finished: new Date().toISOString(),
        };
        stores
          .get(task.planned)!
          .append(line({ id, experiment: task.experiment, settings, seed, provenance }, records));
        finished++;
        task.tally.finished++;
        advance(task, 1);
      },
      failed: (task, reason) => {
        failures.push({ experiment: task.experiment, settings: task.settings, seed: task.seed, reason });
        task.tally.failed++;
        advance(task, 1);
      },
    });
    return { finished, failures };
  } finally {
    for (const store of stores.values()) store.close();
    progress.stop();
  }
}

function tasksOf(planned: PlannedExperiment, store: Store): Task[] {
  // Another call may have finished some between the plan and the lock.
  const runs = pending(planned).filter(({ id, reason }) => reason === 'asked for' || !store.has(id));
  const experiment = planned.experiment.id;
  const work = runs.reduce((sum, run) => sum + run.seconds, 0);
  const tally: Tally = { experiment, runs: runs.length, work, finished: 0, failed: 0, done: 0 };
  return runs.map((run) => {
    const { settings, seed } = run;
    return { experiment, settings, seed, run, planned, tally, fraction: 0 };
  });
}
