// Triangular solves with one right-hand side: small diagonal blocks, the rest by matrix-vector products.
import { gemv, gemvTransposed } from './gemv';

const BLOCK: i32 = 16;

/** x <- L^-1 x, L lower triangular n x n with rows `ldl` bytes apart. */
export function trsv(n: i32, l: usize, ldl: usize, x: usize): void {
  for (let i = 0; i < n; i += BLOCK) {
    const m = min(BLOCK, n - i);
    const rows = l + <usize>i * ldl;
    const xi = x + (<usize>i << 3);
    gemv(m, i, -1, rows, ldl, x, 1, xi);
    const corner = rows + (<usize>i << 3);
    for (let r = 0; r < m; r++) {
      const row = corner + <usize>r * ldl;
      let rest = load<f64>(xi + (<usize>r << 3));
      for (let p = 0; p < r; p++) rest -= load<f64>(row + (<usize>p << 3)) * load<f64>(xi + (<usize>p << 3));
      store<f64>(xi + (<usize>r << 3), rest / load<f64>(row + (<usize>r << 3)));
    }
  }
}

/** x <- L'^-1 x, L lower triangular n x n with rows `ldl` bytes apart. */
export function trsvTransposed(n: i32, l: usize, ldl: usize, x: usize): void {
  for (let i = (n - 1) & ~(BLOCK - 1); i >= 0; i -= BLOCK) {
    const m = min(BLOCK, n - i);
    const rows = l + <usize>i * ldl;
    const xi = x + (<usize>i << 3);
    const corner = rows + (<usize>i << 3);
    for (let r = m - 1; r >= 0; r--) {
      const row = corner + <usize>r * ldl;
      const value = load<f64>(xi + (<usize>r << 3)) / load<f64>(row + (<usize>r << 3));
      store<f64>(xi + (<usize>r << 3), value);
      for (let p = 0; p < r; p++) {
        const at = xi + (<usize>p << 3);
        store<f64>(at, load<f64>(at) - load<f64>(row + (<usize>p << 3)) * value);
      }
    }
    gemvTransposed(m, i, -1, rows, ldl, xi, 1, x);
  }
}
