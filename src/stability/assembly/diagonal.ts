// Gradient descents of the diagonal network f = <a * b, x> on the loss (1/2n) sum e_i^2, many steps in one call.
// Vectors and rows of x are padded with zeros to `width` doubles, a multiple of 4.
import { gather, gatherNoise } from './batch';
import { advance, diverges, ends, observe, Position, Rule, Steps, sum } from './rule';

@unmanaged class Network {
  a: usize;
  b: usize;
  /** Rows x_i, zero rows behind them up to a multiple of 4, and targets y_i. */
  x: usize;
  y: usize;
  width: i32;
  /** Rows and targets of one step, padded in the same way; unused where steps take all samples. */
  batchX: usize;
  batchY: usize;
  /** Zeros at first; as long as batchY. */
  noise: usize;
  beta: usize;
  v: usize;
}

/** a <- a - s e x_i * b, b <- b - s e x_i * a for each step's only sample i. */
export function diagonalSgd(net: Network, steps: Steps, rule: Rule, position: Position): void {
  const a = net.a, b = net.b, x = net.x, y = net.y, bytes = <usize>net.width << 3;
  const indices = steps.samples, noise = steps.noise, rates = steps.rates, rateStride = steps.rateStride;
  for (let t: usize = 0, count = <usize>steps.count; t < count; t++) {
    const i = <usize>load<i32>(indices + (t << 2));
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
    let e = sum(f64x2.add(f0, f1)) - load<f64>(y + (i << 3));
    observe(position, rule, 0.5 * e * e);
    if (ends(position, rule)) return;

    if (noise) e -= load<f64>(noise + (t << 3));
    const norm = Math.abs(e) * Math.sqrt(sum(f64x2.add(g0, g1)));
    if (diverges(position, norm)) return;
    const s = f64x2.splat(advance(position, rule, load<f64>(rates + t * rateStride), norm) * e);
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
 * v <- sum (e_i - noise_i) x_i over all rows (a multiple of 4, zero rows behind the samples), beta = a * b; returns
 * sum e_i^2. Four rows a pass: x comes from far once per step, product and gradient find the rows in the first-level cache.
 */
function residualProduct(
  a: usize, b: usize, x: usize, y: usize, noise: usize, rows: i32, bytes: usize, beta: usize, v: usize,
): f64 {
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(beta + at, f64x2.mul(v128.load(a + at), v128.load(b + at)));
  memory.fill(v, 0, bytes);
  let squares = 0.0;
  for (let end = y + (<usize>rows << 3); y < end; y += 32, noise += 32, x += 4 * bytes) {
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
    const s0 = f64x2.splat(e0 - load<f64>(noise)), s1 = f64x2.splat(e1 - load<f64>(noise, 8));
    const s2 = f64x2.splat(e2 - load<f64>(noise, 16)), s3 = f64x2.splat(e3 - load<f64>(noise, 24));
    for (let at: usize = 0; at < bytes; at += 16) {
      const v01 = f64x2.add(f64x2.mul(s0, v128.load(x + at)), f64x2.mul(s1, v128.load(x1 + at)));
      const v23 = f64x2.add(f64x2.mul(s2, v128.load(x2 + at)), f64x2.mul(s3, v128.load(x3 + at)));
      v128.store(v + at, f64x2.add(v128.load(v + at), f64x2.add(v01, v23)));
    }
  }
  return squares;
}

/** a <- a - (s/B) v * b, b <- b - (s/B) v * a with v = sum e_i x_i over the B samples of each step. */
export function diagonalBatches(net: Network, steps: Steps, rule: Rule, position: Position): void {
  const a = net.a, b = net.b, v = net.v, all = !steps.samples;
  const x = all ? net.x : net.batchX, y = all ? net.y : net.batchY;
  const bytes = <usize>net.width << 3, rows = (steps.batch + 3) & ~3, n = <f64>steps.batch;
  for (let t = 0; t < steps.count; t++) {
    gather(steps, t, net.x, net.y, bytes, x, y);
    gatherNoise(steps, t, net.noise);
    observe(position, rule, residualProduct(a, b, x, y, net.noise, rows, bytes, net.beta, v) / (2.0 * n));
    if (ends(position, rule)) return;

    let g = f64x2.splat(0.0);
    for (let at: usize = 0; at < bytes; at += 16) {
      const v0 = v128.load(v + at), va = f64x2.mul(v0, v128.load(a + at)), vb = f64x2.mul(v0, v128.load(b + at));
      g = f64x2.add(g, f64x2.add(f64x2.mul(va, va), f64x2.mul(vb, vb)));
    }
    const norm = Math.sqrt(sum(g)) / n;
    if (diverges(position, norm)) return;
    const rate = load<f64>(steps.rates + <usize>t * steps.rateStride);
    const s = f64x2.splat(advance(position, rule, rate, norm) / n);
    for (let at: usize = 0; at < bytes; at += 16) {
      const u = f64x2.mul(s, v128.load(v + at)), a0 = v128.load(a + at), b0 = v128.load(b + at);
      v128.store(a + at, f64x2.sub(a0, f64x2.mul(u, b0)));
      v128.store(b + at, f64x2.sub(b0, f64x2.mul(u, a0)));
    }
  }
}
