// What a gradient descent of the two-layer ReLU network takes and gives, and its Gram form: W^(t) = W^(0) + C X, so that
// only <w_j, x_i> of the training samples is stepped, and everything else is read out from C (fact sheet, section 8).
import {
  asMatrix,
  engine,
  fromRows,
  fromVector,
  type Matrix,
  type MatrixLike,
  row,
  ShapeError,
  zeros,
} from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';

/** f(x) = sum_j a_j relu(<w_j, x>), m neurons in d dimensions. */
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
  /** sqrt(m) a_j = +-1: signs of the second layer at step 0. */
  readonly signs: ArrayLike<number>;
  /** Step size alpha. */
  readonly learningRate: number;
  /** Increasing steps t >= 0 at which everything is read out; the last one ends the descent. */
  readonly readouts: readonly number[];
  /** Weights over the training samples, c x n, whose sums over the samples that activate a neuron are read out. */
  readonly contrasts?: MatrixLike;
  /** Whether activity is read out: costs as much as a step. */
  readonly activity?: boolean;
}

/** What was read out, one entry per readout; matrices are row-major. */
export interface Trajectory {
  /** f(x_i; W^(t)) on the training inputs (n) and the probes (k). */
  readonly train: readonly Float64Array[];
  readonly probes: readonly Float64Array[];
  /** <w_j^(t), direction>, m x q. */
  readonly projections: readonly Float64Array[];
  /** ||w_j^(t)||^2 in the d coordinates given, m. */
  readonly squaredNorms: readonly Float64Array[];
  /** a_j, m. */
  readonly outputWeights: readonly Float64Array[];
  /** sum_i contrast_i 1[<w_j^(t), x_i> > 0], m x c. */
  readonly contrasts: readonly Float64Array[];
  /** Where asked for. */
  readonly activity: readonly Activity[];
}

/** Pairs of a neuron and a sample with <w_j, x_i> > 0: right where a_j y_i > 0 by the present a_j, else wrong. */
export interface Activity {
  /** Neurons with a_j > 0 and with a_j < 0 that each sample activates, n x 2. */
  readonly neurons: Float64Array;
  /** Right and wrong pairs active at the readout before, and how many of them are active now; zero at the first one. */
  readonly right: Kept;
  readonly wrong: Kept;
}

export interface Kept {
  readonly before: number;
  readonly still: number;
}

export interface DescentOptions {
  readonly signal?: AbortSignal;
  readonly progress?: (fraction: number) => void;
}

/**
 * A checked descent on the kernels' memory. Columns come in two parts, training samples and the rest. Of the training
 * samples those with label +1 come first; both groups are filled up with zeros to whole blocks.
 */
export interface Prepared extends Omit<Descent, 'contrasts'> {
  readonly inputs: Matrix;
  readonly probes: Matrix;
  readonly directions: Matrix;
  readonly weights: Matrix;
  /** c x trainWidth. */
  readonly contrasts: Matrix;
  /** Column of each sample. */
  readonly columns: Int32Array;
  /** Columns of samples with label +1, and of all samples. */
  readonly positiveWidth: number;
  readonly trainWidth: number;
  /** Columns of the rest: probes, then directions from `firstDirection` on. */
  readonly firstDirection: number;
  readonly restWidth: number;
  /** <x_i, x_k>, trainWidth x trainWidth, and <x_i, probe or direction>, trainWidth x restWidth. */
  readonly gram: Matrix;
  readonly gramRest: Matrix;
  /** The same products of w_j^(0), m rows. */
  readonly z: Matrix;
  readonly rest: Matrix;
  /** sqrt(m) a_j. */
  readonly outputSigns: Float64Array;
}

const BLOCK = 8; // columns that the kernels step together
const LAST_STEP = 0x7fff_ffff; // steps are 32-bit integers in the kernels
const whole = (length: number) => BLOCK * Math.ceil(length / BLOCK);

