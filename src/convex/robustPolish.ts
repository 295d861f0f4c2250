// Makes a nearly feasible dual point of a robust program feasible: the shortest change for which the r_b of `robustDual`
// are no longer than beta, each variable measured by its distance from the ends of its interval (the metric of affine
// scaling). A solver's dual residual is small beside the forces on a block, but seldom beside beta.
import { engine, type Matrix, NotFiniteError, NotPositiveDefiniteError, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { patternMatrix } from './patternMatrix.ts';
import { descents, type RobustDual, sumOf } from './robustDual.ts';
import { type Freedom, freedomOf, ray } from './robustFreedom.ts';
import type { Splitting } from './robustSplitting.ts';

const ROUNDS = 6; // a few are needed where the first change runs into the ends
const FREE = 0.1; // of beta: r_b may change as much without effort
const REGULARIZATION = 1e-13; // of the normal equations, relative to their mean diagonal entry
const MOST = 4000; // unknowns; they take 20 GFLOP a round

/** Whether a polish is worth its time. */
export const polishable = ({ active, problem }: Splitting): boolean =>
  2 * active.rows * problem.X.cols <= MOST;

/**
 * The best of the given point and those after up to 6 rounds. Cost per round: (2Pd)^3 / 3 + 4 n d^2 P + G P^2 d^2 flops,
 * (2Pd)^2 doubles. Errors: `OutOfMemoryError`.
 */
export function polish(splitting: Splitting, start: RobustDual): RobustDual {
  let best = start;
  let least = longest(splitting, start);
  let dual = start;
  for (let round = 0; round < ROUNDS && least > splitting.problem.beta; round++) {
    const freedom = freedomOf(splitting, dual);
    const step = newtonStep(splitting, dual, freedom);
    if (step === undefined) break;
    dual = moved(splitting, dual, freedom, step);
    const size = longest(splitting, dual);
    if (size < least) [best, least] = [dual, size];
  }
  return best;
}

/** The largest ||r_b|| for the best zeta. */
function longest(splitting: Splitting, dual: RobustDual): number {
  const { problem, active, width } = splitting;
  const [n, d] = [problem.X.rows, problem.X.cols];
  const r = descents(splitting, { ...dual, zeta: new Float64Array(dual.zeta.length) });
  let most = 0;
  for (let b = 0; b < 2 * active.rows; b++) {
    const kappa = problem.radius * sumOf(dual.eta, b * n, n);
    let squares = 0;
    for (let j = 0; j < d; j++) {
      const rest = Math.max(0, Math.abs(r[b * d + j]!) - (j < width ? kappa : 0));
      squares += rest * rest;
    }
    most = Math.max(most, Math.sqrt(squares));
  }
  return most;
}

/** The y of 2P x d with A R^2 A' y = (what is too long in r), A being how the variables move r and R their room. */
function newtonStep(splitting: Splitting, dual: RobustDual, freedom: Freedom): Float64Array | undefined {
  using scratch = new Arena();
  const { problem, active } = splitting;
  const { cholesky, trsv } = engine();
  const [d, beta] = [problem.X.cols, problem.beta];
  const M = normalMatrix(scratch, splitting, dual, freedom);
  const step = scratch.float64(2 * active.rows * d);
  const r = descents(splitting, dual);
  for (let b = 0; b < 2 * active.rows; b++) {
    let squares = 0;
    for (let e = b * d; e < (b + 1) * d; e++) squares += r[e]! * r[e]!;
    const excess = squares > beta * beta ? beta / Math.sqrt(squares) - 1 : 0;
    for (let e = b * d; e < (b + 1) * d; e++) step[e] = excess * r[e]!;
  }
  try {
    cholesky(M);
    trsv(false, M, step);
    trsv(true, M, step);
  } catch (error) {
    if (!(error instanceof NotPositiveDefiniteError || error instanceof NotFiniteError)) throw error;
    return undefined;
  }
  return Float64Array.from(step);
}

/** Lower triangle of A R^2 A' and a ridge, 2Pd x 2Pd. */
function normalMatrix(arena: Arena, splitting: Splitting, dual: RobustDual, freedom: Freedom): Matrix {
  using scratch = new Arena();
  const { problem, active, groups, width } = splitting;
  const { syrk } = engine();
  const [n, d] = [problem.X.rows, problem.X.cols];
  const rows = zeros(scratch, n, d);
  const squareOf = (members: number, out: Matrix) =>
    syrk(1, true, { ...rows, rows: members, data: rows.data.subarray(0, members * d) }, 0, out);
  const addRooms = (whole: number, ends: Float64Array, out: Matrix) => {
    for (let j = 0; j < width; j++) {
      const room = whole * (1 - Math.abs(ends[j]!));
      out.data[j * (d + 1)]! += room * room;
    }
  };
  const M = patternMatrix(
    arena,
    groups.columns,
    d,
    (g, out) => {
      let members = 0;
      for (let k = 0; k < n; k++) {
        if (groups.of[k] !== g) continue;
        for (let j = 0; j < d; j++) rows.data[members * d + j] = freedom.q[k]! * freedom.samples[k * d + j]!;
        members++;
      }
      squareOf(members, out);
      addRooms(freedom.pressures[g]!, dual.sigma.subarray(g * width), out);
    },
    (b, out) => {
      for (let k = 0; k < n; k++)
        for (let j = 0; j < d; j++)
          rows.data[k * d + j] = dual.eta[b * n + k]! * ray(splitting, dual, b, k, j);
      squareOf(n, out);
      addRooms(freedom.kappas[b]!, dual.zeta.subarray(b * width), out);
    },
  );
  const size = 2 * active.rows * d;
  let trace = 0;
  for (let e = 0; e < size; e++) trace += M.data[e * (size + 1)]!;
  const ridge = FREE * FREE * problem.beta * problem.beta + (REGULARIZATION * trace) / size;
  for (let e = 0; e < size; e++) M.data[e * (size + 1)]! += ridge;
  return M;
}

/** The point after a change by R^2 A' y, clipped to the intervals. */
function moved(splitting: Splitting, dual: RobustDual, freedom: Freedom, step: Float64Array): RobustDual {
  const { problem, active, groups, width } = splitting;
  const { X, y, loss } = problem;
  const [P, n, d, G] = [active.rows, X.rows, X.cols, groups.counts.length];
  const most = loss.steepest(n);
  const pulls = new Float64Array(G * d);
  for (let i = 0; i < P; i++)
    for (let g = 0; g < G; g++)
      for (let j = 0; j < d && groups.columns.data[i * G + g] === 1; j++)
        pulls[g * d + j]! += step[i * d + j]! - step[(P + i) * d + j]!;
  const q = dual.q.map((value, k) => {
    let along = 0;
    for (let j = 0; j < d; j++) along += freedom.samples[k * d + j]! * pulls[groups.of[k]! * d + j]!;
    const room = freedom.q[k]!;
    return Math.max(-most, Math.min(most, value + room * room * along));
  });
  loss.towardsDomain(q, y, q);
  const within = (value: number, whole: number, along: number): number => {
    const room = 1 - Math.abs(value);
    return Math.max(-1, Math.min(1, value + whole * room * room * along));
  };
  return {
    q,
    pressure: q.map((value, k) =>
      freedom.follows[k] === 0 ? Math.max(dual.pressure[k]!, Math.abs(value)) : Math.abs(value),
    ),
    sigma: dual.sigma.map((value, e) => {
      const g = Math.floor(e / width);
      return within(value, freedom.pressures[g]!, pulls[g * d + (e % width)]!);
    }),
    eta: dual.eta.map((value, e) => {
      if (value === 0) return 0;
      const [b, k] = [Math.floor(e / n), e % n];
      let along = 0;
      for (let j = 0; j < d; j++) along += ray(splitting, dual, b, k, j) * step[b * d + j]!;
      return Math.max(0, value + value * value * along);
    }),
    zeta: dual.zeta.map((value, e) => {
      const b = Math.floor(e / width);
      return within(value, freedom.kappas[b]!, step[b * d + (e % width)]!);
    }),
  };
}
