// Worker process: computes one run at a time for the workbook that forked it.
import { readFileSync, writeFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { AnyExperiment, Json, Settings } from '../spec/experiment.ts';
import type { Paper } from '../spec/paper.ts';
import { encode } from './encoding.ts';

/** From the workbook to the worker. */
export interface Order {
  readonly experiment: string;
  readonly settings: Settings;
  readonly seed: number;
}

/** From the worker to the workbook. */
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'failed'; readonly reason: string }
  | {
      readonly kind: 'finished';
      /** As `encode` writes them. */
      readonly records: string;
      readonly seconds: number;
      readonly mebibytes: number;
    };

const PROGRESS_EVERY = 100;

// A computation in a long loop hears nothing, so a thread looks whether the workbook still lives.
new Worker(
  `const { workerData: parent } = require('node:worker_threads');
   setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 250);`,
  { eval: true, workerData: Number(process.argv[3]), stdin: false },
).unref();
process.on('SIGINT', () => {}); // Ctrl-C reaches all processes of the terminal; the workbook decides.
const orphaned = new AbortController();
process.on('disconnect', () => {
  orphaned.abort();
  process.exit();
});

const tell = (report: Report): void => void process.send?.(report);

const { papers } = (await import(process.argv[2]!)) as { papers: readonly Paper[] };
const experiments = new Map(papers.flatMap((paper) => paper.experiments).map((one) => [one.id, one]));

process.on('message', async (order: Order) => {
  try {
    tell(await compute(experiments.get(order.experiment)!, order));
  } catch (error) {
    tell({ kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
tell({ kind: 'ready' });
flushCompileCache(); // workers are killed in the end, and Node would keep what it compiled only after that

async function compute(experiment: AnyExperiment, { settings, seed }: Order): Promise<Report> {
  resetPeakMemory();
  const start = performance.now();
  let told = start;
  const progress = (fraction: number): void => {
    const now = performance.now();
    if (now - told < PROGRESS_EVERY) return;
    told = now;
    tell({ kind: 'progress', fraction });
  };
  const records = await experiment.run(settings, seed, { progress, signal: orphaned.signal });
  const seconds = (performance.now() - start) / 1000;
  return {
    kind: 'finished',
    records: encode(records as readonly Json[], 'records'),
    seconds: Number(seconds.toFixed(4)),
    mebibytes: peakMemory(),
  };
}

/** Linux keeps a peak that can be reset, so that a run is not charged with what an earlier one used. */
function resetPeakMemory(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Elsewhere the peak is that of the process.
  }
}

function peakMemory(): number {
  try {
    const peak = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (peak) return Math.round(Number(peak[1]) / 1024);
  } catch {
    // Not Linux.
  }
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