/** Checks a descent and makes its products: (n + k + q) (n + m) d multiplications. Errors: `ShapeError`, `RangeError`. */
export function prepare(descent: Descent, arena: Arena): Prepared {
  const matrices = {
    inputs: asMatrix(arena, descent.inputs),
    probes: asMatrix(arena, descent.probes),
    directions: asMatrix(arena, descent.directions),
    weights: asMatrix(arena, descent.weights),
    contrasts: fromRows(arena, descent.contrasts ?? []),
  };
  const { inputs, probes, directions, weights } = matrices;
  check({ ...descent, ...matrices });
  const { columns, positiveWidth, trainWidth } = arrange(descent.labels);
  const firstDirection = whole(probes.rows);
  const restWidth = firstDirection + whole(directions.rows);

  const train = zeros(arena, trainWidth, inputs.cols);
  columns.forEach((column, i) => {
    row(train, column).set(row(inputs, i));
  });
  const others = zeros(arena, restWidth, inputs.cols);
  others.data.set(probes.data);
  others.data.set(directions.data, firstDirection * inputs.cols);
  const contrasts = zeros(arena, matrices.contrasts.rows, trainWidth);
  for (let c = 0; c < contrasts.rows; c++) setAt(row(contrasts, c), columns, row(matrices.contrasts, c));
  const product = (A: Matrix, B: Matrix): Matrix => {
    const C = zeros(arena, A.rows, B.rows);
    engine().gemm(1, false, A, true, B, 0, C);
    return C;
  };
  return {
    ...descent,
    ...matrices,
    contrasts,
    columns,
    positiveWidth,
    trainWidth,
    firstDirection,
    restWidth,
    gram: product(train, train),
    gramRest: product(train, others),
    z: product(weights, train),
    rest: product(weights, others),
    outputSigns: fromVector(arena, descent.signs),
  };
}

function arrange(labels: ArrayLike<number>): Pick<Prepared, 'columns' | 'positiveWidth' | 'trainWidth'> {
  const positive = Array.from(labels).filter((label) => label > 0).length;
  const positiveWidth = whole(positive);
  let [next, nextNegative] = [0, positiveWidth];
  const columns = Int32Array.from(labels, (label) => (label > 0 ? next++ : nextNegative++));
  return { columns, positiveWidth, trainWidth: positiveWidth + whole(labels.length - positive) };
}

/** `to[columns[i]] = values[i]`. */
export function setAt(to: Float64Array, columns: Int32Array, values: ArrayLike<number>): void {
  for (let i = 0; i < columns.length; i++) to[columns[i]!] = values[i]!;
}

type Checked = Descent & Pick<Prepared, 'inputs' | 'probes' | 'directions' | 'weights' | 'contrasts'>;

function check(descent: Checked): void {
  const { inputs, labels, probes, directions, weights, signs, learningRate, readouts, contrasts } = descent;
  if (inputs.rows === 0 || weights.rows === 0)
    throw new ShapeError(
      `${inputs.rows} inputs and ${weights.rows} neurons: at least one of each was expected`,
    );
  if (labels.length !== inputs.rows)
    throw new ShapeError(`inputs have ${inputs.rows} rows but labels have ${labels.length} entries`);
  if (signs.length !== weights.rows)
    throw new ShapeError(`weights have ${weights.rows} rows but signs have ${signs.length} entries`);
  for (const [name, matrix] of Object.entries({ probes, directions, weights }))
    if (matrix.rows > 0 && matrix.cols !== inputs.cols)
      throw new ShapeError(
        `${name} are ${matrix.rows} x ${matrix.cols} but inputs are ${inputs.rows} x ${inputs.cols}`,
      );
  if (contrasts.rows > 0 && contrasts.cols !== inputs.rows)
    throw new ShapeError(
      `contrasts are ${contrasts.rows} x ${contrasts.cols} but there are ${inputs.rows} inputs`,
    );
  for (const [name, values] of Object.entries({ labels, signs })) {
    const at = Array.from(values).findIndex((value) => value !== 1 && value !== -1);
    if (at >= 0) throw new RangeError(`${name}[${at}] is ${values[at]}: +1 or -1 was expected`);
  }
  for (const [name, { data, cols }] of Object.entries({ inputs, probes, directions, weights, contrasts })) {
    if (allFinite(data)) continue;
    const at = data.findIndex((value) => !Number.isFinite(value));
    throw new RangeError(
      `${name} have ${data[at]} in row ${Math.floor(at / cols)}, column ${at % cols}: finite numbers were expected`,
    );
  }
  if (!(learningRate > 0 && learningRate < Infinity))
    throw new RangeError(`learningRate is ${learningRate}: a finite number > 0 was expected`);
  if (
    readouts.length === 0 ||
    readouts.some(
      (t, i) => !Number.isInteger(t) || t < 0 || t > LAST_STEP || (i > 0 && t <= readouts[i - 1]!),
    )
  )
    throw new RangeError(
      `readouts [${readouts.join(', ')}]: increasing integers from 0 to ${LAST_STEP} were expected`,
    );
}

/** Zero times a number is a number only if it is finite: ten times as fast as asking for each. */
function allFinite(data: Float64Array): boolean {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += 0 * data[i]!;
  return sum === 0;
}
