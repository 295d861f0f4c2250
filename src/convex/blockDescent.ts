// The u-step of ADMM by randomized block coordinate descent (fact sheet, section 6):
//   min over u of  l(F u, y) + (rho / 2) ||u - v + lambda||^2 + (rho / 2) ||G u - s + nu||^2,
// a few patterns at a time, both blocks (u_i, z_i) of each. With X u at hand a step takes one product with X' for the
// gradient and one with X for the line, whatever the number of trials: X'X is never formed.
import { type Matrix, NotFiniteError, zeros } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { outputs } from './operators.ts';
import type { Problem } from './problem.ts';
import { timesSkinny, transposedTimesSkinny } from './skinny.ts';
import type { Line, StepRule } from './stepRules.ts';

const WINDOW = 8; // steps over sqrt(P / block) whose mean decrease is held against the threshold
const UNKNOWN = 1e8; // decrease of a step not yet made

/** The point and the terms of the u-step; 2P x d and, with images under X, 2P x n. */
export interface SubproblemState {
  readonly u: Matrix;
  readonly v: Matrix;
  readonly lambda: Matrix;
  readonly s: Matrix;
  readonly nu: Matrix;
  /** Row b is X u_b. */
  readonly Xu: Matrix;
}

export interface BlockDescentSettings {
  /** Patterns per step, chosen at random without replacement; all where there are fewer. */
  readonly block: number;
  readonly stepRule: StepRule;
  /**
   * The slip of the authors' code: rho ||z - w + lambda||^2 of the block is added to the change of the objective. For
   * the replication of old timings only; default false.
   */
  readonly slip?: boolean;
}

export interface BlockDescent extends BlockDescentSettings {
  readonly problem: Problem;
  readonly source: Stream;
  /** The patterns, the chosen ones first. */
  readonly order: Int32Array;
  /** The last decreases. */
  readonly decreases: Float64Array;
  /** F u, trial outputs, loss gradient, change of F u along the line: n. */
  readonly z: Float64Array;
  readonly trial: Float64Array;
  readonly q: Float64Array;
  readonly slope: Float64Array;
  /** Gradient of the block, d x 2b, and n x 2b: first what X' is applied to, then the gradient's image under X. */
  readonly gradient: Matrix;
  readonly image: Matrix;
}

/** Errors: `RangeError` for a block that is not an integer > 0, `OutOfMemoryError`. */
export function createBlockDescent(
  arena: Arena,
  problem: Problem,
  settings: BlockDescentSettings,
  source: Stream,
): BlockDescent {
  const { active } = problem.patterns;
  if (!Number.isSafeInteger(settings.block) || settings.block < 1)
    throw new RangeError(`blocks of ${settings.block} patterns: an integer > 0 was expected`);
  const block = Math.min(settings.block, active.rows);
  const [n, d] = [problem.X.rows, problem.X.cols];
  return {
    ...settings,
    block,
    problem,
    source,
    order: Int32Array.from({ length: active.rows }, (_, i) => i),
    decreases: new Float64Array(Math.ceil(WINDOW * Math.sqrt(active.rows / block))),
    z: new Float64Array(n),
    trial: new Float64Array(n),
    q: new Float64Array(n),
    slope: new Float64Array(n),
    gradient: zeros(arena, d, 2 * block),
    image: zeros(arena, n, 2 * block),
  };
}

/**
 * Steps until the mean decrease of the last ceil(8 sqrt(P / b)) is at most `threshold` (> 0), so at least so many, or none
 * of them has passed the test of the step rule; u and Xu are overwritten. `look` is called before each product. Cost:
 * 8 n d b flops per step. Returns the number of steps and the next first trial. Errors: `NotFiniteError` where a constant step is so long that the objective overflows.
 */
export function minimizeBlocks(
  descent: BlockDescent,
  state: SubproblemState,
  rho: number,
  threshold: number,
  first: number,
  look: () => void,
): { readonly steps: number; readonly next: number } {
  const { problem, stepRule, decreases, z, image } = descent;
  outputs(problem.patterns.active, state.Xu, z);
  let value = problem.loss.value(z, problem.y);
  let next = first;
  let steps = 0;
  let refused = 0; // in a row
  decreases.fill(UNKNOWN);
  for (; mean(decreases) > threshold && refused < decreases.length; steps++) {
    const rows = chooseBlocks(descent);
    const squares = gradient(descent, state, rows, rho, look);
    look();
    timesSkinny(problem.X, descent.gradient, image);
    const line = lineOf(descent, state, rows, rho, value, squares);
    const step = stepRule.choose(line, next);
    if (!Number.isFinite(step.change))
      throw new NotFiniteError(
        `after ${steps} inner steps the objective changes by ${step.change}: steps of ${step.size} are too long, see constantStep`,
        steps,
      );
    move(descent, state, rows, step.size);
    value = problem.loss.value(z, problem.y);
    next = step.next;
    refused = step.passed ? 0 : refused + 1;
    decreases[steps % decreases.length] = -step.change;
  }
  return { steps, next };
}

