// Gradient descents of the diagonal network f = <a * b, x> on the loss (1/2n) sum e_i^2, many steps in one call.
// Vectors and rows of x are padded with zeros to `width` doubles, a multiple of 4.
// rule: learning rate, clip threshold, tolerance, quiet steps. position: steps done, loss, last clipped step (0: none).

@inline function sum(v: v128): f64 { return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1); }

/** Whether the descent ends here: the loss is not finite, or below the tolerance after enough steps without clipping. */
@inline function ends(rule: usize, position: usize): bool {
  const steps = load<f64>(position), loss = load<f64>(position, 8), lastClipped = load<f64>(position, 16);
  if (!(loss < Infinity)) return true;
  return loss < load<f64>(rule, 16) && (lastClipped == 0.0 || steps - lastClipped >= load<f64>(rule, 24));
}

/** Counts a step and returns its factor on a gradient of length `norm`. */
@inline function advance(rule: usize, position: usize, norm: f64): f64 {
  const rate = load<f64>(rule), clip = load<f64>(rule, 8), steps = load<f64>(position) + 1.0;
  store<f64>(position, steps);
  if (!(norm > clip)) return rate;
  store<f64>(position, steps, 16);
  return rate * (clip / norm);
}

/**
 * a <- a - s e x_i * b, b <- b - s e x_i * a for i = indices[0], ..., indices[count - 1]. The loss is a running mean:
 * loss <- loss + weight (e^2 / 2 - loss).
 */
export function sgd(
  a: usize, b: usize, x: usize, y: usize, width: i32, indices: usize, count: i32, weight: f64, rule: usize, position: usize,
): void {
  const bytes = <usize>width << 3;
  for (let last = indices + (<usize>count << 2); indices < last; indices += 4) {
    const i = <usize>load<i32>(indices);
    const row = x + i * bytes;
    // f = sum a b x and ||grad f||^2 = sum (a x)^2 + (b x)^2
    let f0 = f64x2.splat(0.0), f1 = f0, g0 = f0, g1 = f0;
    for (let at: usize = 0; at < bytes; at += 32) {
      const x0 = v128.load(row + at), x1 = v128.load(row + at, 16);
      const b0 = v128.load(b + at), b1 = v128.load(b + at, 16);
      const ax0 = f64x2.mul(v128.load(a + at), x0), ax1 = f64x2.mul(v128.load(a + at, 16), x1);
      const bx0 = f64x2.mul(b0, x0), bx1 = f64x2.mul(b1, x1);
      f0 = f64x2.add(f0, f64x2.mul(ax0, b0));
      f1 = f64x2.add(f1, f64x2.mul(ax1, b1));
      g0 = f64x2.add(g0, f64x2.add(f64x2.mul(ax0, ax0), f64x2.mul(bx0, bx0)));
      g1 = f64x2.add(g1, f64x2.add(f64x2.mul(ax1, ax1), f64x2.mul(bx1, bx1)));
    }
    const e = sum(f64x2.add(f0, f1)) - load<f64>(y + (i << 3));
    const loss = load<f64>(position, 8);
    store<f64>(position, loss + weight * (0.5 * e * e - loss), 8);
    if (ends(rule, position)) return;

    const norm = Math.abs(e) * Math.sqrt(sum(f64x2.add(g0, g1)));
    const s = f64x2.splat(advance(rule, position, norm) * e);
    for (let at: usize = 0; at < bytes; at += 32) {
      const u0 = f64x2.mul(s, v128.load(row + at)), u1 = f64x2.mul(s, v128.load(row + at, 16));
      const a0 = v128.load(a + at), a1 = v128.load(a + at, 16);
      const b0 = v128.load(b + at), b1 = v128.load(b + at, 16);
      v128.store(a + at, f64x2.sub(a0, f64x2.mul(u0, b0)));
      v128.store(a + at, f64x2.sub(a1, f64x2.mul(u1, b1)), 16);
      v128.store(b + at, f64x2.sub(b0, f64x2.mul(u0, a0)));
      v128.store(b + at, f64x2.sub(b1, f64x2.mul(u1, a1)), 16);
    }
  }
}

