// Makes a nearly feasible dual point of a robust program feasible: the shortest change for which the r_b of `robustDual`
// are no longer than beta, each variable measured by its distance from the ends of its interval (the metric of affine scaling). A solver's
// dual residual is small beside the forces on a block, but seldom beside beta.
import { engine, type Matrix, NotFiniteError, NotPositiveDefiniteError, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { descents, type RobustDual, sumOf } from './robustDual.ts';
import type { Splitting } from './robustSplitting.ts';

const ROUNDS = 6; // a few are needed where the first change runs into the ends
const FREE = 0.1; // of beta: r_b may be as long without effort
const REGULARIZATION = 1e-13; // of the normal equations, relative to their mean diagonal entry

/** Unknowns of the normal equations up to which `polish` is worth its time: 4000 take 20 GFLOP a round. */
export const POLISHABLE = 4000;

/**
 * The best of the given point and those after 1 to 6 rounds. Cost: per round (2Pd)^3 / 3 + n d (2 P d) + G P^2 d^2 flops
 * and (2Pd)^2 doubles. Errors: `OutOfMemoryError`.
 */
export function polish(splitting: Splitting, start: RobustDual): RobustDual {
  const { problem } = splitting;
  let best = start;
  let least = longest(splitting, start);
  let dual = start;
  for (let round = 0; round < ROUNDS && least > problem.beta; round++) {
    const next = improve(splitting, dual);
    if (next === undefined) break;
    dual = next;
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

function improve(splitting: Splitting, dual: RobustDual): RobustDual | undefined {
  using arena = new Arena();
  const { problem, active, groups, width } = splitting;
  const { X, y, loss, beta, radius } = problem;
  const { q, pressure, sigma, eta, zeta } = dual;
  const { syrk, cholesky, trsv } = engine();
  const [P, n, d, G] = [active.rows, X.rows, X.cols, groups.counts.length];
  const most = { squared: Infinity, hinge: 1 / n, bce: 2 }[loss.name];
  const size = P * d;
  const M = zeros(arena, 2 * size, 2 * size);

  // Changes of q_k move the force by x_k + eps sign(q_k) sigma_g; where p > |q|, by x_k alone.
  const follows = q.map((value, k) => (pressure[k] === Math.abs(value) ? Math.sign(value) : 0));
  const room = q.map((value, k) => {
    const end = follows[k] === 0 ? pressure[k]! : most;
    return Math.max(0, Math.min(Math.abs(value), end - Math.abs(value)));
  });
  const samples = zeros(arena, n, d);
  const total = new Float64Array(G);
  for (let k = 0; k < n; k++) {
    const g = groups.of[k]!;
    total[g]! += radius * pressure[k]!;
    for (let j = 0; j < d; j++) samples.data[k * d + j] = X.data[k * d + j]!;
    for (let j = 0; j < width; j++) samples.data[k * d + j]! += radius * follows[k]! * sigma[g * width + j]!;
  }
  const members = Array.from({ length: G }, (): number[] => []);
  groups.of.forEach((g, k) => members[g]!.push(k));
  const shared = zeros(arena, d, d);
  for (let g = 0; g < G; g++) {
    using scratch = new Arena();
    const rows = zeros(scratch, members[g]!.length, d);
    members[g]!.forEach((k, place) => {
      for (let j = 0; j < d; j++) rows.data[place * d + j] = room[k]! * samples.data[k * d + j]!;
    });
    syrk(1, true, rows, 0, shared);
    for (let j = 0; j < width; j++) {
      const slack = total[g]! * (1 - Math.abs(sigma[g * width + j]!));
      shared.data[j * (d + 1)]! += slack * slack;
    }
    const on = [...Array(P).keys()].filter((i) => groups.columns.data[i * G + g] === 1);
    for (const a of on) for (const b of on) addBlock(M, a * d, b * d, shared);
  }
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const entry = M.data[i * 2 * size + j]!;
      M.data[(size + i) * 2 * size + size + j] = entry;
      M.data[(size + i) * 2 * size + j] = -entry; // the lower triangle is all that is read
    }
  const rays = zeros(arena, n, d);
  const kappas = new Float64Array(2 * P);
  const ray = (b: number, k: number, j: number): number =>
    (active.data[(b % P) * n + k] === 1 ? -1 : 1) * X.data[k * d + j]! +
    (j < width ? radius * zeta[b * width + j]! : 0);
  for (let b = 0; b < 2 * P; b++) {
    for (let k = 0; k < n; k++)
      for (let j = 0; j < d; j++) rays.data[k * d + j] = eta[b * n + k]! * ray(b, k, j);
    syrk(1, true, rays, 0, shared);
    kappas[b] = radius * sumOf(eta, b * n, n);
    for (let j = 0; j < width; j++) {
      const slack = kappas[b]! * (1 - Math.abs(zeta[b * width + j]!));
      shared.data[j * (d + 1)]! += slack * slack;
    }
    addBlock(M, b * d, b * d, shared);
  }
  let trace = 0;
  for (let e = 0; e < 2 * size; e++) trace += M.data[e * (2 * size + 1)]!;
  const ridge = FREE * FREE * beta * beta + (REGULARIZATION * trace) / (2 * size);
  for (let e = 0; e < 2 * size; e++) M.data[e * (2 * size + 1)]! += ridge;

  const step = arena.float64(2 * size);
  const r = descents(splitting, dual);
  for (let b = 0; b < 2 * P; b++) {
    const part = r.subarray(b * d, (b + 1) * d);
    const length = Math.hypot(...part);
    const excess = length > beta ? beta / length - 1 : 0;
    for (let j = 0; j < d; j++) step[b * d + j] = excess * part[j]!;
  }
  try {
    cholesky(M);
    trsv(false, M, step);
    trsv(true, M, step);
  } catch (error) {
    if (!(error instanceof NotPositiveDefiniteError || error instanceof NotFiniteError)) throw error;
    return undefined;
  }

  const pulls = new Float64Array(G * d);
  for (let g = 0; g < G; g++)
    for (let i = 0; i < P; i++)
      if (groups.columns.data[i * G + g] === 1)
        for (let j = 0; j < d; j++) pulls[g * d + j]! += step[i * d + j]! - step[size + i * d + j]!;
  const moved = q.map((value, k) => {
    let along = 0;
    for (let j = 0; j < d; j++) along += samples.data[k * d + j]! * pulls[groups.of[k]! * d + j]!;
    return Math.max(-most, Math.min(most, value + room[k]! * room[k]! * along));
  });
  loss.towardsDomain(moved, y, moved);
  const clip = (value: number): number => Math.max(-1, Math.min(1, value));
  return {
    q: moved,
    pressure: moved.map((value, k) => (follows[k] === 0 ? Math.max(pressure[k]!, Math.abs(value)) : Math.abs(value))),
    sigma: sigma.map((value, e) => {
      const [g, j] = [Math.floor(e / width), e % width];
      const slack = 1 - Math.abs(value);
      return clip(value + total[g]! * slack * slack * pulls[g * d + j]!);
    }),
    eta: eta.map((value, e) => {
      const b = Math.floor(e / n);
      let along = 0;
      if (value > 0) for (let j = 0; j < d; j++) along += ray(b, e % n, j) * step[b * d + j]!;
      return Math.max(0, value + value * value * along);
    }),
    zeta: zeta.map((value, e) => {
      const [b, j] = [Math.floor(e / width), e % width];
      const slack = 1 - Math.abs(value);
      return clip(value + kappas[b]! * slack * slack * step[b * d + j]!);
    }),
  };
}

function addBlock(M: Matrix, top: number, left: number, block: Matrix): void {
  for (let i = 0; i < block.rows; i++)
    for (let j = 0; j < block.cols; j++)
      M.data[(top + i) * M.cols + left + j]! += block.data[i * block.cols + j]!;
}
