// Accelerated ADMM for the standard and the gated program with any loss: a splitting whose u-step does not know rho,
// over-relaxation, a balanced penalty, Anderson acceleration with a safeguard.
import { engine, type Matrix, zeros } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { extrapolate, forget, type History, history, remember } from './anderson.ts';
import { addAdjoint, outputs, preactivations, rowNorm, rowNorms } from './operators.ts';
import type { Problem } from './problem.ts';
import { rowSpace } from './rowSpace.ts';
import type { Solver } from './solver.ts';
import { type Point, point, prox, type Splitting, toRange } from './splitting.ts';
import { blockSystem, sampleSystem, type UStep, type Weights } from './uStep.ts';
import { conjugateGradients } from './uStepByCg.ts';

const SIGMA = 1;
const TAU = 5;
const PENALTY = 4;
const OVER_RELAXATION = 1.8;
const MEMORY = 8; // moves that the acceleration combines
const EXTRAPOLATE_EVERY = 5;
const WORSE = 2; // a move this much longer than the one before takes the extrapolation back
const FIRST_BALANCE = 20; // iterations before the penalty is looked at
const BALANCE_GROWTH = 1.5; // of the interval; a constant one cycles on some problems
const BALANCED = 1.2; // factors of the penalty that are not worth a restart of the acceleration
const BALANCE_LIMIT = 5;
const LARGEST_MATRIX = 6000; // 288 MB and 72 GFLOP
const INEXACT = 0.01; // error of an iterative u-step, relative to the last move

export interface AcceleratedAdmm {
  /** In the coordinates of `basis`, if there is one. */
  readonly problem: Problem;
  readonly splitting: Splitting;
  /** Rows that span the samples (r x d), where n < d. */
  readonly basis?: Matrix;
  readonly move: Point;
  readonly moved: Point;
}

export interface AcceleratedAdmmState {
  readonly iteration: number;
  readonly rho: number;
  /** Copies and multipliers in one, see splitting.ts. */
  readonly point: Point;
  readonly past: History;
  /** Length of the last move, and the point after it without extrapolation. */
  readonly length: number;
  readonly fallback: Float64Array;
  readonly balanceAt: number;
  readonly interval: number;
}

/** Root mean square length of a sample; 1 where all are 0. */
const sampleLength = ({ X }: Problem): number => lengthOf(X.data) / Math.sqrt(X.rows) || 1;

/** Weights of the constraints for samples of unit length. */
export function weightsOf(problem: Problem): Weights {
  const unit = 1 / sampleLength(problem);
  return { sigma: problem.gated ? 0 : SIGMA * unit, tau: TAU * unit };
}

/** Blocks are about as long as targets over samples, and rho ||u||^2 is to be about beta ||u||: the same in all units. */
function firstPenalty(problem: Problem): number {
  return (PENALTY * problem.beta * sampleLength(problem)) / targetSize(problem);
}

/** Root mean square of the targets; 1 for labels, and where all are 0. */
const targetSize = ({ y, loss }: Problem): number =>
  (loss.labels ? 1 : lengthOf(y) / Math.sqrt(y.length)) || 1;

/** The cheapest exact u-step that fits, else the iterative one. */
export function uStepOf(arena: Arena, problem: Problem, weights: Weights): UStep {
  const n = problem.X.rows;
  const half = problem.patterns.active.rows * problem.X.cols;
  if (Math.min(n, half) > LARGEST_MATRIX) return conjugateGradients(arena, problem, weights);
  return (half <= n ? blockSystem : sampleSystem)(arena, problem, weights);
}

