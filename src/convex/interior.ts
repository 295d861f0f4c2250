// Primal-dual interior-point method for the squared loss: follows the solutions of
//   F' (F u - y) - G' eta + p = 0,   eta_k (G u)_k = mu,   t_b p_b = beta u_b,  t_b = mu / beta + sqrt(||u_b||^2 + (mu / beta)^2)
// to mu = 0, where p_b ends in beta times the subdifferential of ||u_b||. Keeping p as an unknown of its own is the idea
// of Andersen, Christiansen, Conn and Overton (SIAM J. Sci. Comput. 22, 2000).
import { type Matrix, zeros } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { requireSquared } from './loss.ts';
import { lossGradient, newtonDirection, smoothedNorm } from './newton.ts';
import { gramOfF, orient, outputs, preactivations, rowNorm, rowNorms } from './operators.ts';
import type { Problem } from './problem.ts';
import type { Solver } from './solver.ts';

const DAMPING = 0.99; // of the step to the boundary
const LEAST_CENTRING = 0.01; // mu is asked to fall at most by this factor in a step
const SHORT = 0.5; // after a shorter step the multipliers are put back near the path
const SPREAD = 10; // and eta_k (G u)_k within this factor of mu

export interface Interior {
  readonly problem: Problem;
  /** Unit rows of X without its zero rows, their lengths and samples, and the patterns of these samples (P x n'). */
  readonly rows: Matrix;
  readonly lengths: Float64Array;
  readonly samples: readonly number[];
  readonly active: Matrix;
  /** F' F, 2dP x 2dP. */
  readonly gram: Matrix;
  readonly normalWork: Matrix;
  readonly blockWork: Matrix;
  readonly normWork: Matrix;
  readonly slackWork: Matrix;
  readonly rowsWork: Matrix;
  readonly curvatureWork: Matrix;
}

export interface InteriorState {
  readonly iteration: number;
  /** Blocks strictly inside their cones, 2P x d. */
  readonly u: Matrix;
  /** G u with unit rows, > 0, and its multipliers, > 0: 2P x n'. */
  readonly s: Matrix;
  readonly eta: Matrix;
  /** Duals of the norms, 2P x d, ||p_b|| < beta. */
  readonly p: Matrix;
  /** sum of eta_k s_k + sum of beta ||u_b|| - u_b' p_b: the duality gap once the first equation holds. */
  readonly complementarity: number;
  /** Length of the last step; 1 is Newton's. */
  readonly stepLength: number;
}

/**
 * The start: all blocks along the directions of their patterns. X and y must not be 0. Cost: n (dP)^2 flops and 8 (dP)^2
 * doubles. Errors: `RangeError` for another loss, `OutOfMemoryError`.
 */
export function init(arena: Arena, problem: Problem) {
  const { X, y, loss, beta, patterns } = problem;
  requireSquared('the interior-point method', loss);
  if (problem.gated || problem.radius > 0)
    throw new RangeError(
      'the interior-point method solves standard programs, neither gated nor robust: use another solver',
    );
  const [P, d] = [patterns.active.rows, X.cols];
  const all = Array.from({ length: X.rows }, (_, k) => rowNorm(X, k));
  const samples = [...all.keys()].filter((k) => all[k]! > 0);
  const lengths = Float64Array.from(samples, (k) => all[k]!);
  const rows = zeros(arena, samples.length, d);
  const active = zeros(arena, P, samples.length);
  samples.forEach((sample, k) => {
    for (let j = 0; j < d; j++) rows.data[k * d + j] = X.data[sample * d + j]! / lengths[k]!;
    for (let i = 0; i < P; i++) active.data[i * active.cols + k] = patterns.active.data[i * X.rows + sample]!;
  });
  const blocks = () => zeros(arena, 2 * P, d);
  const slacks = () => zeros(arena, 2 * P, samples.length);
  const interior: Interior = {
    problem,
    rows,
    lengths,
    samples,
    active,
    gram: gramOfF(arena, X, patterns.active),
    normalWork: zeros(arena, 2 * P * d, 2 * P * d),
    blockWork: blocks(),
    normWork: blocks(),
    slackWork: slacks(),
    rowsWork: zeros(arena, samples.length, d),
    curvatureWork: zeros(arena, d, d),
  };
  // Of the size that fits y; mu to match.
  const size = Math.sqrt(sumOfSquares(y) / sumOfSquares(lengths));
  const state = { u: blocks(), s: slacks(), eta: slacks(), p: blocks() };
  for (let b = 0; b < 2 * P; b++) {
    const scale = size / rowNorm(patterns.directions, b % P);
    for (let j = 0; j < d; j++) state.u.data[b * d + j] = scale * patterns.directions.data[(b % P) * d + j]!;
  }
  preactivations(rows, state.u, state.s);
  orient(active, state.s);
  recentre(state, beta, beta * size, 1);
  const complementarity = complementarityOf(state, beta);
  return { work: interior, state: { ...state, complementarity, iteration: 0, stepLength: SHORT } };
}

