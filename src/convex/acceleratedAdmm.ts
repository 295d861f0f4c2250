// Accelerated ADMM for the standard and the gated program with any loss: a splitting whose u-step does not know rho
// (splitting.ts, uStep.ts), over-relaxation, a balanced penalty, Anderson acceleration with a safeguard.
import { engine, type Matrix, zeros } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { candidate, monitor } from './acceleratedAdmmReadout.ts';
import { extrapolate, forget, type History, history, remember } from './anderson.ts';
import { kernels } from './kernels.ts';
import { balance, firstPenalty, sampleLength } from './penalty.ts';
import type { Problem } from './problem.ts';
import { rowSpace } from './rowSpace.ts';
import type { Solver } from './solver.ts';
import { type Point, point, prox, type Splitting, toRange } from './splitting.ts';
import { blockSystem, sampleSystem, type UStep, type Weights } from './uStep.ts';
import { conjugateGradients } from './uStepByCg.ts';

// Chosen by iterations to gaps of 1e-2, 1e-4 and 1e-6 on Gaussian data of 6 to 40 samples, 500 images of MNIST and 600 of
// CIFAR-10, all losses. The landscape is flat: of (1, 5), (2, 5), (2, 10) and (3, 20) no pair wins everywhere, a larger
// sigma helps the last digits on images by 15 % and costs as much at first and on small data; (.3, 5) and (3, 1) need
// up to twice as many. Of samples that are much more than features no pair brings the certificate within reach.
const SIGMA = 1;
const TAU = 5;
const OVER_RELAXATION = 1.8; // 1.6 to 1.9: within 10 %
// Acceleration by 8 moves in every 5th iteration takes 30 % off the iterations to 1e-6 on images and three quarters on the
// smallest problems; in every iteration it gains less, and by 16 moves 10 % more, which they cost.
const MEMORY = 8;
const EXTRAPOLATE_EVERY = 5;
const WORSE = 2; // a move so many times longer than the one before takes the extrapolation back
const FIRST_BALANCE = 20; // iterations until the penalty is looked at
const BALANCE_GROWTH = 1.5; // of the interval; at a constant one the penalty cycles on some problems
const LARGEST_MATRIX = 6000; // rows: 288 MB, 72 GFLOP to factor
const INEXACT = 0.01; // error of an iterative u-step, relative to the last move

export interface AcceleratedAdmm {
  /** In the coordinates of `basis`, if there is one. */
  readonly problem: Problem;
  /** Rows that span the samples (r x d), where n < d. */
  readonly basis?: Matrix;
  readonly splitting: Splitting;
  readonly move: Point;
  readonly moved: Point;
}

export interface AcceleratedAdmmState {
  readonly iteration: number;
  readonly rho: number;
  /** Copies and multipliers in one, see splitting.ts. */
  readonly point: Point;
  readonly past: History;
  /** ||x - w|| of the last step. */
  readonly length: number;
  /** Whether the point is an extrapolation of `past`, whose image is the point without. */
  readonly extrapolated: boolean;
  readonly balanceAt: number;
  readonly interval: number;
}

/** Weights of the constraints for samples of unit length. */
export function weightsOf(problem: Problem): Weights {
  const unit = 1 / sampleLength(problem);
  return { sigma: problem.gated ? 0 : SIGMA * unit, tau: TAU * unit };
}

/** By the smaller of the n x n and the dP x dP matrix; by conjugate gradients where both are too large. */
function uStepOf(arena: Arena, problem: Problem, weights: Weights): UStep {
  const n = problem.X.rows;
  const half = problem.patterns.active.rows * problem.X.cols;
  if (Math.min(n, half) > LARGEST_MATRIX) return conjugateGradients(arena, problem, weights);
  return (half <= n ? blockSystem : sampleSystem)(arena, problem, weights);
}

/**
 * Factors, and the start at 0. Memory: 20 (2P) (n + d) doubles and those of the u-step. Errors: `RangeError` for a robust
 * program, `OutOfMemoryError`.
 */
export function init(arena: Arena, given: Problem) {
  if (given.radius > 0)
    throw new RangeError(
      `the accelerated ADMM solves programs without perturbations, but radius is ${given.radius}: use another solver`,
    );
  const { problem, basis } = inRowSpace(arena, given);
  const { X, patterns } = problem;
  const weights = weightsOf(problem);
  const blocks = 2 * patterns.active.rows;
  const splitting: Splitting = {
    ...weights,
    problem,
    uStep: uStepOf(arena, problem, weights),
    v: zeros(arena, blocks, X.cols),
    z: arena.float64(X.rows),
    blockWork: zeros(arena, blocks, X.cols),
    slackWork: zeros(arena, blocks, X.rows),
    outputWork: arena.float64(X.rows),
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
    length: 0,
    extrapolated: false,
    balanceAt: FIRST_BALANCE,
    interval: FIRST_BALANCE,
  };
  return { work, state };
}

function inRowSpace(arena: Arena, problem: Problem): { problem: Problem; basis?: Matrix } {
  const { X } = problem;
  if (X.rows >= X.cols) return { problem };
  const basis = rowSpace(arena, X);
  const coordinates = zeros(arena, X.rows, basis.rows);
  engine().gemm(1, false, X, true, basis, 0, coordinates);
  return { problem: { ...problem, X: coordinates }, basis };
}

/** One iteration; the point and the history of the given state are overwritten. Cost: 8 n d P flops and the u-step. */
export function step(
  { splitting, move, moved }: AcceleratedAdmm,
  state: AcceleratedAdmmState,
): AcceleratedAdmmState {
  const { point: t, rho } = state;
  const iteration = state.iteration + 1;
  prox(splitting, t, rho);
  toRange(splitting, t, INEXACT * state.length, move);
  const length = Math.sqrt(kernels.sumOfSquares(move.all.length, move.all.byteOffset));
  if (state.extrapolated && !(length <= WORSE * state.length)) {
    t.all.set(state.past.image);
    return { ...state, iteration, extrapolated: false, past: forget(state.past) };
  }
  const [from, along, to] = [t.all.byteOffset, move.all.byteOffset, moved.all.byteOffset];
  kernels.addScaled(t.all.length, from, OVER_RELAXATION, along, to);
  const past = remember(state.past, move.all, moved.all);
  const next = { ...state, iteration, length, past, extrapolated: false };
  if (iteration >= state.balanceAt) {
    const interval = BALANCE_GROWTH * state.interval;
    const schedule = { interval, balanceAt: iteration + Math.floor(interval) };
    const balanced = balance(splitting, rho, t, length, moved);
    t.all.set(moved.all);
    return { ...next, ...schedule, rho: balanced, past: balanced === rho ? past : forget(past) };
  }
  if (iteration % EXTRAPOLATE_EVERY === 0) return { ...next, extrapolated: extrapolate(past, t.all) };
  t.all.set(moved.all);
  return next;
}

/** The accelerated ADMM for the driver. */
export const acceleratedAdmm: Solver<AcceleratedAdmm, AcceleratedAdmmState> = {
  name: 'accelerated ADMM',
  every: 20,
  init,
  step,
  monitor,
  candidate,
};
