// Driver of Algorithm 3.1 and its iteration table (fact sheet, section 5.4).
import type { Stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import { type Admm, type AdmmSettings, type AdmmState, init, step } from './admm.ts';
import { networkObjective, recover } from './network.ts';
import { addAdjoint, orient, outputs, preactivations, rowNorm, rowNorms } from './operators.ts';
import type { Problem } from './problem.ts';
import type { Options } from './solver.ts';

/** One line of the iteration table. */
export interface AdmmRow {
  readonly iteration: number;
  /** l(F u, y) + beta sum ||v_b||: the loss of the one copy, the norms of the other. */
  readonly objective: number;
  /** (NC) of the network recovered from v, w. */
  readonly networkObjective: number;
  /** ||(u - v, G u - s)||. */
  readonly primalResidual: number;
  /** ||F'(F u - y) + rho (lambda + G' nu)|| and, for blocks v_b that are not 0, beta v_b / ||v_b|| - rho lambda_b. */
  readonly dualResidual: number;
}

export interface TableSettings extends AdmmSettings {
  /** Increasing iterations that get a row, from 0 on; the last one ends the run. */
  readonly readouts: readonly number[];
  /** Both residuals of a row at most this: the run ends there. */
  readonly tolerance: number;
  /** Draws the starting point; without it all is 0. */
  readonly start?: Stream;
}

export interface AdmmTable {
  readonly rows: readonly AdmmRow[];
  /** The last v, w: 2P x d row-major. */
  readonly blocks: Float64Array;
  readonly status: 'residuals-reached' | 'max-iterations';
}

/**
 * Runs Algorithm 3.1 (squared loss). Cost: `init`, then `step` per iteration and `monitor` per readout. Errors:
 * `RangeError`, `OutOfMemoryError`; what the signal was aborted with.
 */
export function admmTable(
  problem: Problem,
  settings: TableSettings,
  { signal, progress }: Options = {},
): AdmmTable {
  const { readouts, tolerance, start } = settings;
  if (
    readouts.length === 0 ||
    readouts.some((k, i) => !Number.isInteger(k) || k < 0 || (i > 0 && k <= readouts[i - 1]!))
  )
    throw new RangeError(`readouts [${readouts.join(', ')}]: increasing integers >= 0 were expected`);
  using arena = new Arena();
  let { admm, state } = init(arena, problem, settings, start);
  const rows: AdmmRow[] = [];
  let status: AdmmTable['status'] = 'max-iterations';
  for (const readout of readouts) {
    while (state.iteration < readout) {
      signal?.throwIfAborted();
      state = step(admm, state);
    }
    const last = monitor(admm, state);
    rows.push(last);
    progress?.(readout / readouts.at(-1)!);
    if (done(last, tolerance)) {
      status = 'residuals-reached';
      break;
    }
  }
  return { rows, blocks: Float64Array.from(state.v.data), status };
}

/** The stopping test of Algorithm 3.1: all residuals at most `tolerance`. */
export const done = ({ primalResidual, dualResidual }: AdmmRow, tolerance: number): boolean =>
  primalResidual <= tolerance && dualResidual <= tolerance;

/** Objectives and residuals of a state, which is left as it is. Cost: about 12 n d P flops. */
export function monitor({ problem, rho, blockWork, slackWork }: Admm, state: AdmmState): AdmmRow {
  const { X, y, loss, beta, patterns } = problem;
  const { u, v, lambda, s, nu } = state;
  const z = new Float64Array(X.rows);
  preactivations(X, u, slackWork);
  outputs(patterns.active, slackWork, z);
  const objective = loss.value(z, y) + beta * rowNorms(v);

  orient(patterns.active, slackWork);
  let primal = 0;
  for (let e = 0; e < s.data.length; e++)
    primal += (slackWork.data[e]! - s.data[e]!) * (slackWork.data[e]! - s.data[e]!);
  for (let e = 0; e < u.data.length; e++) primal += (u.data[e]! - v.data[e]!) * (u.data[e]! - v.data[e]!);

  for (let e = 0; e < s.data.length; e++) slackWork.data[e] = rho * nu.data[e]!;
  for (let e = 0; e < u.data.length; e++) blockWork.data[e] = rho * lambda.data[e]!;
  loss.gradient(z, y, z);
  addAdjoint(X, patterns.active, slackWork, z, blockWork);
  let dual = 0;
  for (const entry of blockWork.data) dual += entry * entry;
  for (let b = 0; b < v.rows; b++) {
    const length = rowNorm(v, b);
    if (length === 0) continue;
    for (let e = b * v.cols; e < (b + 1) * v.cols; e++) {
      const rest = (beta * v.data[e]!) / length - rho * lambda.data[e]!;
      dual += rest * rest;
    }
  }
  return {
    iteration: state.iteration,
    objective,
    networkObjective: networkObjective(problem, recover(v.data, X.cols)),
    primalResidual: Math.sqrt(primal),
    dualResidual: Math.sqrt(dual),
  };
}
