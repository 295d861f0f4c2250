// What it takes to compute experiments, from the provenance of their recorded runs.
import type { AnyExperiment } from '../../src/spec/experiment.ts';
import { duration, isLong, recordedRuns } from '../../src/workbook/index.ts';
import type { Provenance } from '../../src/workbook/provenance.ts';

export interface Cost {
  readonly runs: number;
  /** Computing time of all runs, and of the longest one. */
  readonly seconds: number;
  readonly longest: number;
  /** Largest memory of a worker process. */
  readonly mebibytes: number;
  readonly provenance: readonly Provenance[];
}

/** Cost of an experiment, read once. */
export function costs(root: string): (experiment: AnyExperiment) => Cost {
  const known = new Map<string, Cost>();
  return ({ id }) => {
    const cost = known.get(id) ?? sumOf(recordedRuns(root, id).map(({ provenance }) => provenance));
    known.set(id, cost);
    return cost;
  };
}

function sumOf(provenance: readonly Provenance[]): Cost {
  const seconds = provenance.map((run) => run.seconds);
  return {
    runs: provenance.length,
    seconds: seconds.reduce((sum, each) => sum + each, 0),
    longest: Math.max(0, ...seconds),
    mebibytes: Math.max(0, ...provenance.map((run) => run.mebibytes)),
    provenance,
  };
}

export const together = (all: readonly Cost[]): Cost => sumOf(all.flatMap(({ provenance }) => provenance));

/** On two cores, to two digits: `0.4 s`, `3 min 10 s`. */
export const timeOf = ({ seconds, longest }: Cost): string =>
  duration(Number(Math.max(longest, seconds / 2).toPrecision(2)));

/** `0.2 GB`. */
export const memoryOf = ({ mebibytes }: Cost): string => `${((mebibytes * 1.048576) / 1000).toFixed(1)} GB`;

/** Whether `assay` computes it with `--long` only. */
export const needsLong = (experiment: AnyExperiment): boolean =>
  isLong(experiment.runs('paper').reduce((sum, run) => sum + experiment.cost(run).seconds, 0));
