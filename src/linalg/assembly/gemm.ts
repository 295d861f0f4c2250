// Cache-blocked matrix product (Goto and van de Geijn 2008, "Anatomy of high-performance matrix
// multiplication").
import { pack } from './pack';
import { tile } from './tile';

// A panel of A (4 x KC) stays in the first-level cache, the block of B (KC x NC) in the second, the chunk of
// A (MC x KC) in the third; C is walked along its rows.
const MC: i32 = 1024;
const KC: i32 = 256;
const NC: i32 = 128;
const EDGE = memory.data(128, 64);

export let packedA: usize = 0;
export let packedB: usize = 0;

/** Bytes that the packed operands take. */
export function packBytes(): i32 { return (MC + NC) * KC * 8; }

export function packAt(address: usize): void {
  packedA = address;
  packedB = address + MC * KC * 8;
}

/**
 * C <- alpha A B + beta C, A m x k and B k x n with any strides between rows (rs) and columns (cs), C m x n
 * with rows `ldc` bytes apart. `lower`: only tiles that touch the lower triangle are computed.
 */
export function gemm(
  m: i32, n: i32, k: i32, alpha: f64, a: usize, rsa: usize, csa: usize, b: usize, rsb: usize, csb: usize,
  beta: f64, c: usize, ldc: usize, lower: bool,
): void {
  for (let i = 0; i < m; i += MC) {
    const mc = min(MC, m - i);
    let scale = beta;
    let p = 0;
    do {
      const kc = min(KC, k - p);
      pack(mc, kc, a + <usize>i * rsa + <usize>p * csa, rsa, csa, packedA);
      const columns = lower ? min(n, i + mc) : n;
      for (let j = 0; j < columns; j += NC) {
        const nc = min(NC, columns - j);
        pack(nc, kc, b + <usize>p * rsb + <usize>j * csb, csb, rsb, packedB);
        block(mc, nc, kc, alpha, scale, c + <usize>i * ldc + (<usize>j << 3), ldc, lower ? i - j : n);
      }
      scale = 1;
      p += KC;
    } while (p < k);
  }
}

// All tiles of one block of C; in the tiles from row i on only columns below i + 4 + reach.
function block(m: i32, n: i32, depth: i32, alpha: f64, beta: f64, c: usize, ldc: usize, reach: i32): void {
  const panel: usize = <usize>depth << 5;
  for (let i = max(0, -reach - 3) & ~3; i < m; i += 4) {
    const columns = min(n, i + 4 + reach);
    const a = packedA + <usize>(i >> 2) * panel;
    let b = packedB;
    let to = c + <usize>i * ldc;
    for (let j = 0; j < columns; j += 4) {
      if (i + 4 <= m && j + 4 <= n) tile(depth, alpha, a, b, beta, to, ldc);
      else {
        tile(depth, alpha, a, b, 0, EDGE, 32);
        storeEdge(min(4, m - i), min(4, n - j), beta, to, ldc);
      }
      b += panel;
      to += 32;
    }
  }
}

function storeEdge(m: i32, n: i32, beta: f64, c: usize, ldc: usize): void {
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      const to = c + <usize>i * ldc + (<usize>j << 3);
      const sum = load<f64>(EDGE + (<usize>i << 5) + (<usize>j << 3));
      store<f64>(to, beta == 0 ? sum : beta * load<f64>(to) + sum);
    }
}