/**
 * v <- sum e_i x_i over all rows (a multiple of 4, zero rows behind the samples), beta = a * b; returns sum e_i^2.
 * Four rows a pass: x comes from far once per step, product and gradient find the rows in the first-level cache.
 */
function residualProduct(a: usize, b: usize, x: usize, y: usize, rows: i32, bytes: usize, beta: usize, v: usize): f64 {
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(beta + at, f64x2.mul(v128.load(a + at), v128.load(b + at)));
  memory.fill(v, 0, bytes);
  let squares = 0.0;
  for (let end = y + (<usize>rows << 3); y < end; y += 32, x += 4 * bytes) {
    const x1 = x + bytes, x2 = x1 + bytes, x3 = x2 + bytes;
    let f0 = f64x2.splat(0.0), f1 = f0, f2 = f0, f3 = f0;
    for (let at: usize = 0; at < bytes; at += 16) {
      const c = v128.load(beta + at);
      f0 = f64x2.add(f0, f64x2.mul(c, v128.load(x + at)));
      f1 = f64x2.add(f1, f64x2.mul(c, v128.load(x1 + at)));
      f2 = f64x2.add(f2, f64x2.mul(c, v128.load(x2 + at)));
      f3 = f64x2.add(f3, f64x2.mul(c, v128.load(x3 + at)));
    }
    const e0 = sum(f0) - load<f64>(y), e1 = sum(f1) - load<f64>(y, 8);
    const e2 = sum(f2) - load<f64>(y, 16), e3 = sum(f3) - load<f64>(y, 24);
    squares += (e0 * e0 + e1 * e1) + (e2 * e2 + e3 * e3);
    const s0 = f64x2.splat(e0), s1 = f64x2.splat(e1), s2 = f64x2.splat(e2), s3 = f64x2.splat(e3);
    for (let at: usize = 0; at < bytes; at += 16) {
      const v01 = f64x2.add(f64x2.mul(s0, v128.load(x + at)), f64x2.mul(s1, v128.load(x1 + at)));
      const v23 = f64x2.add(f64x2.mul(s2, v128.load(x2 + at)), f64x2.mul(s3, v128.load(x3 + at)));
      v128.store(v + at, f64x2.add(v128.load(v + at), f64x2.add(v01, v23)));
    }
  }
  return squares;
}

/** a <- a - (s/n) v * b, b <- b - (s/n) v * a with v = sum e_i x_i, at most `count` times. beta, v: scratch of `width` doubles. */
export function gd(
  a: usize, b: usize, x: usize, y: usize, samples: i32, width: i32, count: i32,
  rule: usize, position: usize, beta: usize, v: usize,
): void {
  const bytes = <usize>width << 3, rows = (samples + 3) & ~3, n = <f64>samples;
  for (; count > 0; count--) {
    store<f64>(position, residualProduct(a, b, x, y, rows, bytes, beta, v) / (2.0 * n), 8);
    if (ends(rule, position)) return;

    let g = f64x2.splat(0.0);
    for (let at: usize = 0; at < bytes; at += 16) {
      const v0 = v128.load(v + at), va = f64x2.mul(v0, v128.load(a + at)), vb = f64x2.mul(v0, v128.load(b + at));
      g = f64x2.add(g, f64x2.add(f64x2.mul(va, va), f64x2.mul(vb, vb)));
    }
    const s = f64x2.splat(advance(rule, position, Math.sqrt(sum(g)) / n) / n);
    for (let at: usize = 0; at < bytes; at += 16) {
      const u = f64x2.mul(s, v128.load(v + at)), a0 = v128.load(a + at), b0 = v128.load(b + at);
      v128.store(a + at, f64x2.sub(a0, f64x2.mul(u, b0)));
      v128.store(b + at, f64x2.sub(b0, f64x2.mul(u, a0)));
    }
  }
}
