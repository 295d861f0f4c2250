// Full-batch gradient descent with the exact derivative of the loss, of the first layer or of both (fact sheet, section 3).
import { engine, fromVector, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { exp } from '../wasm/math.ts';
import { type Descent, type DescentOptions, prepare, setAt, type Trajectory } from './descent.ts';
import { kernel } from './kernel.ts';
import { createReader } from './reader.ts';

/** -l'(margin), margin = y f: of log(1 + exp(-margin)), and of exp(-margin). */
export const pulls = {
  logistic: (margin: number) => 1 / (1 + exp(margin)),
  exponential: (margin: number) => exp(-margin),
} as const;

export interface GradientDescent extends Descent {
  readonly loss: keyof typeof pulls;
  /** Whether the second layer moves too, with the same step size. */
  readonly bothLayers: boolean;
}

/**
 * w_j <- w_j + (alpha a_j / n) sum_i g_i 1[<w_j, x_i> > 0] y_i x_i and, for both layers at once,
 * a_j <- a_j + (alpha / n) sum_i g_i y_i relu(<w_j, x_i>), with g_i = -l'(y_i f(x_i)) before the step.
 * Cost: products as `frozenDescent`; 2 m n^2 flops a step, 2 m n (k + q) a readout.
 * Errors: `ShapeError`; `RangeError`, also where outputs overflow; `AbortError` by the signal.
 */
export function gradientDescent(
  descent: GradientDescent,
  { signal, progress }: DescentOptions = {},
): Trajectory {
  const pullOf = pulls[descent.loss];
  if (!pullOf)
    throw new RangeError(`loss is ${descent.loss}: ${Object.keys(pulls).join(' or ')} was expected`);
  using arena = new Arena();
  const prepared = prepare(descent, arena);
  const { inputs, labels, weights, learningRate, readouts, columns, trainWidth, restWidth } = prepared;
  const [n, m] = [inputs.rows, weights.rows];
  const z = zeros(arena, m, trainWidth);
  z.data.set(prepared.z.data);
  const rest = zeros(arena, m, restWidth);
  const [slopes, coefficients] = [zeros(arena, m, trainWidth), zeros(arena, m, trainWidth)];
  const outputWeights = fromVector(
    arena,
    prepared.outputSigns.map((sign) => sign / Math.sqrt(m)),
  );
  const [outputs, pull] = [arena.float64(trainWidth), arena.float64(trainWidth)];
  const reader = createReader(prepared, 1, arena);
  const steps = readouts.at(-1)!;
  for (let t = 0, place = 0; ; t++) {
    signal?.throwIfAborted();
    if (t === readouts[place]) {
      rest.data.set(prepared.rest.data);
      engine().gemm(1, false, coefficients, false, prepared.gramRest, 1, rest);
      reader.read(place++, {
        first: 0,
        count: m,
        z: z.data.byteOffset,
        rest: rest.data.byteOffset,
        coefficients: coefficients.data.byteOffset,
        outputWeights,
      });
    }
    if (t === steps) return reader.trajectory();
    progress?.(t / steps);
    kernel.outputs(z.data.byteOffset, m, trainWidth, outputWeights.byteOffset, outputs.byteOffset);
    setAt(
      pull,
      columns,
      Float64Array.from(labels, (y, i) => (learningRate / n) * y * pullOf(y * outputs[columns[i]!]!)),
    );
    if (!pull.every(Number.isFinite))
      throw new RangeError(
        `the derivative of the loss is not finite at step ${t}: smaller weights, or a smaller learningRate than ${learningRate}, are needed`,
      );
    kernel.slopes(
      z.data.byteOffset,
      m,
      trainWidth,
      pull.byteOffset,
      outputWeights.byteOffset,
      descent.bothLayers ? 1 : 0,
      slopes.data.byteOffset,
      coefficients.data.byteOffset,
    );
    engine().gemm(1, false, slopes, false, prepared.gram, 1, z);
  }
}
