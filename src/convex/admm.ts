// Algorithm 3.1 of the paper: alternating directions for the squared loss, step by step (fact sheet, section 5).
//   min l(F u, y) + beta sum ||v_b|| + [s >= 0]  subject to  u = v, G u = s;  lambda, nu scaled multipliers.
import { engine, type Matrix, zeros } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import { requireSquared } from './loss.ts';
import { addAdjoint, gramOfF, orient, preactivations, shrinkRows } from './operators.ts';
import type { Problem } from './problem.ts';

export interface AdmmSettings {
  /** Penalty, > 0. */
  readonly rho: number;
  /** gamma_a, the step of the multipliers, > 0; gamma_a = rho is the textbook method. */
  readonly gamma: number;
}

export interface Admm extends AdmmSettings {
  readonly problem: Problem;
  /** L of A = I + F' F / rho + G' G = L L', 2dP x 2dP. */
  readonly factor: Matrix;
  /** y / rho. */
  readonly target: Float64Array;
  readonly blockWork: Matrix;
  readonly slackWork: Matrix;
}

export interface AdmmState {
  readonly iteration: number;
  /** 2P x d. */
  readonly u: Matrix;
  readonly v: Matrix;
  readonly lambda: Matrix;
  /** 2P x n. */
  readonly s: Matrix;
  readonly nu: Matrix;
}

/**
 * Factor of A and the starting point: all zero (as in the authors' code), or standard normal numbers of a stream.
 * Cost: n (dP)^2 + (2dP)^3 / 3 flops, (2dP)^2 doubles. Errors: `RangeError`, `OutOfMemoryError`.
 */
export function init(arena: Arena, problem: Problem, settings: AdmmSettings, start?: Stream) {
  const { rho, gamma } = settings;
  requireSquared('Algorithm 3.1', problem.loss);
  for (const [name, value] of Object.entries({ rho, gamma }))
    if (!(value > 0 && value < Infinity))
      throw new RangeError(`${name} is ${value}: a finite number > 0 was expected`);
  const [blocks, n, d] = [2 * problem.patterns.active.rows, problem.X.rows, problem.X.cols];
  const admm: Admm = {
    problem,
    rho,
    gamma,
    factor: factorize(arena, problem, rho),
    target: problem.y.map((value) => value / rho),
    blockWork: zeros(arena, blocks, d),
    slackWork: zeros(arena, blocks, n),
  };
  const state: AdmmState = {
    iteration: 0,
    u: zeros(arena, blocks, d),
    v: zeros(arena, blocks, d),
    lambda: zeros(arena, blocks, d),
    s: zeros(arena, blocks, n),
    nu: zeros(arena, blocks, n),
  };
  if (start)
    for (const { data } of [state.u, state.v, state.lambda, state.s, state.nu]) start.fillNormal(data);
  return { admm, state };
}

function factorize(arena: Arena, { X, patterns }: Problem, rho: number): Matrix {
  using scratch = new Arena();
  const { syrk, cholesky } = engine();
  const d = X.cols;
  const A = gramOfF(arena, X, patterns.active);
  for (let e = 0; e < A.data.length; e++) A.data[e]! /= rho;
  const B = zeros(scratch, d, d); // I + X'X; the diagonal blocks of G'G are X'X
  for (let j = 0; j < d; j++) B.data[j * d + j] = 1;
  syrk(1, true, X, 1, B);
  for (let b = 0; b < A.rows; b += d)
    for (let i = 0; i < d; i++)
      for (let j = 0; j < d; j++) A.data[(b + i) * A.cols + b + j]! += B.data[i * d + j]!;
  cholesky(A);
  return A;
}

/** One iteration; the matrices of the given state are overwritten. Cost: 2 (2dP)^2 + 8 n d P flops. */
export function step(admm: Admm, state: AdmmState): AdmmState {
  const { problem, rho, gamma, factor, target, blockWork, slackWork } = admm;
  const { X, beta, patterns } = problem;
  const { u, v, lambda, s, nu } = state;
  const { trsv } = engine();

  // u <- A^-1 ( F' y / rho + v - lambda + G' (s - nu) )
  for (let e = 0; e < s.data.length; e++) slackWork.data[e] = s.data[e]! - nu.data[e]!;
  for (let e = 0; e < v.data.length; e++) u.data[e] = v.data[e]! - lambda.data[e]!;
  addAdjoint(X, patterns.active, slackWork, target, u);
  trsv(false, factor, u.data);
  trsv(true, factor, u.data);
  preactivations(X, u, slackWork);
  orient(patterns.active, slackWork);

  // v <- prox of (beta / rho) sum ||v_b|| at u + lambda, s <- (G u + nu)_+
  for (let e = 0; e < u.data.length; e++) blockWork.data[e] = u.data[e]! + lambda.data[e]!;
  shrinkRows(blockWork, beta / rho, v);
  for (let e = 0; e < s.data.length; e++) s.data[e] = Math.max(0, slackWork.data[e]! + nu.data[e]!);

  const ratio = gamma / rho;
  for (let e = 0; e < u.data.length; e++) lambda.data[e]! += ratio * (u.data[e]! - v.data[e]!);
  for (let e = 0; e < s.data.length; e++) nu.data[e]! += ratio * (slackWork.data[e]! - s.data[e]!);
  return { ...state, iteration: state.iteration + 1 };
}
