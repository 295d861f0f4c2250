// Loops over the steps of a descent: a model's own, or for any model from its per-sample gradient.
import { row } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { type DescentSettings, ends, type Position } from './descent.ts';
import type { Problem } from './model.ts';

/** B, or all n samples in every step. */
export type BatchSize = number | 'all';

/** Consecutive steps of B samples each: what each of them is given. All vectors lie on the kernels' memory. */
export interface Steps {
  readonly count: number;
  /** Learning rates eta: one a step, or one for all of them. */
  readonly rates: Float64Array;
  /** Numbers of the samples, count x B; none where every step takes all. */
  readonly samples: Int32Array | undefined;
  /** What is added to the targets of these samples, count x B; without it, nothing. */
  readonly noise: Float64Array | undefined;
}

/**
 * theta <- theta - (eta/B) sum (e_i - noise_i) g_i for each step, the whole of it shortened as `clip` says. The loss is that
 * of the targets without noise, a running mean over about n samples; with B = n it is L(theta) before the last step.
 * Ends early where `ends` holds, before that step, and where the length of a gradient is no finite number (loss Infinity).
 */
export type Loops = (from: Position, steps: Steps) => Position;

export const loopsOf = (
  problem: Problem,
  settings: DescentSettings,
  batchSize: BatchSize,
  arena: Arena,
): Loops =>
  problem.model.loops?.(problem, settings, batchSize, arena) ?? plainLoops(problem, settings, batchSize);

/** Cost of a step: one gradient per sample in it, and 4p flops each. */
export function plainLoops(
  { model, inputs, targets }: Problem,
  settings: DescentSettings,
  batchSize: BatchSize,
): Loops {
  const { clip } = settings;
  const n = inputs.rows;
  const B = batchSize === 'all' ? n : batchSize;
  const everySample = Int32Array.from({ length: n }, (_, i) => i);
  const sampleGradient = new Float64Array(model.parameters);
  const gradient = new Float64Array(model.parameters);

  return (from, { count, rates, samples, noise }) => {
    const theta = from.theta.slice();
    let { steps, loss, lastClipped } = from;
    for (let t = 0; t < count; t++) {
      const first = t * B;
      const batch = samples?.subarray(first, first + B) ?? everySample;
      gradient.fill(0);
      let batchLoss = 0;
      for (let k = 0; k < B; k++) {
        const i = batch[k]!;
        const e = model.gradient(theta, row(inputs, i), sampleGradient) - targets[i]!;
        batchLoss += (e * e) / (2 * B);
        const factor = (e - (noise?.[first + k] ?? 0)) / B;
        for (let j = 0; j < theta.length; j++) gradient[j]! += factor * sampleGradient[j]!;
      }
      loss = B === n ? batchLoss : loss + (B / n) * (batchLoss - loss);
      if (ends({ steps, loss, lastClipped }, settings)) break;
      const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
      if (!(norm < Infinity)) {
        loss = Infinity;
        break;
      }
      steps++;
      const eta = rates.length === 1 ? rates[0]! : rates[t]!;
      if (norm > clip) lastClipped = steps;
      const rate = norm > clip ? eta * (clip / norm) : eta;
      for (let j = 0; j < theta.length; j++) theta[j]! -= rate * gradient[j]!;
    }
    return { theta, steps, loss, lastClipped };
  };
}
