// Householder tridiagonalisation (Golub and Van Loan, Matrix Computations, 4th ed., 8.3.1), the rank-two update of one
// reflection fused with the product that the next one needs: the matrix is read once per column.

@inline function dot(x: usize, y: usize, from: usize, to: usize): f64 {
  let s = f64x2.splat(0.0);
  for (let at = from; at < to; at += 16) s = f64x2.add(s, f64x2.mul(v128.load(x + at), v128.load(y + at)));
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}

/** row <- row - vi w - wi v on the bytes from..to. */
@inline function update(row: usize, vi: f64, wi: f64, v: usize, w: usize, from: usize, to: usize): void {
  const vv = f64x2.splat(vi), ww = f64x2.splat(wi);
  for (let at = from; at < to; at += 16) {
    const change = f64x2.add(f64x2.mul(vv, v128.load(w + at)), f64x2.mul(ww, v128.load(v + at)));
    v128.store(row + at, f64x2.sub(v128.load(row + at), change));
  }
}

/**
 * Diagonal (n) and off-diagonal (n - 1) of a tridiagonal matrix with the eigenvalues of the symmetric n x n matrix A, both
 * of whose triangles are read and overwritten. Rows of A and the three scratch vectors u, v, w, zero at first, are padded
 * with zeros to `width` doubles, a multiple of 2. 2 n^3 flops.
 */
export function tridiagonalize(A: usize, n: i32, width: i32, diagonal: usize, offDiagonal: usize, u: usize, v: usize, w: usize): void {
  const bytes = <usize>width << 3;
  for (let k = 0; k < n; k++) {
    // What is left of A begins at row and column k; v and w of the last reflection wait to be applied to it.
    const at = <usize>k << 3, row = A + <usize>k * bytes;
    update(row, load<f64>(v + at), load<f64>(w + at), v, w, at & ~15, bytes);
    store<f64>(diagonal + at, load<f64>(row + at));
    if (k == n - 1) return;

    // u = x - alpha e_1 for the rest x of the row, so that I - tau u u' takes x to alpha e_1.
    const from = (at + 8) & ~15;
    memory.copy(u, row, bytes);
    memory.fill(u, 0, at + 8);
    const x1 = load<f64>(u + at, 8), norm = Math.sqrt(dot(u, u, from, bytes));
    const alpha = x1 > 0.0 ? -norm : norm;
    store<f64>(u + at, x1 - alpha, 8);
    store<f64>(offDiagonal + at, alpha);
    const length2 = dot(u, u, from, bytes);
    const tau = length2 == 0.0 ? 0.0 : 2.0 / length2;

    for (let i = k + 1; i < n; i++) {
      const ai = <usize>i << 3, next = A + <usize>i * bytes;
      const vi = f64x2.splat(load<f64>(v + ai)), wi = f64x2.splat(load<f64>(w + ai));
      let s = f64x2.splat(0.0);
      for (let j = from; j < bytes; j += 16) {
        const change = f64x2.add(f64x2.mul(vi, v128.load(w + j)), f64x2.mul(wi, v128.load(v + j)));
        const entry = f64x2.sub(v128.load(next + j), change);
        v128.store(next + j, entry);
        s = f64x2.add(s, f64x2.mul(entry, v128.load(u + j)));
      }
      // A u lands where row k was: nobody reads that row again.
      store<f64>(row + ai, tau * (f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1)));
    }
    // (I - tau u u') A (I - tau u u') = A - u w' - w u' with w = p - (tau/2) (u'p) u, p = tau A u.
    memory.fill(row, 0, at + 8);
    const half = f64x2.splat(0.5 * tau * dot(u, row, from, bytes));
    for (let j: usize = 0; j < bytes; j += 16) {
      v128.store(w + j, f64x2.sub(v128.load(row + j), f64x2.mul(half, v128.load(u + j))));
      v128.store(v + j, v128.load(u + j));
    }
  }
}
