// Claim C3: how often one more random pattern lowers the optimum of the sampled convex program (fact sheet, section 3).
import {
  convexProgram,
  drawPatterns,
  hinge,
  type Patterns,
  patternHeights,
  prune,
  recover,
  solve,
} from '../../convex/index.ts';
import { fromRows, toRows } from '../../linalg/index.ts';
import { stream } from '../../random/index.ts';
import type { Experiment, Profile, Run } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { discSamples } from './disc.ts';

const base = {
  samples: 40, // as in E1
  beta: 1e-4, // as in E1
  gap: 1e-6, // relative duality gap asked of every optimum
  iterations: 100, // of the solver; about 35 are needed
  fresh: 200, // further draws per sample of patterns: their share is then known to 2 points, less than samples differ by
  violated: 1e-6, // relative excess of the dual constraint that counts as violated: more than the gap blurs it by
  inUse: 1e-4, // weight of a neuron, relative to the largest one, from which on it counts
};

/** Directions drawn: below 64 the bound says little or nothing (1 at 40). */
export const draws = { plain: [64, 128], bias: [64, 128, 256] } as const;

/** Samples of patterns, each on data of its own, and how many of them are solved again with fresh patterns. */
export const samples = { count: 50, again: 10 };

type SamplingSettings = typeof base & { bias: boolean; draws: number; again: boolean };

const profiles: Record<Profile, { readonly count: number; readonly again: number; readonly most: number }> = {
  paper: { ...samples, most: Infinity },
  quick: { count: 4, again: 1, most: 64 },
};

/** (n + 1) / (P_s + 1): largest mean share of further draws that lower the optimum. */
export const shareBound = ({ samples, draws }: Pick<SamplingSettings, 'samples' | 'draws'>): number =>
  (samples + 1) / (draws + 1);

export const samplingBound = {
  id: 'convex/sampling-bound',
  title: 'How often one more random pattern lowers the optimum',
  module: import.meta.url,
  /** A seed is a set of samples with its draws. */
  runs: (profile) => {
    const { count, again, most } = profiles[profile];
    return [false, true].flatMap((bias) =>
      draws[bias ? 'bias' : 'plain']
        .filter((number) => number <= most)
        .flatMap((number) =>
          Array.from(
            { length: count },
            (_, i): Run<SamplingSettings> => ({
              settings: { ...base, bias, draws: number, again: i < again },
              seed: i + 1,
            }),
          ),
        ),
    );
  },
  cost: ({ settings: { bias, draws, again } }) => ({
    seconds: (again ? 3 : 1) * (bias ? 0.01 + 3e-4 * draws : 0.04),
    mebibytes: 120,
  }),
  tolerance: { relative: 0, reason: 'fixed order of summation: the same bits everywhere' },
  /** Independent draws, repeats included: what the bound is about. */
  run: (s: SamplingSettings, seed: number, { signal, progress }) => {
    using arena = new Arena();
    const source = stream('convex/sampling-bound', seed);
    const data = { ...discSamples(s.samples, s.bias, source.split('data')), loss: hinge, beta: s.beta };
    const of = source.split(s.bias ? 'bias' : 'plain', s.draws);
    const sampled = drawPatterns(arena, data.X, s.draws, of.split('sample'));
    const goal = { gap: s.gap, iterations: s.iterations };
    const over = (patterns: Patterns) =>
      solve(convexProgram(arena, { ...data, patterns, bias: s.bias }), goal, { signal });
    const optimum = over(sampled);
    signal.throwIfAborted();
    progress(s.again ? 0.3 : 0.8);

    const fresh = drawPatterns(arena, data.X, s.fresh, of.split('fresh'));
    const heights = patternHeights(fromRows(arena, data.X), optimum.q, fresh);
    const known = new Set(toRows(sampled.active).map(String));
    const isNew = toRows(fresh.active).map((pattern) => !known.has(String(pattern)));
    const all = [...heights.keys()];
    const violated = all.filter((i) => heights[i]! > s.beta * (1 + s.violated));
    const kept = all.filter((i) => isNew[i] && !violated.includes(i));
    const drawn = (chosen: readonly number[]) => chosen.reduce((sum, i) => sum + fresh.times[i]!, 0);
    const highest = all.reduce((best, i) => (heights[i]! > heights[best]! ? i : best), 0);
    const withFresh = (chosen: readonly number[]) => {
      if (!s.again || chosen.length === 0) return undefined;
      return over(joined(arena, sampled, fresh, chosen));
    };
    const lowered = withFresh(violated.includes(highest) ? [highest] : []);
    const unmoved = withFresh(kept);
    signal.throwIfAborted();
    const { output } = prune(data.X, recover(optimum.blocks, data.X.cols));
    const weights = output.map((alpha) => alpha * alpha);
    return [
      {
        /** Distinct patterns among the draws, and neurons of the optimum after pruning. */
        patterns: sampled.active.rows,
        neurons: weights.filter((weight) => weight > s.inUse * Math.max(...weights)).length,
        /** Upper and lower bound of the optimum over them, by `certify`. */
        optimum: optimum.primal,
        lowerBound: optimum.dual,
        status: optimum.status,
        /** Further draws whose pattern is new, and whose pattern violates its dual constraint; largest height over beta. */
        newDraws: drawn(all.filter((i) => isNew[i])),
        violatedDraws: drawn(violated),
        highest: heights[highest]! / s.beta,
        /** Upper bound of the optimum with the most violated pattern, and lower bound with all new patterns that are not. */
        withMostViolated: lowered?.primal ?? null,
        withKept: unmoved?.dual ?? null,
      },
    ];
  },
} satisfies Experiment<SamplingSettings>;

/** Patterns of `some`, then the chosen ones of `more`. */
function joined(arena: Arena, some: Patterns, more: Patterns, chosen: readonly number[]): Patterns {
  const rows = (of: 'active' | 'directions') => {
    const further = toRows(more[of]);
    return fromRows(arena, [...toRows(some[of]), ...chosen.map((i) => further[i]!)]);
  };
  return { active: rows('active'), directions: rows('directions'), complete: false };
}
