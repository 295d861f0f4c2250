// Claim C12: the exact worst-case objective of the robust convex network against the value of its program, by loss.
import { losses, type Network, prune, worstObjective } from '../../convex/index.ts';
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { boxSamples } from './boxSamples.ts';
import { type BoxSettings, boxBase, trainBoth } from './boxTraining.ts';
import { vertexObjective } from './vertexObjective.ts';

const base = {
  ...boxBase,
  samples: 12, // chosen here: cells of all boxes are enumerated in three dimensions too
  patterns: 100, // at most 134 exist in the plane
};

export const lossNames = ['hinge', 'squared', 'bce'] as const;
export const features = [2, 3] as const; // and a bias

type C12Settings = BoxSettings & { samples: number; features: number; loss: (typeof lossNames)[number] };

const profiles: Record<Profile, { seeds: number; change: Partial<typeof base> }> = {
  paper: { seeds: 7, change: {} },
  quick: { seeds: 1, change: { samples: 8, patterns: 40 } },
};

export const c12 = {
  id: 'convex/c12',
  title: 'Exact worst case of robust convex networks against the value of the program',
  module: import.meta.url,
  /** A seed is a training set with its patterns, the same for all losses. */
  runs: (profile) => {
    const { seeds, change } = profiles[profile];
    return lossNames.flatMap((loss) =>
      features.flatMap((number) =>
        Array.from(
          { length: seeds },
          (_, i): Run<C12Settings> => ({
            settings: { ...base, ...change, features: number, loss },
            seed: i + 1,
          }),
        ),
      ),
    );
  },
  cost: ({ settings: { features } }) => ({ seconds: features === 2 ? 0.2 : 0.4, mebibytes: 110 }),
  tolerance: { relative: 0, reason: 'fixed order of summation: the same bits everywhere' },
  run: (s: C12Settings, seed: number, { signal, progress }) => {
    using arena = new Arena();
    const source = stream('convex/c12', s.features, seed);
    const { X, y: signs } = boxSamples(s.samples, s.features, s.radius, source.split('data'));
    const loss = losses[s.loss];
    const y = loss.labels?.[0] === 0 ? signs.map((sign) => (sign + 1) / 2) : signs;
    const { standard, robust } = trainBoth(arena, { X, y, loss }, s, source.split('patterns'), signal);
    progress(0.7);
    const boxes = robust.problem;
    /** Fewer neurons, the same on the samples: the cells of hundreds cannot be enumerated. */
    const narrow = prune(X, standard.network);
    const read = (network: Network) => ({
      worst: worstObjective(boxes, network),
      atVertices: vertexObjective(boxes, network),
    });
    return [
      {
        status: robust.solution.status,
        patterns: boxes.patterns.active.rows,
        /** Upper and lower bound of the robust program's optimum over the patterns. */
        objective: robust.solution.primal,
        lowerBound: robust.solution.dual,
        /** Robust (NC) of the recovered network: over all of each box, and over its vertices alone. */
        robust: read(robust.network),
        standardObjective: standard.solution.primal,
        standard: read(narrow),
      },
    ];
  },
} satisfies Experiment<C12Settings>;
