// Whether the robust cone of a pattern, { u : (2 D - I) X u >= eps ||u||_1 } (fact sheet, section 7), is more than {0}:
//   m* = max { m : g_k' u >= m for all k, ||u||_1 <= 1 } = min { ||G' eta||_inf : eta >= 0, sum eta_k = 1 }
// over the perturbed features; on the others u is free and G' eta = 0. It has interior where eps < m*, and is {0} where
// eps > m*. A primal-dual interior-point method for the linear program runs until one of the two is proved:
//   max m  subject to  G u - m >= 0,  t - u >= 0,  t + u >= 0,  1 - sum t_j >= 0.
import { engine, type Matrix, NotFiniteError, NotPositiveDefiniteError, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';

const STEPS = 60;
const DAMPING = 0.95; // of the step to the boundary
const LEAST_CENTRING = 0.01; // mu is asked to fall at most by this factor in a step
const REGULARIZATION = 1e-14; // relative, of the diagonal of the normal equations
const CLEAR = 1 - 1e-6; // nearer to eps, a proof would take multipliers beyond use
const BALANCED = 1e-12; // |G' eta| in a free feature that counts as 0, relative to the length of the rows

/** What was proved about a cone: neither where eps is m* to rounding. */
export interface RobustInterior {
  /** u with g_k' u > eps ||u||_1 for all k, d entries. */
  readonly direction?: Float64Array;
  /** eta >= 0, n entries of sum 1, with |G' eta| < eps in the perturbed features and 0 but for rounding in the others. */
  readonly multipliers?: Float64Array;
}

/**
 * Of G = (2 D - I) X, n x d, whose first `perturbed` features are in the norm. Cost: n d^2 + (d + perturbed)^3 / 3 flops
 * per step, of which 10 to 20 are usual and 60 the most. Errors: `OutOfMemoryError`.
 */
export function robustInterior(G: Matrix, perturbed: number, radius: number): RobustInterior {
  using arena = new Arena();
  const [n, d, p] = [G.rows, G.cols, perturbed];
  const unit = Math.sqrt(G.data.reduce((sum, entry) => sum + entry * entry, 0) / n) || 1;
  const program = programOf(arena, G, unit, p);
  const { count, size } = program;
  const x = arena.float64(size); // u, t, m
  x.fill(0.5 / Math.max(1, p), d, d + p);
  x[d + p] = -1;
  const slack = arena.float64(count);
  const lambda = new Float64Array(count).fill(1 / n);
  const change = arena.float64(count);
  let centring = 0.1;
  for (let step = 0; step < STEPS; step++) {
    constraints(program, x, slack);
    slack[count - 1]! += 1;
    const proof = proved(G, x.subarray(0, d), lambda.subarray(0, n), perturbed, radius, BALANCED * unit);
    if (proof) return proof;
    let mu = 0;
    for (let e = 0; e < count; e++) mu += slack[e]! * lambda[e]!;
    mu *= centring / count;
    const dx = newton(program, slack, lambda, mu);
    if (dx === undefined) return {};
    constraints(program, dx, change);
    let primal = 1 / DAMPING;
    let dual = 1 / DAMPING;
    for (let e = 0; e < count; e++) {
      const dLambda = (mu - lambda[e]! * change[e]!) / slack[e]! - lambda[e]!;
      if (change[e]! < 0) primal = Math.min(primal, -slack[e]! / change[e]!);
      if (dLambda < 0) dual = Math.min(dual, -lambda[e]! / dLambda);
      change[e] = dLambda;
    }
    for (let e = 0; e < x.length; e++) x[e]! += DAMPING * primal * dx[e]!;
    for (let e = 0; e < count; e++) lambda[e]! += DAMPING * dual * change[e]!;
    const short = 1 - DAMPING * Math.min(primal, dual);
    centring = Math.max(LEAST_CENTRING, short * short);
  }
  return {};
}

interface Program {
  /** G in units of its root mean square row, n x d. */
  readonly rows: Matrix;
  readonly perturbed: number;
  /** Of x, and of the constraints. */
  readonly size: number;
  readonly count: number;
  /** Scratch: size x size, n x (d + 1), (d + 1) x (d + 1), size. */
  readonly normal: Matrix;
  readonly weighted: Matrix;
  readonly corner: Matrix;
  readonly step: Float64Array;
}

function programOf(arena: Arena, G: Matrix, unit: number, perturbed: number): Program {
  const [n, d] = [G.rows, G.cols];
  const rows = zeros(arena, n, d);
  for (let e = 0; e < rows.data.length; e++) rows.data[e] = G.data[e]! / unit;
  const size = d + perturbed + 1;
  return {
    rows,
    perturbed,
    size,
    count: n + 2 * perturbed + 1,
    normal: zeros(arena, size, size),
    weighted: zeros(arena, n, d + 1),
    corner: zeros(arena, d + 1, d + 1),
    step: arena.float64(size),
  };
}

function proved(
  G: Matrix,
  u: Float64Array,
  lambda: Float64Array,
  perturbed: number,
  radius: number,
  balanced: number,
): RobustInterior | undefined {
  const [n, d] = [G.rows, G.cols];
  let reach = 0;
  for (let j = 0; j < perturbed; j++) reach += Math.abs(u[j]!);
  let least = Infinity;
  const total = lambda.reduce((sum, value) => sum + value, 0);
  const eta = lambda.map((value) => value / total);
  const force = new Float64Array(d);
  for (let k = 0; k < n; k++) {
    let side = 0;
    for (let j = 0; j < d; j++) {
      side += G.data[k * d + j]! * u[j]!;
      force[j]! += eta[k]! * G.data[k * d + j]!;
    }
    least = Math.min(least, side);
  }
  if (least > radius * reach) return { direction: Float64Array.from(u) };
  const outweighed = force.every((entry, j) =>
    j < perturbed ? Math.abs(entry) < CLEAR * radius : Math.abs(entry) <= balanced,
  );
  return outweighed ? { multipliers: eta } : undefined;
}

/** out <- the constraints at x, without the constant 1 of the last one. */
function constraints({ rows, perturbed: p, count }: Program, x: Float64Array, out: Float64Array): void {
  const [n, d] = [rows.rows, rows.cols];
  const sides = out.subarray(0, n);
  engine().gemv(1, false, rows, x.subarray(0, d), 0, sides);
  for (let k = 0; k < n; k++) sides[k]! -= x[d + p]!;
  let total = 0;
  for (let j = 0; j < p; j++) {
    out[n + j] = x[d + j]! - x[j]!;
    out[n + p + j] = x[d + j]! + x[j]!;
    total += x[d + j]!;
  }
  out[count - 1] = -total;
}

/** The step to the point of the central path at mu, with A the constraints: (A' diag(lambda / slack) A) dx = A' mu / slack + grad m. */
function newton(
  program: Program,
  slack: Float64Array,
  lambda: Float64Array,
  mu: number,
): Float64Array | undefined {
  const { rows, perturbed: p, size, count, normal: M, weighted, corner, step } = program;
  const { syrk, cholesky, trsv } = engine();
  const [n, d] = [rows.rows, rows.cols];
  step.fill(0);
  step[size - 1] = 1;
  for (let k = 0; k < n; k++) {
    const root = Math.sqrt(lambda[k]! / slack[k]!);
    const pull = mu / slack[k]!;
    for (let j = 0; j < d; j++) {
      weighted.data[k * (d + 1) + j] = root * rows.data[k * d + j]!;
      step[j]! += pull * rows.data[k * d + j]!;
    }
    weighted.data[k * (d + 1) + d] = -root;
    step[size - 1]! -= pull;
  }
  syrk(1, true, weighted, 0, corner);
  M.data.fill(0);
  const place = (i: number): number => (i < d ? i : size - 1);
  for (let i = 0; i <= d; i++)
    for (let j = 0; j <= d; j++) M.data[place(i) * size + place(j)] = corner.data[i * (d + 1) + j]!;
  const cap = lambda[count - 1]! / slack[count - 1]!;
  for (let j = 0; j < p; j++) {
    const [above, below] = [n + j, n + p + j]; // t - u and t + u
    const [w, x] = [lambda[above]! / slack[above]!, lambda[below]! / slack[below]!];
    const t = d + j;
    M.data[j * size + j]! += w + x;
    M.data[t * size + j]! += x - w;
    for (let i = 0; i < p; i++) M.data[t * size + d + i]! += i === j ? cap + w + x : cap;
    step[j]! += mu / slack[below]! - mu / slack[above]!;
    step[t]! += mu / slack[below]! + mu / slack[above]! - mu / slack[count - 1]!;
  }
  for (let e = 0; e < size; e++) M.data[e * (size + 1)]! *= 1 + REGULARIZATION;
  try {
    cholesky(M);
    trsv(false, M, step);
    trsv(true, M, step);
  } catch (error) {
    if (!(error instanceof NotPositiveDefiniteError || error instanceof NotFiniteError)) throw error;
    return undefined;
  }
  return step;
}