export function init(arena: Arena, given: Problem) {
  if (given.radius > 0)
    throw new RangeError(
      `the accelerated ADMM solves programs without perturbations, but radius is ${given.radius}: use another solver`,
    );
  const { problem, basis } = reduced(arena, given);
  const weights = weightsOf(problem);
  const blocks = 2 * problem.patterns.active.rows;
  const splitting: Splitting = {
    ...weights,
    problem,
    uStep: uStepOf(arena, problem, weights),
    v: zeros(arena, blocks, problem.X.cols),
    z: arena.float64(problem.X.rows),
    blockWork: zeros(arena, blocks, problem.X.cols),
    slackWork: zeros(arena, blocks, problem.X.rows),
    outputWork: arena.float64(problem.X.rows),
  };
  const work: AcceleratedAdmm = {
    problem,
    splitting,
    move: point(arena, problem),
    moved: point(arena, problem),
    ...(basis && { basis }),
  };
  const start = point(arena, problem);
  const state: AcceleratedAdmmState = {
    iteration: 0,
    rho: firstPenalty(problem),
    point: start,
    past: history(arena, MEMORY, start.all.length),
    length: Infinity,
    fallback: arena.float64(start.all.length),
    balanceAt: FIRST_BALANCE,
    interval: FIRST_BALANCE,
  };
  return { work, state };
}

function reduced(arena: Arena, problem: Problem): { problem: Problem; basis?: Matrix } {
  const { X } = problem;
  if (X.rows >= X.cols) return { problem };
  const basis = rowSpace(arena, X);
  const coordinates = zeros(arena, X.rows, basis.rows);
  engine().gemm(1, false, X, true, basis, 0, coordinates);
  return { problem: { ...problem, X: coordinates }, basis };
}

export function step(
  { splitting, move, moved }: AcceleratedAdmm,
  state: AcceleratedAdmmState,
): AcceleratedAdmmState {
  const { point: t, fallback } = state;
  const iteration = state.iteration + 1;
  prox(splitting, t, state.rho);
  toRange(splitting, t, INEXACT * state.length, move);
  const length = lengthOf(move.all);
  if (length > WORSE * state.length) {
    t.all.set(fallback);
    return { ...state, iteration, length: Infinity, past: forget(state.past) };
  }
  for (let e = 0; e < t.all.length; e++)
    fallback[e] = moved.all[e] = t.all[e]! + OVER_RELAXATION * move.all[e]!;
  const past = remember(state.past, move.all, fallback);
  const next = { ...state, iteration, length, past };
  if (iteration >= state.balanceAt) {
    const interval = BALANCE_GROWTH * state.interval;
    const balanceAt = iteration + Math.floor(interval);
    const rho = balanced(splitting, state, length, moved);
    t.all.set(moved.all);
    if (rho === state.rho) return { ...next, balanceAt, interval };
    return { ...next, balanceAt, interval, rho, past: forget(past), length: Infinity };
  }
  if (iteration % EXTRAPOLATE_EVERY > 0) t.all.set(fallback);
  else extrapolate(past, t.all);
  return next;
}

/** The penalty at which the relative lengths of the primal residual x - w and of the dual one, the change of w, agree; `moved` is rescaled to it. */
function balanced(
  splitting: Splitting,
  { point: t, rho }: AcceleratedAdmmState,
  length: number,
  moved: Point,
): number {
  // copies w of both points
  const { v, z, tau, problem } = splitting;
  // The copies count as no smaller than outputs that fit the targets: near-zero solutions would drive rho up.
  let copies = tau * tau * problem.y.length * targetSize(problem) * targetSize(problem);
  let [multipliers, change] = [0, 0];
  const add = (before: number, after: number, at: number) => {
    copies += before * before;
    multipliers += (at - before) * (at - before);
    change += (after - before) * (after - before);
  };
  const [vBefore, zBefore] = [v.data.slice(), z.slice()];
  prox(splitting, moved, rho);
  for (let e = 0; e < v.data.length; e++) add(vBefore[e]!, v.data[e]!, t.blocks.data[e]!);
  for (let e = 0; e < t.slacks.data.length; e++)
    add(Math.max(0, t.slacks.data[e]!), Math.max(0, moved.slacks.data[e]!), t.slacks.data[e]!);
  for (let k = 0; k < z.length; k++) add(zBefore[k]!, z[k]!, t.outputs[k]!);
  const ratio = Math.sqrt(length / Math.sqrt(copies) / Math.sqrt(change / multipliers));
  if (!(ratio > 0 && ratio < Infinity)) return rho;
  const factor = Math.min(Math.max(ratio, 1 / BALANCE_LIMIT), BALANCE_LIMIT);
  if (factor < BALANCED && factor > 1 / BALANCED) return rho;
  // Multipliers are in units of 1 / rho.
  const rescale = (at: number, copy: number) => copy + (at - copy) / factor;
  for (let e = 0; e < v.data.length; e++) moved.blocks.data[e] = rescale(moved.blocks.data[e]!, v.data[e]!);
  for (let e = 0; e < moved.slacks.data.length; e++)
    moved.slacks.data[e] = rescale(moved.slacks.data[e]!, Math.max(0, moved.slacks.data[e]!));
  for (let k = 0; k < z.length; k++) moved.outputs[k] = rescale(moved.outputs[k]!, z[k]!);
  return factor * rho;
}

