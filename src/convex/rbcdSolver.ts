// ADMM with randomized block coordinate descent as a solver of the common driver, which certifies its points.

import { zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { addAdjoint, outputs, rowNorms } from './operators.ts';
import { init, type Rbcd, type RbcdSettings, type RbcdState, step } from './rbcd.ts';
import type { Solver } from './solver.ts';

/**
 * For certified optima of smooth losses: with `constantSchedule` and `constantStep`, as no back-tracking step passes at a
 * gradient shorter than 1e-3. The authors' settings with their few iterations promise no optimum: see `rbcdTable`.
 */
export const rbcd = (settings: RbcdSettings): Solver<Rbcd, RbcdState> => ({
  name: 'block coordinate descent',
  every: 20,
  init: (arena, problem) => {
    const { rbcd: work, state } = init(arena, problem, settings);
    return { work, state };
  },
  step: (work, state) => step(work, state),

  monitor: (work, state) => {
    const { problem, z } = work;
    const { y, loss, beta, patterns } = problem;
    outputs(patterns.active, state.Xu, z);
    const objective = loss.value(z, y) + beta * rowNorms(state.v);
    const primalResidual = primalResidualOf(work, state);
    const dualResidual = dualResidualOf(work, state);
    const gap = Math.max(primalResidual, dualResidual);
    return { iteration: state.iteration, objective, primalResidual, dualResidual, gap };
  },

  candidate: ({ problem: { y, loss, patterns }, z }, { v, Xu }) => {
    const q = new Float64Array(y.length);
    outputs(patterns.active, Xu, z);
    loss.gradient(z, y, q);
    return { blocks: v.data, q };
  },
});

/** ||(u - v, G u - s)|| over ||(u, G u)||. */
function primalResidualOf({ problem: { patterns } }: Rbcd, { u, v, s, Xu }: RbcdState): number {
  const { active } = patterns;
  let apart = 0;
  let size = 0;
  for (let e = 0; e < u.data.length; e++) {
    apart += (u.data[e]! - v.data[e]!) * (u.data[e]! - v.data[e]!);
    size += u.data[e]! * u.data[e]!;
  }
  for (let e = 0; e < s.data.length; e++) {
    const side = (2 * active.data[e % active.data.length]! - 1) * Xu.data[e]!;
    apart += (side - s.data[e]!) * (side - s.data[e]!);
    size += Xu.data[e]! * Xu.data[e]!;
  }
  return size === 0 ? 0 : Math.sqrt(apart / size);
}

/** ||F' grad l + rho (lambda + G' nu)|| over beta sqrt(2P), the length of the multipliers of 2P blocks. */
function dualResidualOf({ problem, z }: Rbcd, { rho, lambda, nu, Xu }: RbcdState): number {
  using scratch = new Arena();
  const { X, y, loss, beta, patterns } = problem;
  const weights = zeros(scratch, nu.rows, nu.cols);
  const rest = zeros(scratch, lambda.rows, lambda.cols);
  for (let e = 0; e < nu.data.length; e++) weights.data[e] = rho * nu.data[e]!;
  for (let e = 0; e < lambda.data.length; e++) rest.data[e] = rho * lambda.data[e]!;
  outputs(patterns.active, Xu, z);
  loss.gradient(z, y, z);
  addAdjoint(X, patterns.active, weights, z, rest);
  let squares = 0;
  for (const entry of rest.data) squares += entry * entry;
  return Math.sqrt(squares / lambda.rows) / beta;
}
