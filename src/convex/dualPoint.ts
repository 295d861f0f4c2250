// What a candidate says about the dual, put where a dual point may be.
import { ShapeError } from '../linalg/index.ts';
import type { DualPoint } from './dualBound.ts';
import type { Problem } from './problem.ts';
import { sampleWeights } from './repair.ts';
import type { Candidate } from './solver.ts';

/**
 * Dual points to bound the optimum with, any one of which would do. q: 0 if it is not finite, then moved towards the
 * domain of the conjugate; eta: 0 where it is negative or not finite; shift: clipped to the ball, and where it is not
 * given the worst perturbation of the blocks (2P x d, finite). The robust squared loss gives a second point, with
 * pressures p = max(|q|, t) for t = `reach` = eps ||theta_k||_1, the best ones for samples on their target. Errors:
 * `ShapeError`.
 */
export function dualPoints(
  problem: Problem,
  { q, eta, shift }: Candidate,
  blocks: Float64Array,
  reach: Float64Array,
): DualPoint[] {
  const { X, y, loss, patterns, radius, perturbed, gated } = problem;
  const direction = Float64Array.from(q);
  if (direction.every(Number.isFinite)) loss.towardsDomain(direction, y, direction);
  else direction.fill(0);
  const multipliers = new Float64Array(2 * patterns.active.rows * X.rows);
  if (eta && !gated)
    for (let e = 0; e < multipliers.length; e++)
      if (eta[e]! > 0 && eta[e]! < Infinity) multipliers[e] = eta[e]!;
  const pressure = direction.map(Math.abs);
  const moved = new Float64Array(radius > 0 ? X.rows * X.cols : 0);
  const worst = radius > 0 && !shift ? sampleWeights(problem, blocks) : undefined;
  for (let e = 0; e < moved.length; e++) {
    if (e % X.cols >= perturbed) continue;
    const side = direction[Math.floor(e / X.cols)]! < 0 ? -1 : 1;
    const value = worst ? radius * side * Math.sign(worst[e]!) : shift![e]!;
    moved[e] = Math.max(-radius, Math.min(radius, value)) || 0;
  }
  const point = { q: direction, eta: multipliers, shift: moved, pressure };
  const kinks = loss.name === 'squared' && pressure.some((value, k) => reach[k]! > value);
  if (!kinks) return [point];
  return [point, { ...point, pressure: pressure.map((value, k) => Math.max(value, reach[k]!)) }];
}

/** Errors: `ShapeError` for a candidate of another problem. */
export function checkShapes({ X, patterns }: Problem, { blocks, q, eta, shift }: Candidate): void {
  const [P, n, d] = [patterns.active.rows, X.rows, X.cols];
  if (blocks.length !== 2 * P * d)
    throw new ShapeError(`${blocks.length} numbers are not 2P = ${2 * P} blocks of d = ${d} entries`);
  if (q.length !== n) throw new ShapeError(`q has ${q.length} entries but there are ${n} samples`);
  if (eta && eta.length !== 2 * P * n)
    throw new ShapeError(
      `eta has ${eta.length} entries but 2P = ${2 * P} blocks of n = ${n} have ${2 * P * n}`,
    );
  if (shift && shift.length !== n * d)
    throw new ShapeError(`shift has ${shift.length} entries but X is ${n} x ${d}`);
}
