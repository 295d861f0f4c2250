// Cholesky factor by recursive halving (Gustavson 1997): almost all work is matrix products.
import { gemm } from './gemm';
import { half, trsm } from './triangular';

const LEAF: i32 = 12;

/**
 * A <- L in the lower triangle, rows `lda` bytes apart. Returns -1, or the first index whose pivot is not a
 * positive finite number; that pivot then stands on the diagonal.
 */
export function cholesky(n: i32, a: usize, lda: usize): i32 {
  if (n <= LEAF) return factor(n, a, lda);
  const h = half(n);
  let failed = cholesky(h, a, lda);
  if (failed >= 0) return failed;
  const a21 = a + <usize>h * lda;
  const a22 = a21 + (<usize>h << 3);
  trsm(h, n - h, a, lda, 8, a21, 8, lda);
  gemm(n - h, n - h, h, -1, a21, lda, 8, a21, 8, lda, 1, a22, lda, true);
  failed = cholesky(n - h, a22, lda);
  return failed < 0 ? failed : failed + h;
}

// Row by row: entry (i, j) takes the product of the rows i and j found so far.
function factor(n: i32, a: usize, lda: usize): i32 {
  let row = a;
  for (let i = 0; i < n; i++) {
    let other = a;
    for (let j = 0; j <= i; j++) {
      const at: usize = <usize>j << 3;
      const rest = load<f64>(row + at) - dot(row, other, at);
      if (j < i) store<f64>(row + at, rest / load<f64>(other + at));
      else if (rest > 0 && rest < Infinity) store<f64>(row + at, Math.sqrt(rest));
      else {
        store<f64>(row + at, rest);
        return i;
      }
      other += lda;
    }
    row += lda;
  }
  return -1;
}

function dot(x: usize, y: usize, bytes: usize): f64 {
  let pair = f64x2.splat(0);
  const end = x + (bytes & ~15);
  while (x != end) {
    pair = f64x2.add(pair, f64x2.mul(v128.load(x), v128.load(y)));
    x += 16;
    y += 16;
  }
  const sum = f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
  return bytes & 8 ? sum + load<f64>(x) * load<f64>(y) : sum;
}
