// Perturbations of training samples that raise the loss, within an l_inf ball (fact sheet, section 7).
import { engine, type Matrix } from '../linalg/index.ts';
import { type Block, forward, type Weights } from './backprop.ts';
import { kernels } from './kernels.ts';
import type { Loss } from './loss.ts';

/** `steps` sign-gradient steps of size `stepSize` from the clean sample, each projected on the ball. */
export interface Ascent {
  /** Of the ball around every sample, > 0. */
  readonly radius: number;
  readonly stepSize: number;
  readonly steps: number;
  /** Leading features that are perturbed: d, or d - 1 where the last one is the constant 1. */
  readonly perturbed: number;
}

/** One step to the boundary of the ball. */
export const fgsmAscent = (radius: number, perturbed: number): Ascent => ({
  radius,
  stepSize: radius,
  steps: 1,
  perturbed,
});

/** 40 steps of a thirtieth of the radius (remembered, unverified). */
export const pgdAscent = (radius: number, perturbed: number): Ascent => ({
  radius,
  stepSize: radius / 30,
  steps: 40,
  perturbed,
});

/** Room of k x d for each of the blocks. */
export interface Perturbation {
  /** The block with its X as the steps left it. */
  readonly block: Block;
  readonly clean: Matrix;
  readonly slopes: Matrix;
  /** Takes the place of the gradient in alpha, which is not asked for. */
  readonly unused: Float64Array;
}

/**
 * One step of the samples `block.X` within the ball around their clean rows. Where the hinge is flat its slope is taken as -y: the step then
 * lowers the margin, which the loss does not show yet. Returns whether all outputs were finite. Cost: 4 k m d flops.
 */
export function perturb(
  weights: Weights,
  { block, clean, slopes, unused }: Perturbation,
  loss: Loss,
  { radius, stepSize, perturbed }: Ascent,
): boolean {
  const { X, y, Y, q } = block;
  const { hidden, output } = weights;
  if (!forward(weights, block, loss)) return false;
  for (let k = 0; k < q.length; k++) if (q[k] === 0) q[k] = -y[k]!;
  const [from, to] = [Y.data.byteOffset, unused.byteOffset];
  kernels.slopesOf(Y.rows, Y.cols, from, output.byteOffset, q.byteOffset, 0, 0, to);
  engine().gemm(1, true, Y, false, hidden, 0, slopes);
  const [x, c, g] = [X.data.byteOffset, clean.data.byteOffset, slopes.data.byteOffset];
  kernels.signStep(X.rows, X.cols, perturbed, x, c, g, stepSize, radius);
  return true;
}
