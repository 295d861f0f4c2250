// Loops over the steps of SGD and GD: a model's own, or for any model from its per-sample gradient.
import { row } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { type DescentSettings, ends, type Position } from './descent.ts';
import type { Problem } from './model.ts';

/** Steps of a descent in the settings it was made with. They stop early where `ends` holds, before that step. */
export interface Loops {
  /** One step on each of the samples `indices` (on the kernels' memory): theta <- theta - eta e_i g_i. */
  readonly sgd: (from: Position, indices: Int32Array) => Position;
  /** `count` steps on all samples: theta <- theta - (eta/n) sum e_i g_i. */
  readonly gd: (from: Position, count: number) => Position;
}

export const loopsOf = (problem: Problem, settings: DescentSettings, arena: Arena): Loops =>
  problem.model.loops?.(problem, settings, arena) ?? plainLoops(problem, settings);

/** Cost of a step: one gradient per sample in it, and 4p flops each. */
export function plainLoops({ model, inputs, targets }: Problem, settings: DescentSettings): Loops {
  const { learningRate, clip } = settings;
  const n = inputs.rows;
  const everySample = Int32Array.from({ length: n }, (_, i) => i);
  const sampleGradient = new Float64Array(model.parameters);
  const gradient = new Float64Array(model.parameters);

  /** Batches 0..count-1, one step each. The loss is a running mean over about n samples. */
  function descend(from: Position, count: number, batch: (t: number) => Int32Array): Position {
    const theta = from.theta.slice();
    let { steps, loss, lastClipped } = from;
    for (let t = 0; t < count; t++) {
      const samples = batch(t);
      gradient.fill(0);
      let batchLoss = 0;
      for (const i of samples) {
        const e = model.gradient(theta, row(inputs, i), sampleGradient) - targets[i]!;
        batchLoss += (e * e) / (2 * samples.length);
        for (let k = 0; k < theta.length; k++) gradient[k]! += (e * sampleGradient[k]!) / samples.length;
      }
      loss += (samples.length / n) * (batchLoss - loss);
      if (ends({ steps, loss, lastClipped }, settings)) break;
      steps++;
      const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
      if (norm > clip) lastClipped = steps;
      const rate = norm > clip ? learningRate * (clip / norm) : learningRate;
      for (let k = 0; k < theta.length; k++) theta[k]! -= rate * gradient[k]!;
    }
    return { theta, steps, loss, lastClipped };
  }

  return {
    sgd: (from, indices) => descend(from, indices.length, (t) => indices.subarray(t, t + 1)),
    gd: (from, count) => descend(from, count, () => everySample),
  };
}
