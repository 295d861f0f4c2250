// The linear classifier sign <sum_i y_i x_i, x> that the network equals after one large step (section 4.2.1, Eq. 4.3).
import { type Matrix, row } from '../linalg/index.ts';
import type { Samples } from './clusters.ts';

/** <sum_i y_i x_i, x> for each row x of `points`. Cost O((n + k) d). */
export function linearOutputs(
  { rows, labels }: Pick<Samples, 'rows' | 'labels'>,
  points: Matrix,
): Float64Array {
  const direction = new Float64Array(rows.cols);
  labels.forEach((y, i) => {
    const x = row(rows, i);
    for (let k = 0; k < x.length; k++) direction[k]! += y * x[k]!;
  });
  return Float64Array.from({ length: points.rows }, (_, i) => dot(row(points, i), direction));
}

export interface Agreement {
  /** Share of points on which both have the same sign. */
  readonly signs: number;
  /** Cosine between the two output vectors. */
  readonly cosine: number;
  /** Least-squares factor through the origin: outputs = slope linear. */
  readonly slope: number;
}

/** How far outputs are those of a linear rule up to a factor. */
export function agreement(outputs: Float64Array, linear: Float64Array): Agreement {
  const both = dot(outputs, linear);
  const squares = dot(linear, linear);
  return {
    signs: outputs.filter((f, i) => f * linear[i]! > 0).length / outputs.length,
    cosine: both / Math.sqrt(squares * dot(outputs, outputs)),
    slope: both / squares,
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
