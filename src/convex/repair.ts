// Points made feasible by the shortest steps inward, and the objective of what results.
import { type Cone, rowLengths } from './cone.ts';
import type { Problem } from './problem.ts';
import { absoluteSum, add, dotAt, norm } from './vectors.ts';

const ROUNDS = 6; // steps of Newton's method, of which standard programs need one, and another one after rounding

export interface Repaired {
  /** 2P x d row-major, inside all cones in spite of rounding. */
  readonly blocks: Float64Array;
  /**
   * The same with both blocks of each pattern moved equally far, where that differs: v_i - w_i is what it was, and so are the
   * outputs, but norms grow more. Far better where v_i and w_i are long and nearly equal.
   */
  readonly together?: Float64Array;
  /** Largest violation before, for unit rows of X. */
  readonly violation: number;
}

/**
 * A copy of the blocks (2P x d row-major) with each one outside its cone moved by the least multiple of its cone's interior
 * direction that brings it inside, or set to zero where there is none or a number is not finite. `interior` gives the
 * direction of a pattern and is asked only where it is needed. Cost: 2 n d flops per block, twice that where it moves.
 */
export function repair(
  cones: readonly Cone[],
  source: ArrayLike<number>,
  interior: (pattern: number) => Float64Array | undefined,
): Repaired {
  const d = source.length / (2 * cones.length);
  const blocks = Float64Array.from(source);
  const moves = new Float64Array(2 * cones.length);
  let violation = 0;
  for (let b = 0; b < 2 * cones.length; b++) {
    const u = blocks.subarray(b * d, (b + 1) * d);
    if (u.every((value) => value === 0)) continue;
    if (!u.every(Number.isFinite)) {
      u.fill(0);
      continue;
    }
    const i = b % cones.length;
    const cone = cones[i]!;
    let lacking = shortfall(cone, u);
    violation = Math.max(violation, lacking.violation);
    const inward = lacking.samples.length > 0 ? interior(i) : undefined;
    for (let round = 1; inward && lacking.samples.length > 0 && round <= ROUNDS; round++) {
      const step = stepInward(cone, u, inward, lacking, round === ROUNDS);
      add(u, step, inward);
      moves[b]! += step;
      lacking = shortfall(cone, u);
    }
    if (lacking.samples.length > 0) u.fill(0);
  }
  const together = moves.some((move) => move > 0) ? movedTogether(cones, blocks, moves, interior) : undefined;
  return { blocks, violation, ...(together && { together }) };
}

/** A copy of repaired blocks in which both of each pattern have gone the longer of their moves. */
function movedTogether(
  cones: readonly Cone[],
  repaired: Float64Array,
  moves: Float64Array,
  interior: (pattern: number) => Float64Array | undefined,
): Float64Array {
  const P = cones.length;
  const d = repaired.length / (2 * P);
  const blocks = repaired.slice();
  for (let b = 0; b < 2 * P; b++) {
    const i = b % P;
    const rest = moves[(b + P) % (2 * P)]! - moves[b]!;
    const inward = rest > 0 ? interior(i) : undefined;
    if (inward === undefined) continue;
    const u = blocks.subarray(b * d, (b + 1) * d);
    add(u, rest, inward);
    if (shortfall(cones[i]!, u).samples.length > 0) u.set(repaired.subarray(b * d, (b + 1) * d));
  }
  return blocks;
}

interface Shortfall {
  readonly violation: number;
  /** Samples whose constraint rounding could break, and by how much s_k x_k' u - eps ||u||_1 has to rise for each. */
  readonly samples: readonly number[];
  readonly rises: readonly number[];
}

