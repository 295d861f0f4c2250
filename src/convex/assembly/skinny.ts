// Products of X (n x d) with a few columns, interleaved: entry (i, j) of a matrix of c columns lies at i c + j. X is read
// once, four rows at a time, and nothing is packed: with so few columns packing would cost as much as the product.

/** Y (n x c) <- X U, U d x c, c even. Sums run over the features in order. */
export function timesSkinny(n: i32, d: i32, c: i32, x: usize, u: usize, y: usize): void {
  const ldx: usize = <usize>d << 3;
  const ldc: usize = <usize>c << 3;
  for (let i = 0; i < n; i += 4) {
    for (let j = 0; j < c; ) {
      const at = <usize>j << 3;
      const width = panelWidth(c - j);
      if (width == 6) dots(6, min(4, n - i), x, ldx, u + at, y + at, ldc);
      else if (width == 4) dots(4, min(4, n - i), x, ldx, u + at, y + at, ldc);
      else dots(2, min(4, n - i), x, ldx, u + at, y + at, ldc);
      j += width;
    }
    x += ldx << 2;
    y += ldc << 2;
  }
}

/** G (d x c) <- X' R, R n x c, c even. Sums run over groups of four samples in order. */
export function transposedTimesSkinny(n: i32, d: i32, c: i32, x: usize, r: usize, g: usize): void {
  const ldx: usize = <usize>d << 3;
  const ldc: usize = <usize>c << 3;
  memory.fill(g, 0, ldx * <usize>c);
  for (let i = 0; i < n; i += 4) {
    for (let j = 0; j < c; ) {
      const at = <usize>j << 3;
      const width = panelWidth(c - j);
      if (width == 6) update(6, min(4, n - i), x, ldx, r + at, g + at, ldc);
      else if (width == 4) update(4, min(4, n - i), x, ldx, r + at, g + at, ldc);
      else update(2, min(4, n - i), x, ldx, r + at, g + at, ldc);
      j += width;
    }
    x += ldx << 2;
    r += ldc << 2;
  }
}

/** Columns of the next panel of `left` ones: panels of 2 are bound by memory, so 6 are taken at once, not 4 and 2. */
@inline
function panelWidth(left: i32): i32 {
  return left == 6 ? 6 : min(4, left);
}

/** `rows` (1..4) rows of X times a panel of `width` (2, 4 or 6, known to the compiler) columns of U. */
@inline
function dots(width: i32, rows: i32, x: usize, ldx: usize, u: usize, y: usize, ldc: usize): void {
  // Missing rows repeat the first.
  const x1 = rows > 1 ? x + ldx : x;
  const x2 = rows > 2 ? x + 2 * ldx : x;
  const x3 = rows > 3 ? x + 3 * ldx : x;
  const zero = f64x2.splat(0);
  let s00 = zero, s01 = zero, s02 = zero, s10 = zero, s11 = zero, s12 = zero;
  let s20 = zero, s21 = zero, s22 = zero, s30 = zero, s31 = zero, s32 = zero;
  for (let p: usize = 0; p < ldx; p += 8) {
    const u0 = v128.load(u);
    const u1 = width > 2 ? v128.load(u, 16) : zero;
    const u2 = width > 4 ? v128.load(u, 32) : zero;
    const a0 = v128.load_splat<f64>(x + p);
    s00 = f64x2.add(s00, f64x2.mul(a0, u0));
    if (width > 2) s01 = f64x2.add(s01, f64x2.mul(a0, u1));
    if (width > 4) s02 = f64x2.add(s02, f64x2.mul(a0, u2));
    const a1 = v128.load_splat<f64>(x1 + p);
    s10 = f64x2.add(s10, f64x2.mul(a1, u0));
    if (width > 2) s11 = f64x2.add(s11, f64x2.mul(a1, u1));
    if (width > 4) s12 = f64x2.add(s12, f64x2.mul(a1, u2));
    const a2 = v128.load_splat<f64>(x2 + p);
    s20 = f64x2.add(s20, f64x2.mul(a2, u0));
    if (width > 2) s21 = f64x2.add(s21, f64x2.mul(a2, u1));
    if (width > 4) s22 = f64x2.add(s22, f64x2.mul(a2, u2));
    const a3 = v128.load_splat<f64>(x3 + p);
    s30 = f64x2.add(s30, f64x2.mul(a3, u0));
    if (width > 2) s31 = f64x2.add(s31, f64x2.mul(a3, u1));
    if (width > 4) s32 = f64x2.add(s32, f64x2.mul(a3, u2));
    u += ldc;
  }
  put(width, y, s00, s01, s02);
  if (rows > 1) put(width, y + ldc, s10, s11, s12);
  if (rows > 2) put(width, y + 2 * ldc, s20, s21, s22);
  if (rows > 3) put(width, y + 3 * ldc, s30, s31, s32);
}

@inline
function put(width: i32, y: usize, s0: v128, s1: v128, s2: v128): void {
  v128.store(y, s0);
  if (width > 2) v128.store(y, s1, 16);
  if (width > 4) v128.store(y, s2, 32);
}

/** A panel of G plus `rows` (1..4) rows of X, transposed, times as many rows of R, which stay in registers. */
@inline
function update(width: i32, rows: i32, x: usize, ldx: usize, r: usize, g: usize, ldc: usize): void {
  // Missing rows repeat the first, with weights 0.
  const x1 = rows > 1 ? x + ldx : x;
  const x2 = rows > 2 ? x + 2 * ldx : x;
  const x3 = rows > 3 ? x + 3 * ldx : x;
  const r00 = weights(true, r), r01 = weights(width > 2, r + 16), r02 = weights(width > 4, r + 32);
  r += ldc;
  const r10 = weights(rows > 1, r);
  const r11 = weights(width > 2 && rows > 1, r + 16), r12 = weights(width > 4 && rows > 1, r + 32);
  r += ldc;
  const r20 = weights(rows > 2, r);
  const r21 = weights(width > 2 && rows > 2, r + 16), r22 = weights(width > 4 && rows > 2, r + 32);
  r += ldc;
  const r30 = weights(rows > 3, r);
  const r31 = weights(width > 2 && rows > 3, r + 16), r32 = weights(width > 4 && rows > 3, r + 32);
  for (let p: usize = 0; p < ldx; p += 8) {
    const a0 = v128.load_splat<f64>(x + p), a1 = v128.load_splat<f64>(x1 + p);
    const a2 = v128.load_splat<f64>(x2 + p), a3 = v128.load_splat<f64>(x3 + p);
    accumulate(g, a0, r00, a1, r10, a2, r20, a3, r30);
    if (width > 2) accumulate(g + 16, a0, r01, a1, r11, a2, r21, a3, r31);
    if (width > 4) accumulate(g + 32, a0, r02, a1, r12, a2, r22, a3, r32);
    g += ldc;
  }
}

@inline
function weights(present: bool, at: usize): v128 {
  return present ? v128.load(at) : f64x2.splat(0);
}

@inline
function accumulate(
  g: usize, a0: v128, r0: v128, a1: v128, r1: v128, a2: v128, r2: v128, a3: v128, r3: v128,
): void {
  const low = f64x2.add(f64x2.mul(a0, r0), f64x2.mul(a1, r1));
  const high = f64x2.add(f64x2.mul(a2, r2), f64x2.mul(a3, r3));
  v128.store(g, f64x2.add(v128.load(g), f64x2.add(low, high)));
}
