// ADMM whose u-step is randomized block coordinate descent, for smooth losses and sizes at which no matrix of u fits in
// memory (fact sheet, sections 5.2 and 6). With images under X of all variables the products of the inner steps are the
// only ones: X v_b = t (X u_b + X lambda_b) where v_b = t (u_b + lambda_b).
import { type Matrix, zeros } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { accuracy } from './accuracy.ts';
import {
  type BlockDescent,
  type BlockDescentSettings,
  createBlockDescent,
  minimizeBlocks,
  type SubproblemState,
} from './blockDescent.ts';
import { outputs, rowNorm, rowNorms } from './operators.ts';
import type { Problem } from './problem.ts';

/** Changes between u-step and v-step of every iteration; scaled multipliers are not rescaled. */
export interface Schedule {
  readonly thresholdFactor: number;
  readonly ratioFactor: number;
  readonly rhoIncrement: number;
}

/** Of the paper's Algorithm 3.1. */
export const constantSchedule: Schedule = { thresholdFactor: 1, ratioFactor: 1, rhoIncrement: 0 };

/** Of the authors' code. */
export const authorsSchedule: Schedule = { thresholdFactor: 0.96, ratioFactor: 0.99, rhoIncrement: 1e-4 };

export interface RbcdSettings extends BlockDescentSettings {
  /** Penalty, > 0. */
  readonly rho: number;
  /** gamma_a / rho, > 0: step of the multipliers; 1 is the textbook method. */
  readonly ratio: number;
  /** Mean decrease of the objective per inner step at which a u-step ends, > 0. */
  readonly threshold: number;
  readonly schedule: Schedule;
  /** Its key decides which blocks are drawn. */
  readonly source: Stream;
}

export interface Rbcd {
  readonly problem: Problem;
  readonly schedule: Schedule;
  readonly descent: BlockDescent;
  /** n. */
  readonly z: Float64Array;
}

/** All matrices 2P x d, or 2P x n: slacks, their multipliers, and images under X. */
export interface RbcdState extends SubproblemState {
  readonly iteration: number;
  /** Of all iterations so far. */
  readonly innerSteps: number;
  readonly rho: number;
  readonly ratio: number;
  readonly threshold: number;
  /** First trial of the next inner step. */
  readonly trial: number;
  readonly Xv: Matrix;
  readonly Xlambda: Matrix;
}

/** One line of the iteration table. */
export interface RbcdRow {
  readonly iteration: number;
  /** Of all iterations so far. */
  readonly innerSteps: number;
  /** l(F u, y) + beta sum ||v_b||: the loss of the one copy, the norms of the other. */
  readonly objective: number;
  /** (NC) of the network recovered from v, w. */
  readonly networkObjective: number;
  /** Share of samples that this network puts on the side of their targets. */
  readonly trainAccuracy: number;
}

/**
 * The starting point, all zero. Memory: 40 n P + 48 d P bytes and the problem. Errors: `RangeError` (a loss that is not
 * smooth, a gated or robust program, settings), `OutOfMemoryError`.
 */
export function init(arena: Arena, problem: Problem, settings: RbcdSettings) {
  const { rho, ratio, threshold, schedule, source } = settings;
  if (problem.loss.name === 'hinge')
    throw new RangeError('block coordinate descent takes smooth losses, squared or bce, not hinge');
  if (problem.gated || problem.radius > 0)
    throw new RangeError(
      'block coordinate descent solves standard programs, neither gated nor robust: use another solver',
    );
  for (const [name, value] of Object.entries({ rho, ratio, threshold }))
    if (!(value > 0 && value < Infinity))
      throw new RangeError(`${name} is ${value}: a finite number > 0 was expected`);
  const [blocks, n, d] = [2 * problem.patterns.active.rows, problem.X.rows, problem.X.cols];
  const rbcd: Rbcd = {
    problem,
    schedule,
    descent: createBlockDescent(arena, problem, settings, source.split('blocks')),
    z: new Float64Array(n),
  };
  const state: RbcdState = {
    iteration: 0,
    innerSteps: 0,
    rho,
    ratio,
    threshold,
    trial: settings.stepRule.first,
    u: zeros(arena, blocks, d),
    v: zeros(arena, blocks, d),
    lambda: zeros(arena, blocks, d),
    s: zeros(arena, blocks, n),
    nu: zeros(arena, blocks, n),
    Xu: zeros(arena, blocks, n),
    Xv: zeros(arena, blocks, n),
    Xlambda: zeros(arena, blocks, n),
  };
  return { rbcd, state };
}

