// Claim C1: with all patterns the convex program has the optimal value of the non-convex training problem.
import {
  convexProgram,
  enumeratePatterns,
  networkObjective,
  randomNetwork,
  recover,
  solve,
  squared,
  train,
} from '../../convex/index.ts';
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';

const base = {
  samples: 6, // as in E2
  features: 5, // as in E2
  beta: 0.1, // as in the sheet's oracle; descent needs about 1 / beta times as long
  optimumGap: 1e-10, // relative duality gap; the claim looks at 1e-6
  optimumSteps: 100, // interior-point steps; about 30 are needed
  starts: 3, // descents on the non-convex problem; the best one counts
  width: 20, // neurons; n + 1 = 7 suffice for an optimum, more make it easier to find
  deviation: 0.3, // of the first weights
  learningRate: 0.02, // of .005 to .03 on other instances: .03 comes no closer
  momentum: 0.9, // the usual choice
  rule: 'momentum' as const,
  batch: Infinity, // all samples
  epochs: 2000, // steps: on other instances the best descent then ends within 1 % of the optimum
};

export type Settings = typeof base;

const profiles: Record<Profile, readonly { features: number; seeds: number }[]> = {
  paper: [
    { features: 2, seeds: 20 }, // 12 patterns
    { features: 3, seeds: 20 }, // 32 patterns
    { features: 5, seeds: 5 }, // 62 patterns, a system of 620 unknowns
  ],
  quick: [{ features: 2, seeds: 5 }],
};

export const c1 = {
  id: 'convex/c1',
  title: 'Convex optimum over all patterns against the networks it bounds',
  module: import.meta.url,
  runs: (profile) =>
    profiles[profile].flatMap(({ features, seeds }) =>
      Array.from(
        { length: seeds },
        (_, i): Run<Settings> => ({ settings: { ...base, features }, seed: i + 1 }),
      ),
    ),
  cost: ({ settings: { features } }) => ({ seconds: features === 5 ? 0.7 : 0.15, mebibytes: 110 }),
  tolerance: { relative: 0, reason: 'fixed order of summation: the same bits everywhere' },
  run: (s: Settings, seed: number, { signal, progress }) => {
    using arena = new Arena();
    const key = ['convex/c1', s.features, seed] as const;
    const source = stream(...key, 'instance');
    const X = {
      rows: s.samples,
      cols: s.features,
      data: source.fillNormal(new Float64Array(s.samples * s.features)),
    };
    const y = source.fillNormal(new Float64Array(s.samples));
    const patterns = enumeratePatterns(arena, X);
    const problem = convexProgram(arena, { X, y, loss: squared, beta: s.beta, patterns });
    const optimum = solve(problem, { gap: s.optimumGap, iterations: s.optimumSteps }, { signal });
    let fromRandom = Infinity;
    for (let start = 0; start < s.starts; start++) {
      signal.throwIfAborted();
      progress(start / s.starts);
      const first = randomNetwork(s.width, s.features, s.deviation, stream(...key, 'descent', start));
      const { objective } = train(problem, first, s, stream(...key, 'order', start), { signal });
      if (objective < fromRandom) fromRandom = objective;
    }
    return [
      {
        patterns: patterns.active.rows,
        /** Upper and lower bound of the optimum over all networks, by `certify`. */
        optimum: optimum.primal,
        lowerBound: optimum.dual,
        optimumStatus: optimum.status,
        /** (NC) of the recovered network, evaluated without the patterns. */
        networkObjective: networkObjective(problem, recover(optimum.blocks, s.features)),
        /** Lowest (NC) of the descents from random weights. */
        fromRandom,
      },
    ];
  },
} satisfies Experiment<Settings>;
