// The penalty rho of the accelerated ADMM: where it starts, and how it is balanced (Boyd, Parikh, Chu, Peleato and
// Eckstein 2011, section 3.4.1, with relative residuals after Wohlberg 2017).
import type { Problem } from './problem.ts';
import { type Point, prox, type Splitting } from './splitting.ts';

const FIRST = 4; // forgotten after the first balance
const WORTHWHILE = 1.2; // a smaller factor is not worth the memory of the acceleration
const LARGEST = 5;

function lengthOf(values: Float64Array): number {
  let squares = 0;
  for (let e = 0; e < values.length; e++) squares += values[e]! * values[e]!;
  return Math.sqrt(squares);
}

/** Root mean square length of a sample; 1 where all are 0. */
export const sampleLength = ({ X }: Problem): number => lengthOf(X.data) / Math.sqrt(X.rows) || 1;

/** Root mean square of the targets; 1 for labels, and where all are 0. */
const targetSize = ({ y, loss }: Problem): number =>
  (loss.labels ? 1 : lengthOf(y) / Math.sqrt(y.length)) || 1;

/** Blocks are about as long as targets over samples, and rho ||u||^2 is to be about beta ||u||: the same in all units. */
export const firstPenalty = (problem: Problem): number =>
  (FIRST * problem.beta * sampleLength(problem)) / targetSize(problem);

/**
 * The penalty that makes the relative primal residual (`length` = ||x - w|| over the copies w) and the relative dual one
 * (change of w over the multipliers) of the step from t to `moved` equal. `moved` is rescaled to it: multipliers are in
 * units of 1 / rho. `splitting` has w of t, and gets that of `moved`. Cost: one prox.
 */
export function balance(splitting: Splitting, rho: number, t: Point, length: number, moved: Point): number {
  const { v, z, tau, problem } = splitting;
  // Copies count as no smaller than outputs that fit the targets: near-zero solutions would drive rho up without end.
  const fit = tau * targetSize(problem);
  let [copies, multipliers, change] = [problem.y.length * fit * fit, 0, 0];
  const add = (before: number, after: number, at: number): void => {
    copies += before * before;
    multipliers += (at - before) * (at - before);
    change += (after - before) * (after - before);
  };
  const [vBefore, zBefore] = [v.data.slice(), z.slice()];
  prox(splitting, moved, rho);
  vBefore.forEach((before, e) => {
    add(before, v.data[e]!, t.blocks.data[e]!);
  });
  t.slacks.data.forEach((at, e) => {
    add(Math.max(0, at), Math.max(0, moved.slacks.data[e]!), at);
  });
  zBefore.forEach((before, k) => {
    add(before, z[k]!, t.outputs[k]!);
  });
  const ratio = Math.sqrt((length * Math.sqrt(multipliers)) / Math.sqrt(copies * change));
  const factor = Math.min(Math.max(ratio, 1 / LARGEST), LARGEST);
  // NaN where nothing changes: at a solution.
  if (!(factor >= WORTHWHILE || factor <= 1 / WORTHWHILE)) return rho;
  const rescale = (values: Float64Array, copy: (e: number) => number): void => {
    for (let e = 0; e < values.length; e++) values[e] = copy(e) + (values[e]! - copy(e)) / factor;
  };
  rescale(moved.blocks.data, (e) => v.data[e]!);
  rescale(moved.slacks.data, (e) => Math.max(0, moved.slacks.data[e]!));
  rescale(moved.outputs, (k) => z[k]!);
  return factor * rho;
}