function shortfall({ X, samples, signs, lengths, radius, perturbed }: Cone, u: Float64Array): Shortfall {
  const size = absoluteSum(u, u.length); // ||u|| or more, and does not underflow
  const reach = radius * absoluteSum(u, perturbed);
  const short: number[] = [];
  const rises: number[] = [];
  let violation = 0;
  for (const k of samples) {
    const slack = signs[k]! * dotAt(X.data, k * X.cols, u) - reach;
    const margin = (u.length + 2) * Number.EPSILON * (lengths[k]! * size + reach);
    if (slack >= margin) continue;
    violation = Math.max(violation, -slack / lengths[k]!);
    short.push(k);
    rises.push(2 * margin - slack);
  }
  return { violation, samples: short, rises };
}

/**
 * The slack is concave along the direction and rises in the end, so Newton's method comes from below and ends at the
 * least step after as many rounds as ||u||_1 has kinks; the slope it has in the end gives a step that is always enough.
 */
function stepInward(
  cone: Cone,
  u: Float64Array,
  inward: Float64Array,
  short: Shortfall,
  last: boolean,
): number {
  const { X, signs, radius, perturbed } = cone;
  let pull = 0;
  for (let j = 0; j < perturbed; j++)
    pull += last || u[j] === 0 ? Math.abs(inward[j]!) : Math.sign(u[j]!) * inward[j]!;
  let step = 0;
  short.samples.forEach((k, place) => {
    const slope = signs[k]! * dotAt(X.data, k * X.cols, inward) - radius * pull;
    step = Math.max(step, short.rises[place]! / slope);
  });
  return step;
}

/** theta_k = sum over active blocks of +-u_b, n x d row-major. Cost: n d flops per block. */
export function sampleWeights({ X, patterns: { active } }: Problem, blocks: Float64Array): Float64Array {
  const [n, d, P] = [X.rows, X.cols, active.rows];
  const theta = new Float64Array(n * d);
  for (let b = 0; b < 2 * P; b++) {
    const u = blocks.subarray(b * d, (b + 1) * d);
    if (u.every((value) => value === 0)) continue;
    const side = b < P ? 1 : -1;
    for (let k = 0; k < n; k++) {
      if (active.data[(b % P) * n + k] === 0) continue;
      for (let j = 0; j < d; j++) theta[k * d + j]! += side * u[j]!;
    }
  }
  return theta;
}

/**
 * Objective of feasible blocks, from above: each output is off by a few roundings, and the worst of them is taken.
 * `reach` gets eps ||theta_k||_1, n. Cost: 2 n d flops per block.
 */
export function upperBound(problem: Problem, blocks: Float64Array, reach: Float64Array): number {
  const { X, y, loss, beta, patterns, radius, perturbed } = problem;
  const [n, d, P] = [X.rows, X.cols, patterns.active.rows];
  const unit = (d + 2 * P + 8) * Number.EPSILON;
  const lengths = rowLengths(problem);
  const z = new Float64Array(n);
  const off = new Float64Array(n);
  let norms = 0;
  for (let b = 0; b < 2 * P; b++) {
    const u = blocks.subarray(b * d, (b + 1) * d);
    const length = norm(u);
    if (length === 0) continue;
    norms += length;
    const side = b < P ? 1 : -1;
    const sum = radius * absoluteSum(u, perturbed);
    for (let k = 0; k < n; k++) {
      if (patterns.active.data[(b % P) * n + k] === 0) continue;
      z[k]! += side * dotAt(X.data, k * d, u);
      off[k]! += unit * (lengths[k]! * length + sum);
    }
  }
  if (radius > 0) {
    const theta = sampleWeights(problem, blocks);
    for (let k = 0; k < n; k++)
      reach[k] = radius * absoluteSum(theta.subarray(k * d, (k + 1) * d), perturbed);
  }
  for (let k = 0; k < n; k++) off[k]! += reach[k]! + 4 * Number.EPSILON * (Math.abs(z[k]!) + Math.abs(y[k]!));
  return (loss.robustValue(z, off, y) + beta * norms) * (1 + (n + d + 2 * P) * Number.EPSILON);
}
