// Matrix-vector products: four rows at a time, so that the vector is read once per four rows.

/** y <- alpha A x + beta y, A m x n with rows `lda` bytes apart; beta = 0 overwrites. */
export function gemv(m: i32, n: i32, alpha: f64, a: usize, lda: usize, x: usize, beta: f64, y: usize): void {
  for (let i = 0; i < m; i += 4) {
    // Missing rows of the last four repeat its last row.
    const last = m - 1 - i;
    const r0 = a + <usize>i * lda;
    const r1 = r0 + <usize>min(1, last) * lda;
    const r2 = r0 + <usize>min(2, last) * lda;
    const r3 = r0 + <usize>min(3, last) * lda;
    let s0 = f64x2.splat(0), s1 = f64x2.splat(0), s2 = f64x2.splat(0), s3 = f64x2.splat(0);
    let t0 = f64x2.splat(0), t1 = f64x2.splat(0), t2 = f64x2.splat(0), t3 = f64x2.splat(0);
    const end: usize = <usize>(n & ~3) << 3;
    for (let j: usize = 0; j < end; j += 32) {
      const x0 = v128.load(x + j);
      const x1 = v128.load(x + j, 16);
      s0 = f64x2.add(s0, f64x2.mul(v128.load(r0 + j), x0));
      s1 = f64x2.add(s1, f64x2.mul(v128.load(r1 + j), x0));
      s2 = f64x2.add(s2, f64x2.mul(v128.load(r2 + j), x0));
      s3 = f64x2.add(s3, f64x2.mul(v128.load(r3 + j), x0));
      t0 = f64x2.add(t0, f64x2.mul(v128.load(r0 + j, 16), x1));
      t1 = f64x2.add(t1, f64x2.mul(v128.load(r1 + j, 16), x1));
      t2 = f64x2.add(t2, f64x2.mul(v128.load(r2 + j, 16), x1));
      t3 = f64x2.add(t3, f64x2.mul(v128.load(r3 + j, 16), x1));
    }
    let y0 = sum(s0, t0), y1 = sum(s1, t1), y2 = sum(s2, t2), y3 = sum(s3, t3);
    for (let j = end; j < <usize>n << 3; j += 8) {
      const xj = load<f64>(x + j);
      y0 += load<f64>(r0 + j) * xj;
      y1 += load<f64>(r1 + j) * xj;
      y2 += load<f64>(r2 + j) * xj;
      y3 += load<f64>(r3 + j) * xj;
    }
    put(y, alpha * y0, beta);
    if (last >= 1) put(y + 8, alpha * y1, beta);
    if (last >= 2) put(y + 16, alpha * y2, beta);
    if (last >= 3) put(y + 24, alpha * y3, beta);
    y += 32;
  }
}

/** y <- alpha A' x + beta y, A m x n with rows `lda` bytes apart; beta = 0 overwrites. */
export function gemvTransposed(
  m: i32, n: i32, alpha: f64, a: usize, lda: usize, x: usize, beta: f64, y: usize,
): void {
  const bytes: usize = <usize>n << 3;
  for (let j: usize = 0; j < bytes; j += 8) put(y + j, 0, beta);
  let i = 0;
  for (; i + 4 <= m; i += 4) {
    const x0 = alpha * load<f64>(x), x1 = alpha * load<f64>(x, 8);
    const x2 = alpha * load<f64>(x, 16), x3 = alpha * load<f64>(x, 24);
    const v0 = f64x2.splat(x0), v1 = f64x2.splat(x1), v2 = f64x2.splat(x2), v3 = f64x2.splat(x3);
    const r1 = a + lda, r2 = r1 + lda, r3 = r2 + lda;
    let j: usize = 0;
    for (; j + 8 < bytes; j += 16) {
      const low = f64x2.add(f64x2.mul(v0, v128.load(a + j)), f64x2.mul(v1, v128.load(r1 + j)));
      const high = f64x2.add(f64x2.mul(v2, v128.load(r2 + j)), f64x2.mul(v3, v128.load(r3 + j)));
      v128.store(y + j, f64x2.add(v128.load(y + j), f64x2.add(low, high)));
    }
    if (j < bytes) {
      const low = x0 * load<f64>(a + j) + x1 * load<f64>(r1 + j);
      const high = x2 * load<f64>(r2 + j) + x3 * load<f64>(r3 + j);
      store<f64>(y + j, load<f64>(y + j) + (low + high));
    }
    a = r3 + lda;
    x += 32;
  }
  for (; i < m; i++) {
    const factor = alpha * load<f64>(x);
    for (let j: usize = 0; j < bytes; j += 8)
      store<f64>(y + j, load<f64>(y + j) + factor * load<f64>(a + j));
    a += lda;
    x += 8;
  }
}

@inline
function sum(s: v128, t: v128): f64 {
  const pair = f64x2.add(s, t);
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

@inline
function put(y: usize, value: f64, beta: f64): void {
  store<f64>(y, beta == 0 ? value : beta * load<f64>(y) + value);
}