/**
 * One outer iteration; the matrices of the given state are overwritten. `look` is called before each product with X, so
 * every few ten milliseconds. Cost: 8 n d b flops per inner step of b patterns, and 40 n P. Errors: `NotFiniteError`.
 */
export function step(rbcd: Rbcd, state: RbcdState, look: () => void = () => {}): RbcdState {
  const { problem, schedule, descent } = rbcd;
  const { steps, next } = minimizeBlocks(descent, state, state.rho, state.threshold, state.trial, look);
  const rho = state.rho + schedule.rhoIncrement;
  const ratio = schedule.ratioFactor * state.ratio;
  for (let b = 0; b < state.u.rows; b++) {
    updateNorms(state, b, problem.beta / rho, ratio);
    updateSlacks(problem, state, b, ratio);
  }
  return {
    ...state,
    iteration: state.iteration + 1,
    innerSteps: state.innerSteps + steps,
    rho,
    ratio,
    threshold: schedule.thresholdFactor * state.threshold,
    trial: next,
  };
}

/** v_b <- prox of threshold ||.|| at u_b + lambda_b, lambda_b <- lambda_b + ratio (u_b - v_b), and the same of the images. */
function updateNorms(state: RbcdState, b: number, threshold: number, ratio: number): void {
  const { u, v, lambda, Xu, Xv, Xlambda } = state;
  for (let e = b * u.cols; e < (b + 1) * u.cols; e++) v.data[e] = u.data[e]! + lambda.data[e]!;
  const length = rowNorm(v, b);
  const factor = length > threshold ? 1 - threshold / length : 0;
  for (const [from, to, multiplier] of [
    [u, v, lambda],
    [Xu, Xv, Xlambda],
  ] as const)
    for (let e = b * from.cols; e < (b + 1) * from.cols; e++) {
      const shrunk = factor * (from.data[e]! + multiplier.data[e]!);
      to.data[e] = shrunk;
      multiplier.data[e]! += ratio * (from.data[e]! - shrunk);
    }
}

/** s_b <- (G_b u_b + nu_b)_+, nu_b <- nu_b + ratio (G_b u_b - s_b). */
function updateSlacks({ patterns: { active } }: Problem, state: RbcdState, b: number, ratio: number): void {
  const { s, nu, Xu } = state;
  const n = active.cols;
  const pattern = (b % active.rows) * n;
  for (let k = 0; k < n; k++) {
    const e = b * n + k;
    const side = (2 * active.data[pattern + k]! - 1) * Xu.data[e]!;
    const slack = Math.max(0, side + nu.data[e]!);
    s.data[e] = slack;
    nu.data[e]! += ratio * (side - slack);
  }
}

/** Costs and accuracy of a state. Cost: about 8 n P flops: no product with X. */
export function monitor({ problem, z }: Rbcd, state: RbcdState): RbcdRow {
  const { y, loss, beta, patterns } = problem;
  const { iteration, innerSteps, v, Xu, Xv } = state;
  const norms = beta * rowNorms(v);
  outputs(patterns.active, Xu, z);
  const objective = loss.value(z, y) + norms;
  networkOutputs(Xv, z);
  return {
    iteration,
    innerSteps,
    objective,
    networkObjective: loss.value(z, y) + norms, // ||u||^2 + alpha^2 = 2 ||v|| after recovery
    trainAccuracy: accuracy(z, y),
  };
}

/** z <- sum over blocks of +- (X v_b)_+, the outputs of the recovered network. */
function networkOutputs(Xv: Matrix, z: Float64Array): void {
  z.fill(0);
  for (let b = 0, e = 0; b < Xv.rows; b++) {
    const sign = b < Xv.rows / 2 ? 1 : -1;
    for (let k = 0; k < Xv.cols; k++, e++) z[k]! += sign * Math.max(0, Xv.data[e]!);
  }
}
