// The steps of back-propagation: heavy-ball momentum (Polyak 1964), and Adam (Kingma and Ba 2015, Algorithm 1) as PyTorch
// sets its constants. Weight decay enters as the gradient of (beta / 2) ||w||^2, which (NC) has.
import type { Arena } from '../wasm/arena.ts';
import { type Weights, zeroWeights } from './backprop.ts';
import { kernels } from './kernels.ts';

/** How gradients become steps. */
export interface Rule {
  /** What the blocks of a step add to: gradient <- keep gradient + scale (gradient of the loss), keep for the first. */
  readonly gradient: Weights;
  readonly keep: number;
  readonly scale: (rate: number) => number;
  /** Moves the weights once the blocks are in; steps count from 1. */
  readonly move: (rate: number, beta: number) => void;
}

const SECOND = 0.999; // decay of the mean of squares
const EPSILON = 1e-8;

/** v <- momentum v - rate (gradient + beta w), w <- w + v; momentum 0 is plain gradient descent. 3 vectors of memory. */
export function heavyBall(arena: Arena, weights: Weights, momentum: number): Rule {
  const velocity = zeroWeights(arena, weights.hidden.rows, weights.hidden.cols);
  const [w, v] = [weights.all.byteOffset, velocity.all.byteOffset];
  return {
    gradient: velocity,
    keep: momentum,
    scale: (rate) => -rate,
    move: (rate, beta) => kernels.momentumStep(weights.all.length, w, v, rate * beta),
  };
}

/** Adam with first-moment decay `momentum`. */
export function adam(arena: Arena, weights: Weights, momentum: number): Rule {
  const like = () => zeroWeights(arena, weights.hidden.rows, weights.hidden.cols);
  const [gradient, first, second] = [like(), like(), like()];
  const [w, g] = [weights.all.byteOffset, gradient.all.byteOffset];
  const [m, s] = [first.all.byteOffset, second.all.byteOffset];
  let [kept, keptSquares] = [1, 1]; // momentum^t, SECOND^t
  return {
    gradient,
    keep: 0,
    scale: () => 1,
    move(rate, beta) {
      kept *= momentum;
      keptSquares *= SECOND;
      const [unbiased, correction] = [rate / (1 - kept), 1 - keptSquares];
      const { length } = weights.all;
      kernels.adamStep(length, w, g, m, s, beta, momentum, SECOND, unbiased, correction, EPSILON);
    },
  };
}