function lengthOf(values: Float64Array): number {
  let squares = 0;
  for (let e = 0; e < values.length; e++) squares += values[e]! * values[e]!;
  return Math.sqrt(squares);
}

/** Duals of a state: q = rho tau xi in the subdifferential of the loss at z, eta = max(0, -rho sigma nu). `splitting` gets w. */
function duals({ splitting, problem }: AcceleratedAdmm, { point: t, rho }: AcceleratedAdmmState) {
  prox(splitting, t, rho);
  const { sigma, tau, z } = splitting;
  const q = Float64Array.from(z, (copy, k) => rho * tau * (t.outputs[k]! - copy));
  problem.loss.towardsDomain(q, problem.y, q); // that rounding left
  const eta = new Float64Array(2 * problem.patterns.active.data.length);
  for (let e = 0; e < t.slacks.data.length; e++) eta[e] = -rho * sigma * Math.min(0, t.slacks.data[e]!);
  return { q, eta };
}

/** The accelerated ADMM for the driver. */
export const acceleratedAdmm: Solver<AcceleratedAdmm, AcceleratedAdmmState> = {
  name: 'accelerated ADMM',
  every: 20,
  init,
  step,

  monitor(work, state) {
    const { problem, splitting } = work;
    const { X, y, loss, beta, patterns } = problem;
    const { q, eta } = duals(work, state);
    const { v, slackWork, blockWork } = splitting;
    const z = new Float64Array(X.rows);
    preactivations(X, v, slackWork);
    outputs(patterns.active, slackWork, z);
    const objective = loss.value(z, y) + beta * rowNorms(v);
    let outside = 0; // to first order what the constraints cost that v violates
    const half = patterns.active.data.length;
    if (!problem.gated)
      for (let e = 0; e < eta.length; e++) {
        const side = (2 * patterns.active.data[e % half]! - 1) * slackWork.data[e]!;
        outside += eta[e]! * Math.max(0, -side);
      }
    for (let e = 0; e < eta.length; e++) slackWork.data[e] = -eta[e]!;
    blockWork.data.fill(0);
    addAdjoint(X, patterns.active, slackWork, q, blockWork); // F' q - G' eta
    let steepest = 0;
    for (let b = 0; b < blockWork.rows; b++) steepest = Math.max(steepest, rowNorm(blockWork, b));
    const c = loss.dualScale(q, y, beta / steepest);
    const dual = Math.max(
      0,
      -loss.conjugate(
        q.map((entry) => c * entry),
        y,
      ),
    );
    return {
      iteration: state.iteration,
      objective,
      primalResidual: outside / objective,
      dualResidual: Math.max(0, steepest / beta - 1),
      gap: (Math.abs(objective - dual) + 2 * outside) / objective,
    };
  },

  candidate(work, state) {
    const { q, eta } = duals(work, state);
    const { v } = work.splitting;
    const { basis } = work;
    if (basis === undefined) return { blocks: v.data, q, eta };
    const blocks = zeros(v.arena, v.rows, basis.cols);
    engine().gemm(1, false, v, false, basis, 0, blocks);
    return { blocks: blocks.data, q, eta };
  },
};
