// Passes over rows of pre-activations and Gram rows, two doubles at a time.

/** to += row. */
@inline export function add(to: usize, row: usize, bytes: usize): void {
  for (let o: usize = 0; o < bytes; o += 16) v128.store(to + o, f64x2.add(v128.load(to + o), v128.load(row + o)));
}

/** from -= row. */
@inline export function subtract(from: usize, row: usize, bytes: usize): void {
  for (let o: usize = 0; o < bytes; o += 16) v128.store(from + o, f64x2.sub(v128.load(from + o), v128.load(row + o)));
}

/** v = -z / step; 0 - z, so that zero gets no sign. */
@inline export function scale(v: usize, z: usize, step: f64, bytes: usize): void {
  const divisor = f64x2.splat(step);
  const zero = f64x2.splat(0.0);
  for (let o: usize = 0; o < bytes; o += 16) v128.store(v + o, f64x2.sub(zero, f64x2.div(v128.load(z + o), divisor)));
}

/** z = -step v. */
@inline export function unscale(z: usize, v: usize, step: f64, bytes: usize): void {
  const factor = f64x2.splat(-step);
  for (let o: usize = 0; o < bytes; o += 16) v128.store(z + o, f64x2.mul(factor, v128.load(v + o)));
}

/** out = factor (counts + t running). */
@inline export function total(out: usize, counts: usize, running: usize, t: f64, factor: f64, bytes: usize): void {
  const time = f64x2.splat(t);
  const scale = f64x2.splat(factor);
  for (let o: usize = 0; o < bytes; o += 16) {
    const steps = f64x2.add(v128.load(counts + o), f64x2.mul(time, v128.load(running + o)));
    v128.store(out + o, f64x2.mul(scale, steps));
  }
}

/** row = -row. */
@inline export function negate(row: usize, bytes: usize): void {
  for (let o: usize = 0; o < bytes; o += 16) v128.store(row + o, f64x2.neg(v128.load(row + o)));
}

/** Sign bits of 8 values, that of value k in bit k. */
@inline export function signs(v: usize): u32 {
  return i64x2.bitmask(v128.load(v)) | (i64x2.bitmask(v128.load(v, 16)) << 2) |
    (i64x2.bitmask(v128.load(v, 32)) << 4) | (i64x2.bitmask(v128.load(v, 48)) << 6);
}

/**
 * v += u + the first k of the rows a..f, whole blocks of 8; appends the numbers of the blocks where a sign changed to
 * `flagged` and returns their end. `k` is known when this is compiled.
 */
@inline export function sweep(
  k: i32, v: usize, u: usize, a: usize, b: usize, c: usize, d: usize, e: usize, f: usize, bytes: usize, flagged: usize,
): usize {
  let block = 0;
  for (const end = v + bytes; v < end; v += 64, u += 64, block++) {
    let s0 = v128.load(u);
    let s1 = v128.load(u, 16);
    let s2 = v128.load(u, 32);
    let s3 = v128.load(u, 48);
    if (k > 0) {
      s0 = f64x2.add(s0, v128.load(a));
      s1 = f64x2.add(s1, v128.load(a, 16));
      s2 = f64x2.add(s2, v128.load(a, 32));
      s3 = f64x2.add(s3, v128.load(a, 48));
      a += 64;
    }
    if (k > 1) {
      s0 = f64x2.add(s0, v128.load(b));
      s1 = f64x2.add(s1, v128.load(b, 16));
      s2 = f64x2.add(s2, v128.load(b, 32));
      s3 = f64x2.add(s3, v128.load(b, 48));
      b += 64;
    }
    if (k > 2) {
      s0 = f64x2.add(s0, v128.load(c));
      s1 = f64x2.add(s1, v128.load(c, 16));
      s2 = f64x2.add(s2, v128.load(c, 32));
      s3 = f64x2.add(s3, v128.load(c, 48));
      c += 64;
    }
    if (k > 3) {
      s0 = f64x2.add(s0, v128.load(d));
      s1 = f64x2.add(s1, v128.load(d, 16));
      s2 = f64x2.add(s2, v128.load(d, 32));
      s3 = f64x2.add(s3, v128.load(d, 48));
      d += 64;
    }
    if (k > 4) {
      s0 = f64x2.add(s0, v128.load(e));
      s1 = f64x2.add(s1, v128.load(e, 16));
      s2 = f64x2.add(s2, v128.load(e, 32));
      s3 = f64x2.add(s3, v128.load(e, 48));
      e += 64;
    }
    if (k > 5) {
      s0 = f64x2.add(s0, v128.load(f));
      s1 = f64x2.add(s1, v128.load(f, 16));
      s2 = f64x2.add(s2, v128.load(f, 32));
      s3 = f64x2.add(s3, v128.load(f, 48));
      f += 64;
    }
    const z0 = v128.load(v);
    const z1 = v128.load(v, 16);
    const z2 = v128.load(v, 32);
    const z3 = v128.load(v, 48);
    s0 = f64x2.add(z0, s0);
    s1 = f64x2.add(z1, s1);
    s2 = f64x2.add(z2, s2);
    s3 = f64x2.add(z3, s3);
    v128.store(v, s0);
    v128.store(v, s1, 16);
    v128.store(v, s2, 32);
    v128.store(v, s3, 48);
    const changed = v128.or(v128.or(v128.xor(z0, s0), v128.xor(z1, s1)), v128.or(v128.xor(z2, s2), v128.xor(z3, s3)));
    store<i32>(flagged, block);
    flagged += <usize>(i64x2.bitmask(changed) != 0) << 2;
  }
  return flagged;
}
