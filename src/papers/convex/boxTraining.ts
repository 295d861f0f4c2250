// The standard and the robust convex network of one training set with a bias (E7, E8, C12; fact sheet, section 7).
import {
  convexProgram,
  type Loss,
  type Network,
  type Problem,
  recover,
  type Samples,
  type Solution,
  samplePatterns,
  solve,
  widePerturbedPatterns,
} from '../../convex/index.ts';
import type { Stream } from '../../random/index.ts';
import type { Arena } from '../../wasm/arena.ts';

/** What E7, E8 and C12 have in common. */
export const boxBase = {
  radius: 0.08, // eps, as remembered, unverified
  beta: 1e-4, // chosen here, as in E1; per sample where the loss is a sum
  dataSets: 1, // S: a pattern with room on the boxes is one of the samples themselves, and with 1 most draws are new
  margin: 1e-6, // relative to sample and direction; a cone with less room counts as empty, rounding is 1e-12
  gap: 1e-4, // relative duality gap asked of both programs
  iterations: 200, // of the solver, which takes some 10 to 50
};

/** With P_s. */
export type BoxSettings = Readonly<typeof boxBase> & { readonly patterns: number };

interface BoxData {
  /** n x d, the last column 1. */
  readonly X: Samples;
  /** As the loss takes them. */
  readonly y: Float64Array;
  readonly loss: Loss;
}

export interface BoxTrained {
  readonly problem: Problem;
  readonly solution: Solution;
  readonly network: Network;
}

export type Training = 'standard' | 'robust';
export const trainings = ['standard', 'robust'] as const satisfies readonly Training[];

/** Errors: `RangeError` where no pattern has room, the reason of an aborted signal. */
export function trainBoth(
  arena: Arena,
  data: BoxData,
  s: BoxSettings,
  source: Stream,
  signal: AbortSignal,
): Readonly<Record<Training, BoxTrained>> {
  const { X, loss } = data;
  const all = { ...data, beta: loss.name === 'hinge' ? s.beta : s.beta * X.rows, bias: true };
  const attacked = { ...all, radius: s.radius };
  const room = { dataSets: s.dataSets, least: s.margin };
  const { wide } = widePerturbedPatterns(arena, attacked, s.patterns, room, source.split('robust'));
  if (wide === undefined)
    throw new RangeError(
      `none of ${s.patterns} patterns has room on boxes of radius ${s.radius}: more patterns or smaller boxes were expected`,
    );
  const sampled = samplePatterns(arena, X, s.patterns, source.split('standard'));
  const trained = (problem: Problem, solution: Solution): BoxTrained => {
    signal.throwIfAborted();
    return { problem, solution, network: recover(solution.blocks, X.cols) };
  };
  const standard = convexProgram(arena, { ...all, patterns: sampled });
  const robust = convexProgram(arena, { ...attacked, patterns: wide });
  return {
    standard: trained(standard, solve(standard, s, { signal })),
    robust: trained(robust, solve(robust, s, { signal })),
  };
}