const mean = (values: Float64Array): number => values.reduce((a, b) => a + b) / values.length;

/** Rows of u that are updated together: u_i of the chosen patterns, then their z_i. */
function chooseBlocks({ order, block, source }: BlockDescent): Int32Array {
  const rows = new Int32Array(2 * block);
  for (let c = 0; c < block; c++) {
    const other = c + source.integer(order.length - c);
    [order[c], order[other]] = [order[other]!, order[c]!];
    rows[c] = order[c]!;
    rows[block + c] = order.length + order[c]!;
  }
  return rows;
}

/** X'( +-D_i grad l + rho (X u - (2 D_i - I)(s - nu)) ) + rho (u - v + lambda) of every row; returns its square. */
function gradient(
  { problem, block, z, q, gradient: G, image: R }: BlockDescent,
  { u, v, lambda, s, nu, Xu }: SubproblemState,
  rows: Int32Array,
  rho: number,
  look: () => void,
): number {
  const { X, y, loss, patterns } = problem;
  const [n, d, width] = [X.rows, X.cols, rows.length];
  loss.gradient(z, y, q);
  rows.forEach((row, c) => {
    const pattern = (row % patterns.active.rows) * n;
    const sign = c < block ? 1 : -1;
    for (let k = 0; k < n; k++) {
      const active = patterns.active.data[pattern + k]!;
      const e = row * n + k;
      const slack = (2 * active - 1) * (s.data[e]! - nu.data[e]!);
      R.data[k * width + c] = sign * active * q[k]! + rho * (Xu.data[e]! - slack);
    }
  });
  look();
  transposedTimesSkinny(X, R, G);
  let squares = 0;
  rows.forEach((row, c) => {
    for (let j = 0; j < d; j++) {
      const e = row * d + j;
      const entry = G.data[j * width + c]! + rho * (u.data[e]! - v.data[e]! + lambda.data[e]!);
      G.data[j * width + c] = entry;
      squares += entry * entry;
    }
  });
  return squares;
}

/** The objective along the negative gradient, from its image X G. */
function lineOf(
  descent: BlockDescent,
  { u, v, lambda }: SubproblemState,
  rows: Int32Array,
  rho: number,
  value: number,
  squares: number,
): Line {
  const { problem, block, slip = false, z, trial, q, slope, image } = descent;
  const { X, y, loss, patterns } = problem;
  const [n, d, width] = [X.rows, X.cols, rows.length];
  let curvature = squares; // ||g||^2 + ||G g||^2
  slope.fill(0);
  rows.forEach((row, c) => {
    const pattern = (row % patterns.active.rows) * n;
    const sign = c < block ? 1 : -1;
    for (let k = 0; k < n; k++) {
      const entry = image.data[k * width + c]!;
      curvature += entry * entry;
      slope[k]! -= sign * patterns.active.data[pattern + k]! * entry;
    }
  });
  // The distances fall at the rate of the objective, ||g||^2, less that of the loss.
  let rate = squares;
  for (let k = 0; k < n; k++) rate += q[k]! * slope[k]!;
  let excess = 0;
  if (slip)
    for (const row of rows.subarray(block))
      for (let e = row * d; e < (row + 1) * d; e++) {
        const distance = u.data[e]! - v.data[e]! + lambda.data[e]!;
        excess += rho * distance * distance;
      }
  return {
    slope: Math.sqrt(squares),
    change: (step) => {
      for (let k = 0; k < n; k++) trial[k] = z[k]! + step * slope[k]!;
      return loss.value(trial, y) - value + step * ((rho / 2) * step * curvature - rate) + excess;
    },
  };
}

function move(
  { problem: { X }, z, slope, gradient: G, image }: BlockDescent,
  { u, Xu }: SubproblemState,
  rows: Int32Array,
  step: number,
): void {
  const [n, d, width] = [X.rows, X.cols, rows.length];
  for (let k = 0; k < n; k++) z[k]! += step * slope[k]!;
  rows.forEach((row, c) => {
    for (let j = 0; j < d; j++) u.data[row * d + j]! -= step * G.data[j * width + c]!;
    for (let k = 0; k < n; k++) Xu.data[row * n + k]! -= step * image.data[k * width + c]!;
  });
}