/**
 * One damped Newton step towards the point of the path at a smaller mu; the matrices of the given state are overwritten.
 * Cost: (2dP)^3 / 3 + 2 n d^2 P flops. Errors: `NotPositiveDefiniteError`, `NotFiniteError` where rounding has the upper hand.
 */
export function step(interior: Interior, state: InteriorState): InteriorState {
  const { rows, active, blockWork, normWork, slackWork } = interior;
  const { beta } = interior.problem;
  const { u, s, eta, p, stepLength } = state;
  const mu = state.complementarity / (s.data.length + u.rows);
  if (stepLength < SHORT) recentre(state, beta, mu, SPREAD);
  const target = Math.max(LEAST_CENTRING, (1 - stepLength) * (1 - stepLength)) * mu;

  newtonDirection(interior, state, target); // blockWork: du, normWork: dp
  preactivations(rows, blockWork, slackWork);
  orient(active, slackWork);
  let boundary = Infinity;
  for (let e = 0; e < s.data.length; e++) {
    const ds = slackWork.data[e]!;
    const dEta = (target - eta.data[e]! * ds) / s.data[e]! - eta.data[e]!;
    if (ds < 0) boundary = Math.min(boundary, -s.data[e]! / ds);
    if (dEta < 0) boundary = Math.min(boundary, -eta.data[e]! / dEta);
    slackWork.data[e] = dEta;
  }
  for (let b = 0; b < p.rows; b++) boundary = Math.min(boundary, toSphere(p, normWork, b, beta));
  const length = Math.min(1, DAMPING * boundary);

  for (let e = 0; e < u.data.length; e++) u.data[e]! += length * blockWork.data[e]!;
  for (let e = 0; e < p.data.length; e++) p.data[e]! += length * normWork.data[e]!;
  for (let e = 0; e < eta.data.length; e++) eta.data[e]! += length * slackWork.data[e]!;
  preactivations(rows, u, s);
  orient(active, s);
  return {
    ...state,
    complementarity: complementarityOf(state, beta),
    iteration: state.iteration + 1,
    stepLength: length,
  };
}

/** The interior-point method for the driver. */
export const interiorPointMethod: Solver<Interior, InteriorState> = {
  name: 'interior point',
  every: 1,
  init,
  step,
  monitor(interior, { iteration, u, complementarity, stepLength }) {
    const { problem, samples, lengths, active } = interior;
    const z = new Float64Array(problem.X.rows);
    const scaled = new Float64Array(samples.length);
    preactivations(interior.rows, u, interior.slackWork);
    outputs(active, interior.slackWork, scaled);
    samples.forEach((sample, k) => {
      z[sample] = lengths[k]! * scaled[k]!;
    });
    const objective = problem.loss.value(z, problem.y) + problem.beta * rowNorms(u);
    const gap = complementarity / objective;
    return { iteration, objective, primalResidual: 0, dualResidual: 1 - stepLength, gap };
  },
  candidate: (interior, state) => ({ blocks: state.u.data, q: lossGradient(interior, state) }),
};

type Point = Pick<InteriorState, 'u' | 's' | 'eta' | 'p'>;

/** p on the path for mu, and eta within a factor `spread` of it. */
function recentre({ u, s, eta, p }: Point, beta: number, mu: number, spread: number): void {
  for (let b = 0; b < u.rows; b++) {
    const t = smoothedNorm(u, b, mu / beta);
    for (let e = b * u.cols; e < (b + 1) * u.cols; e++) p.data[e] = (beta * u.data[e]!) / t;
  }
  for (let e = 0; e < eta.data.length; e++) {
    const onPath = mu / s.data[e]!;
    eta.data[e] = Math.min(Math.max(eta.data[e]!, onPath / spread), spread * onPath);
  }
}

function complementarityOf({ u, s, eta, p }: Point, beta: number): number {
  let sum = 0;
  for (let e = 0; e < s.data.length; e++) sum += s.data[e]! * eta.data[e]!;
  sum += beta * rowNorms(u);
  for (let e = 0; e < u.data.length; e++) sum -= u.data[e]! * p.data[e]!;
  return sum;
}

/** The a > 0 with ||p_b + a dp_b|| = radius, infinite without motion. */
function toSphere(p: Matrix, dp: Matrix, b: number, radius: number): number {
  let [moved, along] = [0, 0];
  for (let e = b * p.cols; e < (b + 1) * p.cols; e++) {
    moved += dp.data[e]! * dp.data[e]!;
    along += dp.data[e]! * p.data[e]!;
  }
  const length = rowNorm(p, b);
  const room = (radius - length) * (radius + length);
  const root = Math.sqrt(along * along + moved * room);
  return along > 0 ? room / (along + root) : (root - along) / moved;
}

const sumOfSquares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);
