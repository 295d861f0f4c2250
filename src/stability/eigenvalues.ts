// All eigenvalues of a symmetric matrix, without vectors: Householder tridiagonalisation (compiled), then implicit QR
// (Golub and Van Loan, Matrix Computations, 4th ed., 8.3.1 and 8.3.3). About eight times as fast as `symmetricEigen`.
import { type Matrix, NotFiniteError, ShapeError } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';
import { loadWasm } from '../wasm/load.ts';

const kernel = loadWasm<{
  tridiagonalize: (
    A: number,
    n: number,
    width: number,
    diagonal: number,
    offDiagonal: number,
    u: number,
    v: number,
    w: number,
  ) => void;
}>('stability');

/** Ascending, n; errors of a few roundings of the largest. 2 n^3 flops. Errors: `ShapeError`, `NotFiniteError`. */
export function symmetricEigenvalues(A: Matrix): Float64Array {
  const n = A.rows;
  if (A.cols !== n || n === 0)
    throw new ShapeError(`A is ${n} x ${A.cols}: a square matrix with at least one row was expected`);
  const odd = A.data.findIndex((entry) => !Number.isFinite(entry));
  if (odd >= 0) {
    const i = Math.floor(odd / n);
    throw new NotFiniteError(`entry (${i}, ${odd - i * n}) of the ${n} x ${n} matrix A is ${A.data[odd]}`, i);
  }
  using arena = new Arena();
  const width = n + (n % 2);
  const copy = arena.float64(n * width);
  for (let i = 0; i < n; i++) copy.set(A.data.subarray(i * n, (i + 1) * n), i * width);
  const vector = () => arena.float64(width);
  const [diagonal, offDiagonal] = [vector(), vector()];
  kernel.tridiagonalize(
    copy.byteOffset,
    n,
    width,
    diagonal.byteOffset,
    offDiagonal.byteOffset,
    vector().byteOffset,
    vector().byteOffset,
    vector().byteOffset,
  );
  const values = diagonal.slice(0, n);
  tridiagonalEigenvalues(values, offDiagonal.slice(0, n));
  return values.sort();
}

const SWEEPS = 50; // for one eigenvalue; two or three are usual

/** Overwrites the diagonal of a symmetric tridiagonal matrix with its eigenvalues: QR steps with Wilkinson's shift. */
function tridiagonalEigenvalues(diagonal: Float64Array, offDiagonal: Float64Array): void {
  const [d, e] = [diagonal, offDiagonal];
  const size = d.reduce((most, _, k) => Math.max(most, Math.abs(d[k]!), Math.abs(e[k]!)), 0);
  const isNegligible = (k: number) => Math.abs(e[k]!) <= Number.EPSILON * size;
  let sweeps = 0;
  for (let end = d.length - 1; end > 0; ) {
    if (isNegligible(end - 1)) {
      end--;
      sweeps = 0;
      continue;
    }
    if (sweeps++ === SWEEPS)
      throw new Error(
        `eigenvalue ${end} of a ${d.length} x ${d.length} matrix: no convergence in ${SWEEPS} sweeps`,
      );
    let start = end - 1;
    while (start > 0 && !isNegligible(start - 1)) start--;
    const half = (d[end - 1]! - d[end]!) / 2;
    const square = e[end - 1]! * e[end - 1]!;
    const root = Math.sqrt(half * half + square);
    const shift = d[end]! - square / (half < 0 ? half - root : half + root);
    // Rotations of rows and columns k, k + 1 chase an entry beside the off-diagonal to the end.
    let c = 1;
    let s = 1;
    let x = d[start]! - shift;
    let carry = 0;
    for (let k = start; k < end; k++) {
      const z = s * e[k]!;
      const b = c * e[k]!;
      const r = Math.sqrt(x * x + z * z);
      c = r === 0 ? 1 : x / r;
      s = r === 0 ? 0 : z / r;
      if (k > start) e[k - 1] = r;
      const g = d[k]! - carry;
      const t = (d[k + 1]! - g) * s + 2 * c * b;
      carry = s * t;
      d[k] = g + carry;
      x = c * t - b;
    }
    d[end]! -= carry;
    e[end - 1] = x;
  }
}
