// Where runs come from, in short: one entry for each machine, Node and code that computed some of them.
import type { Provenance } from './provenance.ts';

export interface Origin extends Pick<Provenance, 'commit' | 'node' | 'engine' | 'cpu'> {
  readonly runs: number;
  /** Computing time, summed over the runs. */
  readonly seconds: number;
  /** Largest peak of a worker process. */
  readonly mebibytes: number;
  /** UTC times at which the first and the last run ended. */
  readonly from: string;
  readonly to: string;
}

/** In the order of the first run of each. */
export function origins(runs: readonly { readonly provenance: Provenance }[]): Origin[] {
  const groups = Map.groupBy(
    runs.map(({ provenance }) => provenance),
    ({ commit, node, engine, cpu }) => JSON.stringify([commit, node, engine, cpu]),
  );
  return [...groups.values()].map((of): Origin => {
    const { commit, node, engine, cpu } = of[0]!;
    const times = of.map(({ finished }) => finished).sort();
    return {
      ...{ commit, node, engine, cpu },
      runs: of.length,
      seconds: of.reduce((sum, { seconds }) => sum + seconds, 0),
      mebibytes: Math.max(...of.map(({ mebibytes }) => mebibytes)),
      from: times[0]!,
      to: times.at(-1)!,
    };
  });
}
