// The start: every pair nearly on the central path, the dual equations exact, with radii above beta where q needs them.
import { engine, row, zeros } from '../../linalg/index.ts';
import { Arena } from '../../wasm/arena.ts';
import { orient, preactivations, rowNorm } from '../operators.ts';
import type { Problem } from '../problem.ts';
import { moveToCentre } from './coneCentre.ts';
import type { Point, Terms } from './point.ts';
import { addDual, longestRow, negate } from './residuals.ts';
import type { UnitSamples } from './unitSamples.ts';

const SIZE = 10; // of the blocks, over the size that fits the targets: 1 to 100 differ by a few iterations
const RADIUS = 1; // rho over the largest ||F_b' q||: .3 to 4 make little difference
const INSIDE = 1.1; // rho over ||p||
const LEAST = 1e-10; // slack over ||u|| where a direction is not inside its cone

/**
 * Fills a point of zeros: blocks along the centres of their cones, where eta = mu / s gives G' eta along u. Cost: up to
 * 15 P (n d^2 + d^3 / 3) flops, about three iterations.
 */
export function start(problem: Problem, samples: UnitSamples, point: Point, { term, y, beta }: Terms): void {
  using scratch = new Arena();
  const { rows, lengths, active, basis } = samples;
  const { norms, s, eta, loss } = point;
  const { u, t, p, radius } = norms;
  const [P, m, d] = [active.rows, rows.rows, rows.cols];
  const { directions } = problem.patterns;
  const centres = zeros(scratch, P, d);
  if (basis) engine().gemm(1, false, directions, true, basis, 0, centres);
  else centres.data.set(directions.data);

  const fitted = problem.loss.labels ? m : y.reduce((sum, value) => sum + value * value, 0);
  const squares = lengths.reduce((sum, length) => sum + length * length, 0);
  const size = SIZE * Math.sqrt(fitted / squares);
  for (let i = 0; i < P; i++) {
    const centre = row(centres, i);
    const length = rowNorm(centres, i);
    for (let j = 0; j < d; j++) centre[j]! /= length;
    moveToCentre(
      rows,
      Float64Array.from(row(active, i), (on) => 2 * on - 1),
      centre,
    );
    const factor = size / rowNorm(centres, i);
    for (let j = 0; j < d; j++) row(u, i)[j] = row(u, P + i)[j] = factor * centre[j]!;
  }
  preactivations(rows, u, s);
  orient(active, s);
  for (let f = 0; f < s.data.length; f++) s.data[f] = Math.max(s.data[f]!, LEAST * size);

  term.start(loss, y, problem.X.rows);
  const work = zeros(scratch, 2 * P, m);
  addDual(samples, loss.q, eta, work, p);
  const rho = Math.max(beta, RADIUS * longestRow(p));
  const mu = (rho * size) / (m + 1);
  for (let f = 0; f < eta.data.length; f++) eta.data[f] = mu / s.data[f]!;
  p.data.fill(0);
  addDual(samples, loss.q, eta, work, p);
  negate(p);
  for (let b = 0; b < u.rows; b++) {
    radius[b] = Math.max(rho, INSIDE * rowNorm(p, b));
    t[b] = size * (1 + 1 / m);
  }
  term.centre(loss, mu);
}
