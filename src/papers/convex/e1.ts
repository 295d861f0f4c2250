// Experiment E1: optimum of the sampled convex program against the number of patterns.
import { convexProgram, enumeratePatterns, hinge, samplePatterns, solve } from '../../convex/index.ts';
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { discSamples } from './disc.ts';

const base = {
  samples: 40, // n: remembered, unverified, as are d = 2, beta, the numbers of patterns and of repetitions
  beta: 1e-4,
  gap: 1e-4, // relative duality gap asked of every optimum: a tenth of what the figure can show
  iterations: 100, // of the solver; about 35 are needed
};

/** Numbers of distinct patterns asked for. */
export const counts = [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048];
export const repetitions = 15;

/** Samples, then features with and without the column of ones: what a bound on the number of patterns takes. */
export const variants = [
  { bias: false, exist: 80 }, // 2 (1 + 39)
  { bias: true, exist: 1562 }, // 2 (1 + 39 + 741)
] as const;

/** 2 r (e (n - 1) / r)^r of n = 40 points of rank r = 2, as the paper quotes it (remembered, unverified). */
export const quotedBound = 11_239;

/** `patterns`: number asked for, or all of them. */
type E1Settings = typeof base & { bias: boolean; patterns: number | 'all' };

const profiles: Record<
  Profile,
  { readonly repetitions: number; readonly most: number; readonly all: boolean }
> = {
  paper: { repetitions, most: Infinity, all: true },
  quick: { repetitions: 3, most: 128, all: false },
};

export const e1 = {
  id: 'convex/e1',
  title: 'Optimum of the sampled convex program against the number of patterns',
  module: import.meta.url,
  /** A seed is a repetition; all of them share the data. */
  runs: (profile) => {
    const { repetitions, most, all } = profiles[profile];
    return variants.flatMap(({ bias }): Run<E1Settings>[] => [
      ...counts
        .filter((patterns) => patterns <= most)
        .flatMap((patterns) =>
          Array.from({ length: repetitions }, (_, i) => ({
            settings: { ...base, bias, patterns },
            seed: i + 1,
          })),
        ),
      ...(all || !bias ? [{ settings: { ...base, bias, patterns: 'all' as const }, seed: 1 }] : []),
    ]);
  },
  cost: ({ settings: { bias, patterns } }) => ({
    seconds: bias ? 0.01 + 6e-4 * (patterns === 'all' ? 1562 : Math.min(patterns, 1400)) : 0.07,
    mebibytes: 120,
  }),
  tolerance: { relative: 0, reason: 'fixed order of summation: the same bits everywhere' },
  /** Patterns of a repetition continue those of smaller numbers. */
  run: (s: E1Settings, seed: number, { signal, progress }) => {
    using arena = new Arena();
    const { X, y } = discSamples(s.samples, s.bias, stream('convex/e1', 'data'));
    const sampled =
      s.patterns === 'all'
        ? undefined
        : samplePatterns(arena, X, s.patterns, stream('convex/e1', s.bias ? 'bias' : 'plain', seed));
    const patterns = sampled ?? enumeratePatterns(arena, X);
    const problem = convexProgram(arena, { X, y, loss: hinge, beta: s.beta, patterns, bias: s.bias });
    const goal = { gap: s.gap, iterations: s.iterations };
    const optimum = solve(problem, goal, { signal, progress });
    signal.throwIfAborted();
    return [
      {
        /** Distinct patterns found, and directions drawn for them. */
        effective: patterns.active.rows,
        draws: sampled?.draws ?? 0,
        /** Upper and lower bound of the optimum over the patterns, by `certify`; of all networks where `global`. */
        optimum: optimum.primal,
        lowerBound: optimum.dual,
        global: optimum.scope === 'global',
        status: optimum.status,
      },
    ];
  },
} satisfies Experiment<E1Settings>;
