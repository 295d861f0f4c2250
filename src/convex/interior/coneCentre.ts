// The analytic centre of a cone { u : g_k' u >= 0 }: the unit vector with the largest product of its slacks, where
// sum over k of g_k / s_k = m u. From there all pairs of the interior-point method can start on the path.
import { engine, type Matrix, NotPositiveDefiniteError, zeros } from '../../linalg/index.ts';
import { Arena } from '../../wasm/arena.ts';
import { kernels } from '../kernels.ts';

const STEPS = 15;
const DAMPING = 0.9; // of the step to the boundary
const NEAR = 0.3; // Newton decrement from which on the centre is near enough

/**
 * Moves u (d, a unit vector) towards the centre of the cone of the rows (m x d, unit rows) times `signs` (m); u stays
 * where it is if it is not inside. At most 15 damped Newton steps on (m / 2) ||u||^2 - sum of log s_k, each of
 * m d^2 + d^3 / 3 flops.
 */
export function moveToCentre(rows: Matrix, signs: Float64Array, u: Float64Array): void {
  using arena = new Arena();
  const { gemv, cholesky, trsv } = engine();
  const [m, d] = [rows.rows, rows.cols];
  const [s, ds, weights] = [arena.float64(m), arena.float64(m), arena.float64(m)];
  const H = zeros(arena, d, d);
  const du = arena.float64(d);
  const scratch = arena.float64(Math.ceil(kernels.gramBytes(d) / 8));
  for (let step = 0; step < STEPS; step++) {
    gemv(1, false, rows, u, 0, s);
    for (let k = 0; k < m; k++) s[k]! *= signs[k]!;
    if (!s.every((slack) => slack > 0)) return;
    H.data.fill(0);
    for (let j = 0; j < d; j++) H.data[j * d + j] = m;
    for (let k = 0; k < m; k++) weights[k] = 1 / (s[k]! * s[k]!);
    const [w, x, h] = [weights.byteOffset, rows.data.byteOffset, H.data.byteOffset];
    kernels.addWeightedGram(m, d, w, x, h, scratch.byteOffset);
    try {
      cholesky(H);
    } catch (error) {
      if (error instanceof NotPositiveDefiniteError) return; // too thin for rounded numbers
      throw error;
    }
    du.set(u);
    for (let k = 0; k < m; k++) weights[k] = signs[k]! / s[k]!;
    gemv(1, true, rows, weights, -m, du);
    trsv(false, H, du);
    const decrement = Math.sqrt(du.reduce((sum, value) => sum + value * value, 0));
    trsv(true, H, du);
    gemv(1, false, rows, du, 0, ds);
    let longest = Infinity;
    for (let k = 0; k < m; k++)
      if (signs[k]! * ds[k]! < 0) longest = Math.min(longest, -s[k]! / (signs[k]! * ds[k]!));
    const length = Math.min(1, DAMPING * longest);
    for (let j = 0; j < d; j++) u[j]! += length * du[j]!;
    if (decrement < NEAR) return;
  }
}
