// What a point misses of the linear equations: F' q - G' eta + p = 0, s = G u, z = F u.
import { engine, type Matrix, row } from '../../linalg/index.ts';
import { orient, outputs, preactivations, rowNorm } from '../operators.ts';
import type { UnitSamples } from './unitSamples.ts';

/** R <- R + F' q - G' eta, 2P x d; S (2P x m) is overwritten. Cost: 4 n d P flops. */
export function addDual(
  { rows, lengths, active }: UnitSamples,
  q: Float64Array,
  eta: Matrix,
  S: Matrix,
  R: Matrix,
): void {
  const half = active.data.length;
  for (let i = 0, f = 0; i < active.rows; i++)
    for (let k = 0; k < active.cols; k++, f++) {
      const on = active.data[f]!;
      const sign = 2 * on - 1;
      const force = on * lengths[k]! * q[k]!;
      S.data[f] = force - sign * eta.data[f]!;
      S.data[half + f] = -force - sign * eta.data[half + f]!;
    }
  engine().gemm(1, false, S, false, rows, 1, R);
}

/** Y <- G u with unit rows, z <- F u. Cost: 4 n d P flops. */
export function images({ rows, lengths, active }: UnitSamples, u: Matrix, Y: Matrix, z: Float64Array): void {
  preactivations(rows, u, Y);
  outputs(active, Y, z);
  for (let k = 0; k < z.length; k++) z[k]! *= lengths[k]!;
  orient(active, Y);
}

/** max over b of ||row b||. */
export function longestRow(R: Matrix): number {
  let longest = 0;
  for (let b = 0; b < R.rows; b++) longest = Math.max(longest, rowNorm(R, b));
  return longest;
}

/** R <- -R. */
export function negate(R: Matrix): void {
  for (let b = 0; b < R.rows; b++) {
    const values = row(R, b);
    for (let j = 0; j < values.length; j++) values[j] = -values[j]!;
  }
}
