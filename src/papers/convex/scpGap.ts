// Claim C11 where both programs can be solved: SCP with N random directions against the exact convex program.
import {
  convexProgram,
  enumeratePatterns,
  sampleDirections,
  sampledProgram,
  solve,
  solveSampled,
  squared,
} from '../../convex/index.ts';
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { violations } from './violations.ts';

const base = {
  samples: 10, // small, so that all patterns can be enumerated: 92 of them
  features: 3,
  beta: 0.1, // as in the sheet's oracle
  gap: 1e-7, // relative duality gap; far below the distances that are looked at
  steps: 100, // of either solver; about 30 are needed
  fresh: 10_000, // new directions on which the dual constraint is tried: shares from 1e-4 to 0.3
};

/** N. */
export const widths = [30, 100, 300, 1000, 3000, 10_000, 30_000];

export type Settings = typeof base & { directions: number };

const seeds: Record<Profile, number> = {
  paper: 40, // a share of 1 is then known to be above 0.91 with 95 % confidence
  quick: 6, // the fewest of which a median has an interval
};

export const scpGap = {
  id: 'convex/scp-gap',
  title: 'Sampled convex programs against the exact one on small random instances',
  module: import.meta.url,
  runs: (profile) =>
    widths.flatMap((directions) =>
      Array.from(
        { length: seeds[profile] },
        (_, i): Run<Settings> => ({ settings: { ...base, directions }, seed: i + 1 }),
      ),
    ),
  cost: () => ({ seconds: 0.2, mebibytes: 110 }),
  tolerance: { relative: 0, reason: 'fixed order of summation: the same bits everywhere' },
  /** Runs of a seed share data; more directions continue fewer. */
  run: (s: Settings, seed: number, { signal, progress }) => {
    using arena = new Arena();
    const source = stream('convex/scp-gap', seed);
    const instance = source.split('instance');
    const X = {
      rows: s.samples,
      cols: s.features,
      data: instance.fillNormal(new Float64Array(s.samples * s.features)),
    };
    const y = instance.fillNormal(new Float64Array(s.samples));
    const data = { X, y, loss: squared, beta: s.beta };
    const goal = { gap: s.gap, iterations: s.steps };
    const patterns = enumeratePatterns(arena, X);
    const optimum = solve(convexProgram(arena, { ...data, patterns }), goal, { signal });
    progress(0.5);
    signal.throwIfAborted();
    const directions = sampleDirections(arena, s.directions, s.features, source.split('directions'));
    const program = sampledProgram(arena, { ...data, directions });
    const { primal, dual, status, alpha, q } = solveSampled(program, goal, { signal });
    signal.throwIfAborted();
    return [
      {
        /** Bounds of the optimum over all networks, and of that over these directions. */
        optimum: optimum.primal,
        lowerBound: optimum.dual,
        primal,
        dual,
        status,
        neurons: alpha.reduce((sum, weight) => sum + (weight === 0 ? 0 : 1), 0),
        /** Of the fresh directions, those that violate the dual constraint. */
        violations: violations(program, q, s.fresh, source.split('fresh')),
      },
    ];
  },
} satisfies Experiment<Settings>;
