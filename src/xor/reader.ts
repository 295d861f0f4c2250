// Collects the read-outs of a descent, for some neurons at a time and in a fixed order.
import type { Matrix } from '../linalg/index.ts';
import type { Arena } from '../wasm/arena.ts';
import type { Prepared, Trajectory } from './descent.ts';
import { kernel } from './kernel.ts';

/** Rows of some neurons at one readout, on the kernels' memory, as byte addresses. */
export interface Rows {
  readonly first: number;
  readonly count: number;
  /** Pre-activations of the training samples (count x trainWidth) and of the rest (count x restWidth). */
  readonly z: number;
  readonly rest: number;
  /** C, count x trainWidth. */
  readonly coefficients: number;
  /** Weights of the output layer, count entries on the kernels' memory; what they lack of a_j is `outputScale`. */
  readonly outputWeights: Float64Array;
}

export interface Reader {
  /** Reads neurons `first..first + count - 1` at the readout of number `place`. Readouts of a neuron come in their order. */
  readonly read: (place: number, rows: Rows) => void;
  /** Errors: `RangeError` where an output or a weight is not finite. */
  readonly trajectory: () => Trajectory;
}

/** O(trainWidth + restWidth) memory per readout, and m (q + c + 2) doubles. */
export function createReader(prepared: Prepared, outputScale: number, arena: Arena): Reader {
  const { inputs, probes, directions, weights, contrasts, readouts } = prepared;
  const { columns, trainWidth, firstDirection, restWidth } = prepared;
  const [n, m, q, c] = [inputs.rows, weights.rows, directions.rows, contrasts.rows];
  const each = <T>(make: () => T): T[] => readouts.map(make);
  const vectors = (length: number) => each(() => arena.float64(length));
  const outputs = vectors(trainWidth + restWidth);
  const projections = vectors(m * q);
  const growth = vectors(m);
  const contrastSums = vectors(m * c);
  const outputWeights = each(() => new Float64Array(m));
  const was = prepared.activity ? arena.uint8(m * trainWidth) : undefined;
  const activations = was ? vectors(2 * trainWidth) : [];
  const pairs = was ? vectors(4) : [];
  const startNorms = rowSquares(weights);

  return {
    read: (place, { first, count, z, rest, coefficients, outputWeights: a }) => {
      kernel.read(
        z,
        rest,
        prepared.z.data.byteOffset + 8 * first * trainWidth,
        coefficients,
        a.byteOffset,
        count,
        trainWidth,
        restWidth,
        firstDirection,
        q,
        outputs[place]!.byteOffset,
        projections[place]!.byteOffset + 8 * first * q,
        growth[place]!.byteOffset + 8 * first,
        contrasts.data.byteOffset,
        c,
        contrastSums[place]!.byteOffset + 8 * first * c,
      );
      for (let j = 0; j < count; j++) outputWeights[place]![first + j] = outputScale * a[j]!;
      if (was)
        kernel.activity(
          z,
          count,
          trainWidth,
          prepared.positiveWidth,
          a.byteOffset,
          was.byteOffset + first * trainWidth,
          activations[place]!.byteOffset,
          pairs[place]!.byteOffset,
        );
    },
    trajectory: () => {
      const train = outputs.map((values) =>
        Float64Array.from(columns, (column) => outputScale * values[column]!),
      );
      readouts.forEach((step, place) => {
        for (const values of [outputs, projections, growth])
          if (!values[place]!.every(Number.isFinite))
            throw new RangeError(
              `outputs or weights are not finite at step ${step}: weights, or the learningRate of ${prepared.learningRate}, are out of scale`,
            );
      });
      return {
        train,
        probes: outputs.map((values) =>
          Float64Array.from({ length: probes.rows }, (_, k) => outputScale * values[trainWidth + k]!),
        ),
        projections: projections.map((values) => values.slice()),
        squaredNorms: growth.map((values) => values.map((value, j) => startNorms[j]! + value)),
        outputWeights,
        contrasts: contrastSums.map((values) => values.slice()),
        activity: activations.map((neurons, place) => {
          const [rightBefore, rightStill, wrongBefore, wrongStill] = pairs[place]!;
          return {
            neurons: Float64Array.from({ length: 2 * n }, (_, k) => neurons[2 * columns[k >> 1]! + (k & 1)]!),
            right: { before: rightBefore!, still: rightStill! },
            wrong: { before: wrongBefore!, still: wrongStill! },
          };
        }),
      };
    },
  };
}

function rowSquares({ rows, cols, data }: Matrix): Float64Array {
  const squares = new Float64Array(rows);
  for (let j = 0; j < rows; j++)
    for (let k = j * cols; k < (j + 1) * cols; k++) squares[j]! += data[k]! * data[k]!;
  return squares;
}
