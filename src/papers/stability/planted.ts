// Exact stability thresholds at points that are not trained but given, as in the table of the fact sheet (section 8.3).
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { type NetworkSettings, setUp } from './networks.ts';
import { thresholds } from './thresholds.ts';

const base = { samples: 80, support: 3, deviation: 1 };

/** Batches without replacement. `sparse`: a_j = b_j = 1 on the support, else 0. The others: a random start, taken as a minimum. */
export const places = {
  dense: { ...base, network: 'diagonal', dimension: 400, width: 0 },
  sparse: { ...base, network: 'diagonal', dimension: 400, width: 0 },
  relu: { ...base, network: 'relu', dimension: 40, width: 60 },
} as const satisfies Record<string, NetworkSettings>;

export type Place = keyof typeof places;
export const batches = [1, 4, 16] as const;

type PlantedSettings = NetworkSettings & { place: Place; batch: number };

export const planted = {
  id: 'stability/planted',
  title: 'Exact stability threshold beside the bounds at given points',
  module: import.meta.url,

  runs: (profile: Profile) =>
    (Object.keys(places) as Place[]).flatMap((place) =>
      batches.flatMap((batch) =>
        Array.from(
          { length: profile === 'paper' ? 8 : 2 },
          (_, i): Run<PlantedSettings> => ({ settings: { ...places[place], place, batch }, seed: i + 1 }),
        ),
      ),
    ),

  cost: () => ({ seconds: 0.03, mebibytes: 100 }),

  tolerance: { relative: 0, reason: 'kernels of fixed summation order: the same bits everywhere' },

  run: (s: PlantedSettings, seed: number) => {
    using arena = new Arena();
    const source = stream('stability/planted', s.place, seed);
    const { problem, start } = setUp(s, source, arena);
    const theta = s.place === 'sparse' ? sparse(s) : start;
    return [thresholds(problem, theta, { batch: s.batch, replacement: false })];
  },
} satisfies Experiment<PlantedSettings>;

function sparse({ dimension, support }: PlantedSettings): Float64Array {
  const theta = new Float64Array(2 * dimension);
  theta.fill(1, 0, support);
  theta.fill(1, dimension, dimension + support);
  return theta;
}
