// Exact worst case of a network over l_inf balls of few features. Its output is linear on every cell that the neurons'
// hyperplanes cut the ball into, so that it is extreme at a vertex of a cell: a point where as many features as there
// are hyperplanes through it are free, and the others at an end of their interval. Vertices of the ball alone do not suffice: |x| is
// smallest inside.
import { type Attacked, checked, sampleLosses } from './attack.ts';
import type { Network } from './network.ts';
import type { Problem } from './problem.ts';
import { solveSmall } from './solveSmall.ts';

const MOST = 1_000_000; // vertices of one sample

export interface OutputRange {
  /** Smallest and largest output over the ball. */
  readonly low: number;
  readonly high: number;
  /** Points where they are attained, d. */
  readonly lowAt: Float64Array;
  readonly highAt: Float64Array;
}

/**
 * Range of the output over the ball of `radius` around x in its first `perturbed` features. With m neurons whose hyperplane
 * meets the ball and p such features sum over s of C(m, s) C(p, s) 2^(p - s) points are tried: meant for p up to 3 or 4.
 * Errors: `RangeError` for more than a million points.
 */
export function outputRange(
  network: Network,
  x: Float64Array,
  radius: number,
  perturbed: number,
): OutputRange {
  const { hidden, output, d } = network;
  const value = (point: Float64Array): number => {
    let z = 0;
    for (let j = 0; j < output.length; j++) z += output[j]! * Math.max(0, side(hidden, j, d, point));
    return z;
  };
  const z = value(x);
  let best: OutputRange = { low: z, high: z, lowAt: x.slice(), highAt: x.slice() };
  if (radius === 0) return best;
  const crossing: number[] = [];
  for (let j = 0; j < output.length; j++) {
    let room = 0;
    for (let i = 0; i < perturbed; i++) room += Math.abs(hidden[j * d + i]!);
    // With room for rounding: one hyperplane too many does no harm.
    if (room > 0 && Math.abs(side(hidden, j, d, x)) <= radius * room * (1 + 1e-9)) crossing.push(j);
  }
  const count = vertexCount(crossing.length, perturbed);
  if (count > MOST)
    throw new RangeError(
      `${crossing.length} neurons change sign in a ball of ${perturbed} features, which has up to ${count} vertices, more than ${MOST}: use pgd for a lower bound, a smaller radius or a smaller network`,
    );
  for (let s = 0; s <= Math.min(crossing.length, perturbed); s++)
    for (const neurons of subsets(crossing.length, s))
      for (const free of subsets(perturbed, s))
        for (let ends = 0; ends < 1 << (perturbed - s); ends++) {
          const point = corner(x, radius, perturbed, free, ends);
          if (
            s > 0 &&
            !moveOnto(
              hidden,
              d,
              neurons.map((i) => crossing[i]!),
              free,
              point,
            )
          )
            continue;
          let inside = true;
          for (const i of free) {
            const [from, to] = [x[i]! - radius, x[i]! + radius];
            const slack = 1e-9 * (radius + Math.abs(x[i]!));
            inside &&= point[i]! >= from - slack && point[i]! <= to + slack;
            point[i] = Math.min(to, Math.max(from, point[i]!));
          }
          if (!inside) continue;
          const here = value(point);
          if (here < best.low) best = { ...best, low: here, lowAt: point };
          if (here > best.high) best = { ...best, high: here, highAt: point };
        }
  return best;
}

export interface WorstCase {
  /** Outputs of the largest loss, n. */
  readonly outputs: Float64Array;
  /** The points where they are attained, n x d row-major. */
  readonly data: Float64Array;
  /** The loss of these outputs: the largest over all perturbations. */
  readonly loss: number;
}

/** The worst perturbation of every sample; a loss convex in the output is largest at an end of the output's range. Cost and errors: `outputRange` of each sample. */
export function worstCase(network: Network, attacked: Attacked): WorstCase {
  const { rows, cols, data } = checked(network, attacked);
  const { loss, y, radius, perturbed } = attacked;
  const ranges = Array.from({ length: rows }, (_, k) =>
    outputRange(network, data.slice(k * cols, (k + 1) * cols), radius, perturbed),
  );
  const [low, high] = [
    sampleLosses(
      attacked,
      Float64Array.from(ranges, (range) => range.low),
    ),
    sampleLosses(
      attacked,
      Float64Array.from(ranges, (range) => range.high),
    ),
  ];
  const outputs = new Float64Array(rows);
  const points = new Float64Array(data.length);
  ranges.forEach((range, k) => {
    const upper = high[k]! > low[k]!;
    outputs[k] = upper ? range.high : range.low;
    points.set(upper ? range.highAt : range.lowAt, k * cols);
  });
  return { outputs, data: points, loss: loss.value(outputs, y) };
}

/** Robust (NC): the worst loss over the balls of a robust problem plus (beta / 2) sum over j of (||u_j||^2 + alpha_j^2). */
export function worstObjective(problem: Problem, network: Network): number {
  const squares = (weights: Float64Array) => weights.reduce((sum, weight) => sum + weight * weight, 0);
  const decay = squares(network.hidden) + squares(network.output);
  return worstCase(network, problem).loss + (problem.beta / 2) * decay;
}

/** <u_j, x>. */
function side(hidden: Float64Array, j: number, d: number, x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < d; i++) sum += hidden[j * d + i]! * x[i]!;
  return sum;
}

/** x with the features that are not free at an end of their interval: the upper one where the bit of `ends` is set. */
function corner(
  x: Float64Array,
  radius: number,
  perturbed: number,
  free: readonly number[],
  ends: number,
): Float64Array {
  const point = x.slice();
  for (let i = 0, bit = 0; i < perturbed; i++)
    if (!free.includes(i)) point[i]! += (ends >> bit++) & 1 ? radius : -radius;
  return point;
}

/** Changes the free features so that the point lies on the neurons' hyperplanes; false where these do not meet in one point. */
function moveOnto(
  hidden: Float64Array,
  d: number,
  neurons: readonly number[],
  free: readonly number[],
  point: Float64Array,
): boolean {
  const A = neurons.map((j) => free.map((i) => hidden[j * d + i]!));
  const shift = solveSmall(
    A,
    neurons.map((j) => -side(hidden, j, d, point)),
  );
  if (shift === undefined) return false;
  free.forEach((i, place) => {
    point[i]! += shift[place]!;
  });
  return true;
}

/** Points that `outputRange` tries. */
function vertexCount(m: number, p: number): number {
  let count = 0;
  for (let s = 0, planes = 1, features = 1; s <= Math.min(m, p); s++) {
    count += planes * features * (1 << (p - s));
    planes *= (m - s) / (s + 1);
    features *= (p - s) / (s + 1);
  }
  return Math.round(count);
}

/** All subsets of 0..n-1 of the given size, in order. */
function* subsets(n: number, size: number): Generator<readonly number[]> {
  const chosen = Array.from({ length: size }, (_, i) => i);
  for (;;) {
    yield chosen;
    let place = size - 1;
    while (place >= 0 && chosen[place] === n - size + place) place--;
    if (place < 0) return;
    chosen[place]!++;
    for (let i = place + 1; i < size; i++) chosen[i] = chosen[i - 1]! + 1;
  }
}
