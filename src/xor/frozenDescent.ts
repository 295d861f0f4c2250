// Full-batch gradient descent of the first layer on the logistic loss with its derivative frozen at 1/2, in Gram form
// (fact sheet, sections 3 and 8). Exact to the reported guard max |g - 1/2|, about 1e-9 at the paper's settings.
import { asMatrix, engine, type Matrix, type MatrixLike, ShapeError, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { loadWasm } from '../wasm/load.ts';
import { tanh } from '../wasm/math.ts';

const kernel = loadWasm<{
  evolve: (
    z: number,
    gram: number,
    train: number,
    columns: number,
    directions: number,
    width: number,
    neurons: number,
    signs: number,
    step: number,
    steps: number,
    readouts: number,
    outputs: number,
    squares: number,
    u: number,
    flips: number,
  ) => void;
}>('xor');

export interface Descent {
  /** Training inputs, n x d, and labels +-1. */
  readonly inputs: MatrixLike;
  readonly labels: ArrayLike<number>;
  /** Inputs on which the network is read out besides, k x d. */
  readonly probes: MatrixLike;
  /** Directions whose projections <w_j, direction> are read out, q x d. */
  readonly directions: MatrixLike;
  /** First layer at step 0, m x d. */
  readonly weights: MatrixLike;
  /** sqrt(m) a_j = +-1: signs of the second layer, which stays as it is. */
  readonly signs: ArrayLike<number>;
  /** Step size alpha. */
  readonly learningRate: number;
  /** Increasing steps t >= 0 at which everything is read out; the last one ends the descent. */
  readonly readouts: readonly number[];
}

/** What was read out, one entry per readout. */
export interface Trajectory {
  /** f(x_i; W^(t)) on the training inputs (n) and the probes (k). */
  readonly train: readonly Float64Array[];
  readonly probes: readonly Float64Array[];
  /** Root mean square over neurons with a_j > 0 (a_j < 0) of <w_j^(t), direction>, q entries; NaN without such neurons. */
  readonly positive: readonly Float64Array[];
  readonly negative: readonly Float64Array[];
  /** max |g_i^(t) - 1/2| over samples and readouts, g = 1 / (1 + exp(y f)): what freezing neglects. */
  readonly guard: number;
}

export interface DescentOptions {
  readonly signal?: AbortSignal;
  readonly progress?: (fraction: number) => void;
}

const NEURONS_PER_CALL = 32; // a few milliseconds at the paper's size, between looks at the signal

const even = (length: number) => length + (length % 2);

/**
 * w_j <- w_j + alpha a_j / (2n) sum_i 1[<w_j, x_i> > 0] y_i x_i; a pre-activation of exactly 0 is not active.
 * Cost: products of n + k + q rows (d each) with n rows and m neurons, then m (n + k) per step and (n + k) per flip of a
 * sample's activity. Errors: `ShapeError`, `RangeError`; `AbortError` by the signal.
 */
export function frozenDescent(descent: Descent, { signal, progress }: DescentOptions = {}): Trajectory {
  using arena = new Arena();
  const { labels, signs, learningRate, readouts } = descent;
  const inputs = asMatrix(arena, descent.inputs);
  const probes = asMatrix(arena, descent.probes);
  const directions = asMatrix(arena, descent.directions);
  const weights = asMatrix(arena, descent.weights);
  check({ ...descent, inputs, probes, directions, weights });
  const n = inputs.rows;
  const d = inputs.cols;
  const m = weights.rows;
  // Rows [training | probes | directions], each part padded with zero rows to whole SIMD registers.
  const train = even(n);
  const columns = train + even(probes.rows);
  const width = 4 * Math.ceil((columns + directions.rows) / 4);
  const rows = zeros(arena, width, d);
  rows.data.set(inputs.data);
  rows.data.set(probes.data, train * d);
  rows.data.set(directions.data, columns * d);

  const { gemm } = engine();
  const signed = zeros(arena, train, d); // y_i x_i
  for (let i = 0; i < n; i++)
    for (let k = 0; k < d; k++) signed.data[i * d + k] = labels[i]! * inputs.data[i * d + k]!;
  const gram = zeros(arena, train, width);
  gemm(1, false, signed, true, rows, 0, gram);
  const z = zeros(arena, m, width);
  gemm(1, false, weights, true, rows, 0, z);

  const steps = readouts.at(-1)!;
  const places = arena.int32(steps + 1).fill(-1);
  readouts.forEach((step, place) => {
    places[step] = place;
  });
  const outputs = arena.float64(readouts.length * columns);
  const squares = arena.float64(readouts.length * 2 * directions.rows);
  const u = arena.float64(width);
  const flips = arena.int32(train + 1);
  const onWasm = arena.float64(m);
  onWasm.set(signs);
  const step = learningRate / (2 * n * Math.sqrt(m));
  for (let j = 0; j < m; j += NEURONS_PER_CALL) {
    signal?.throwIfAborted();
    progress?.(j / m);
    kernel.evolve(
      z.data.byteOffset + 8 * j * width,
      gram.data.byteOffset,
      train,
      columns,
      directions.rows,
      width,
      Math.min(NEURONS_PER_CALL, m - j),
      onWasm.byteOffset + 8 * j,
      step,
      steps,
      places.byteOffset,
      outputs.byteOffset,
      squares.byteOffset,
      u.byteOffset,
      flips.byteOffset,
    );
  }

  const scale = 1 / Math.sqrt(m);
  const part = (place: number, start: number, length: number) =>
    Float64Array.from({ length }, (_, k) => scale * outputs[place * columns + start + k]!);
  const trainOutputs = readouts.map((_, place) => part(place, 0, n));
  const count = (sign: number) => onWasm.reduce((sum, s) => sum + (s === sign ? 1 : 0), 0);
  const rootMeanSquare = (side: number, neurons: number) =>
    readouts.map((_, place) =>
      Float64Array.from({ length: directions.rows }, (_, q) =>
        Math.sqrt(squares[(2 * place + side) * directions.rows + q]! / neurons),
      ),
    );
  return {
    train: trainOutputs,
    probes: readouts.map((_, place) => part(place, train, probes.rows)),
    positive: rootMeanSquare(0, count(1)),
    negative: rootMeanSquare(1, count(-1)),
    guard: guardOf(trainOutputs),
  };
}

/** g - 1/2 = -tanh(y f / 2) / 2. */
function guardOf(outputs: readonly Float64Array[]): number {
  let largest = 0;
  for (const f of outputs) for (const value of f) largest = Math.max(largest, Math.abs(tanh(value / 2)) / 2);
  return largest;
}

type Checked = Descent & { readonly [name in 'inputs' | 'probes' | 'directions' | 'weights']: Matrix };

function check(descent: Checked): void {
  const { inputs, labels, probes, directions, weights, signs, learningRate, readouts } = descent;
  if (labels.length !== inputs.rows)
    throw new ShapeError(`inputs have ${inputs.rows} rows but labels have ${labels.length} entries`);
  if (signs.length !== weights.rows)
    throw new ShapeError(`weights have ${weights.rows} rows but signs have ${signs.length} entries`);
  for (const [name, matrix] of Object.entries({ probes, directions, weights }))
    if (matrix.cols !== inputs.cols)
      throw new ShapeError(
        `${name} are ${matrix.rows} x ${matrix.cols} but inputs are ${inputs.rows} x ${inputs.cols}`,
      );
  for (const [name, values] of Object.entries({ labels, signs }))
    if (Array.from(values).some((value) => value !== 1 && value !== -1))
      throw new RangeError(`${name} must be +1 or -1`);
  if (!Number.isFinite(learningRate))
    throw new RangeError(`learningRate is ${learningRate}: a finite number was expected`);
  if (
    readouts.length === 0 ||
    readouts.some((t, i) => !Number.isInteger(t) || t < 0 || (i > 0 && t <= readouts[i - 1]!))
  )
    throw new RangeError(`readouts [${readouts.join(', ')}]: increasing integers >= 0 were expected`);
}
