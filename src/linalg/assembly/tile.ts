// The register tile under every level-3 routine: a 4 x 4 block of C from two packed panels.

/**
 * C <- alpha A B + beta C for one 4 x 4 block of C (rows `ldc` bytes apart); beta = 0 overwrites. A is a
 * panel of 4 rows, B of 4 columns, both stored depth by depth: 4 doubles for p = 0, then 4 for p = 1, ...
 * Sums run over p in order.
 */
export function tile(depth: i32, alpha: f64, a: usize, b: usize, beta: f64, c: usize, ldc: usize): void {
  let c00 = f64x2.splat(0), c01 = f64x2.splat(0);
  let c10 = f64x2.splat(0), c11 = f64x2.splat(0);
  let c20 = f64x2.splat(0), c21 = f64x2.splat(0);
  let c30 = f64x2.splat(0), c31 = f64x2.splat(0);
  const end = a + (<usize>depth << 5);
  // One depth per turn: V8 unrolls this loop itself. Unrolled here, Binaryen would sort the additions by
  // accumulator, and the registers would not suffice: a third slower.
  while (a != end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load_splat<f64>(a);
    c00 = f64x2.add(c00, f64x2.mul(a0, b0));
    c01 = f64x2.add(c01, f64x2.mul(a0, b1));
    const a1 = v128.load_splat<f64>(a, 8);
    c10 = f64x2.add(c10, f64x2.mul(a1, b0));
    c11 = f64x2.add(c11, f64x2.mul(a1, b1));
    const a2 = v128.load_splat<f64>(a, 16);
    c20 = f64x2.add(c20, f64x2.mul(a2, b0));
    c21 = f64x2.add(c21, f64x2.mul(a2, b1));
    const a3 = v128.load_splat<f64>(a, 24);
    c30 = f64x2.add(c30, f64x2.mul(a3, b0));
    c31 = f64x2.add(c31, f64x2.mul(a3, b1));
    a += 32;
    b += 32;
  }
  const x = f64x2.splat(alpha);
  const y = f64x2.splat(beta);
  const overwrite = beta == 0;
  row(c, overwrite, x, c00, c01, y);
  c += ldc;
  row(c, overwrite, x, c10, c11, y);
  c += ldc;
  row(c, overwrite, x, c20, c21, y);
  c += ldc;
  row(c, overwrite, x, c30, c31, y);
}

@inline
function row(c: usize, overwrite: bool, alpha: v128, c0: v128, c1: v128, beta: v128): void {
  c0 = f64x2.mul(alpha, c0);
  c1 = f64x2.mul(alpha, c1);
  if (!overwrite) {
    c0 = f64x2.add(f64x2.mul(beta, v128.load(c)), c0);
    c1 = f64x2.add(f64x2.mul(beta, v128.load(c, 16)), c1);
  }
  v128.store(c, c0);
  v128.store(c, c1, 16);
}
