// Triangular solves: recursive halving turns all but small diagonal blocks into matrix products.
import { gemm, packedA, packedB } from './gemm';
import { pack } from './pack';
import { tile } from './tile';

const LEAF: i32 = 64;

/**
 * B <- L^-1 B, L lower triangular n x n, B n x k with `csb` or `rsb` = 8. Negated strides from the last
 * entry on make L' a lower triangle too, so this solves with L' as well.
 */
export function trsm(
  n: i32, k: i32, l: usize, rsl: usize, csl: usize, b: usize, rsb: usize, csb: usize,
): void {
  if (n <= LEAF) return solve(n, k, l, rsl, csl, b, rsb, csb);
  const h = half(n);
  const l21 = l + <usize>h * rsl;
  const b2 = b + <usize>h * rsb;
  trsm(h, k, l, rsl, csl, b, rsb, csb);
  if (csb == 8) gemm(n - h, k, h, -1, l21, rsl, csl, b, rsb, csb, 1, b2, rsb, false);
  else gemm(k, n - h, h, -1, b, csb, rsb, l21, csl, rsl, 1, b2, csb, false);
  trsm(n - h, k, l21 + <usize>h * csl, rsl, csl, b2, rsb, csb);
}

/** Where a problem of size n is split: near the middle, at whole tiles. */
export function half(n: i32): i32 { return ((n >> 1) + 3) & ~3; }

function solve(n: i32, k: i32, l: usize, rsl: usize, csl: usize, b: usize, rsb: usize, csb: usize): void {
  const panel: usize = <usize>n << 5;
  pack(n, n, l, rsl, csl, packedA);
  for (let j = 0; j < k; j += 4) {
    const columns = min(4, k - j);
    pack(columns, n, b, csb, rsb, packedB);
    for (let i = 0; i < n; i += 4) {
      const rows = packedA + <usize>(i >> 2) * panel;
      const x = packedB + (<usize>i << 5);
      tile(i, -1, rows, packedB, 1, x, 32);
      const corner = rows + (<usize>i << 5);
      solvePair(corner, x);
      solvePair(corner, x + 16);
    }
    unpack(columns, n, packedB, b, csb, rsb);
    b += csb << 2;
  }
}

// Two columns of X <- L^-1 X for a 4 x 4 block; rows beyond the matrix hold numbers that nobody reads.
function solvePair(l: usize, x: usize): void {
  const x0 = over(v128.load(x), l);
  const x1 = over(minus(v128.load(x, 32), l + 8, x0), l + 40);
  const x2 = over(minus(minus(v128.load(x, 64), l + 16, x0), l + 48, x1), l + 80);
  const x3 = over(minus(minus(minus(v128.load(x, 96), l + 24, x0), l + 56, x1), l + 88, x2), l + 120);
  v128.store(x, x0);
  v128.store(x, x1, 32);
  v128.store(x, x2, 64);
  v128.store(x, x3, 96);
}

@inline
function minus(x: v128, factor: usize, y: v128): v128 {
  return f64x2.sub(x, f64x2.mul(v128.load_splat<f64>(factor), y));
}

@inline
function over(x: v128, pivot: usize): v128 { return f64x2.div(x, v128.load_splat<f64>(pivot)); }

function unpack(lines: i32, depth: i32, from: usize, to: usize, lineStride: usize, depthStride: usize): void {
  for (let p = 0; p < depth; p++) {
    let target = to + <usize>p * depthStride;
    for (let line = 0; line < lines; line++) {
      store<f64>(target, load<f64>(from + (<usize>line << 3)));
      target += lineStride;
    }
    from += 32;
  }
}
