// Full-batch gradient descent of the first layer on the logistic loss with its derivative frozen at 1/2 (fact sheet,
// sections 3 and 8). Neurons decouple, so each goes through all steps alone. Exact to the reported guard max |g - 1/2|,
// about 1e-9 at the paper's settings.
import { engine, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { tanh } from '../wasm/math.ts';
import { type Descent, type DescentOptions, prepare, type Trajectory } from './descent.ts';
import { kernel } from './kernel.ts';
import { createReader } from './reader.ts';

export interface FrozenTrajectory extends Trajectory {
  /** max |g_i^(t) - 1/2| over samples and readouts, g = 1 / (1 + exp(y f)): what freezing neglects. */
  readonly guard: number;
}

/**
 * w_j <- w_j + alpha a_j / (2n) sum_i 1[<w_j, x_i> > 0] y_i x_i; a pre-activation of exactly 0 is not active.
 * Cost: products of n + k + q rows (d each) with n rows and m neurons; per neuron and step n additions and n per sample
 * that turns on or off; probes by whichever is cheaper, k more in both of these, or n k per neuron and readout.
 * Errors: `ShapeError`, `RangeError`; `AbortError` by the signal.
 */
export function frozenDescent(descent: Descent, { signal, progress }: DescentOptions = {}): FrozenTrajectory {
  using arena = new Arena();
  const prepared = prepare(descent, arena);
  const { inputs, weights, readouts, trainWidth, restWidth, gram, gramRest, z, rest } = prepared;
  const m = weights.rows;
  const steps = readouts.at(-1)!;
  const readoutSteps = arena.int32(readouts.length);
  readoutSteps.set(readouts);
  const followed = followUntil(readouts, inputs.rows);
  const later = readouts.findIndex((step) => step > followed);

  const diagonal = arena.float64(trainWidth);
  for (let i = 0; i < trainWidth; i++) {
    diagonal[i] = gram.data[i * trainWidth + i]!;
    gram.data[i * trainWidth + i] = 0;
  }
  const most = neuronsPerCall(steps, readouts.length * (2 * trainWidth + restWidth));
  const slots = readouts.length * most;
  const zOut = arena.float64(slots * trainWidth);
  const restOut = zeros(arena, slots, restWidth);
  const coefficients = zeros(arena, slots, trainWidth);
  const scratch = arena.float64(4 * restWidth + 9 * trainWidth);
  const reader = createReader(prepared, 1 / Math.sqrt(m), arena);
  const step = descent.learningRate / (2 * inputs.rows * Math.sqrt(m));
  for (let first = 0; first < m; first += most) {
    signal?.throwIfAborted();
    progress?.(first / m);
    const count = Math.min(most, m - first);
    const outputWeights = prepared.outputSigns.subarray(first, first + count);
    kernel.evolve(
      z.data.byteOffset + 8 * first * trainWidth,
      rest.data.byteOffset + 8 * first * restWidth,
      gram.data.byteOffset,
      diagonal.byteOffset,
      gramRest.data.byteOffset,
      trainWidth,
      prepared.positiveWidth,
      restWidth,
      outputWeights.byteOffset,
      count,
      step,
      readoutSteps.byteOffset,
      readouts.length,
      followed,
      zOut.byteOffset,
      restOut.data.byteOffset,
      coefficients.data.byteOffset,
      scratch.byteOffset,
    );
    if (later >= 0) {
      const rows = (matrix: typeof restOut) => ({
        ...matrix,
        rows: (readouts.length - later) * count,
        data: matrix.data.subarray(later * count * matrix.cols, readouts.length * count * matrix.cols),
      });
      engine().gemm(1, false, rows(coefficients), false, gramRest, 1, rows(restOut));
    }
    for (let place = 0; place < readouts.length; place++)
      reader.read(place, {
        first,
        count,
        z: zOut.byteOffset + 8 * place * count * trainWidth,
        rest: restOut.data.byteOffset + 8 * place * count * restWidth,
        coefficients: coefficients.data.byteOffset + 8 * place * count * trainWidth,
        outputWeights,
      });
  }
  const trajectory = reader.trajectory();
  return { ...trajectory, guard: guardOf(trajectory.train) };
}

/** Neurons between two looks at the signal: some 20 ms, and 4 MB of read-outs. */
const neuronsPerCall = (steps: number, doublesPerNeuron: number): number =>
  Math.max(1, Math.min(32, Math.floor(160_000 / (steps + 1)), Math.floor(5e5 / doublesPerNeuron)));

/** A product of one row costs as much as following it for about a quarter of n steps. */
function followUntil(readouts: readonly number[], n: number): number {
  const cost = (place: number) => readouts[place]! + (n / 4) * (readouts.length - 1 - place);
  let best = 0;
  for (let place = 0; place < readouts.length; place++) if (cost(place) < cost(best)) best = place;
  return readouts[best]!;
}

/** g - 1/2 = -tanh(y f / 2) / 2. */
function guardOf(outputs: readonly Float64Array[]): number {
  let largest = 0;
  for (const f of outputs) for (const value of f) largest = Math.max(largest, Math.abs(tanh(value / 2)) / 2);
  return largest;
}
