// What the provenance of an experiment's recorded runs says, all runs together.
import type { StoredRun } from '../../workbook/index.ts';

export interface Summary {
  readonly runs: number;
  readonly seeds: readonly number[];
  /** ISO 8601 with milliseconds, UTC as `+00:00`. */
  readonly start: string;
  readonly end: string;
  /** Computing time of all runs, summed. */
  readonly seconds: number;
  /** Largest of all runs. */
  readonly mebibytes: number;
  readonly cpus: readonly string[];
  readonly nodes: readonly string[];
  readonly engines: readonly string[];
  readonly commits: readonly string[];
  readonly code: readonly string[];
  /** What must be said of the data. */
  readonly remarks: readonly string[];
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
const stamp = (milliseconds: number): string => new Date(milliseconds).toISOString().replace('Z', '+00:00');

/** Of at least one run. A run starts its seconds before it is finished. */
export function summarize(runs: readonly StoredRun[]): Summary {
  const provenances = runs.map(({ provenance }) => provenance);
  const of = <K extends keyof (typeof provenances)[number]>(key: K) =>
    unique(provenances.map((one) => one[key]!));
  const ends = provenances.map(({ finished }) => Date.parse(finished));
  const starts = provenances.map(({ seconds }, i) => ends[i]! - Math.round(1000 * seconds));
  const seconds = provenances.reduce((sum, one) => sum + one.seconds, 0);
  return {
    runs: runs.length,
    seeds: unique(runs.map(({ seed }) => seed)),
    start: stamp(starts.reduce((a, b) => Math.min(a, b))),
    end: stamp(ends.reduce((a, b) => Math.max(a, b))),
    seconds: Number(seconds.toFixed(3)),
    mebibytes: provenances.reduce((most, { mebibytes }) => Math.max(most, mebibytes), 0),
    cpus: of('cpu'),
    nodes: of('node'),
    engines: of('engine'),
    commits: of('commit'),
    code: of('code'),
    remarks: unique(provenances.flatMap(({ remarks = [] }) => remarks)),
  };
}
