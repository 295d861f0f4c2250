// The elementwise parts of an iteration of the accelerated ADMM, each in one pass. Blocks b and b + P share row b of
// `active` (P x n of 0 and 1); slack arrays are 2P x n and come as address 0 in a gated program.

/** out <- sigma G-signs * |slacks| + F-signs * pull, 2P x n: multiplied by X it is sigma G' |t| + F' pull. */
export function pulls(
  P: i32, n: i32, sigma: f64, active: usize, slacks: usize, pull: usize, out: usize,
): void {
  const row: usize = <usize>n << 3, half = <usize>P * row, even = row & ~15;
  const s = f64x2.splat(sigma), twice = f64x2.splat(2 * sigma);
  for (let i = 0; i < P; i++) {
    for (let at: usize = 0; at < even; at += 16) {
      const on = v128.load(active + at);
      const share = f64x2.mul(on, v128.load(pull + at));
      let first = share, second = f64x2.neg(share);
      if (slacks) {
        const sign = f64x2.sub(f64x2.mul(twice, on), s);
        first = f64x2.add(first, f64x2.mul(sign, f64x2.abs(v128.load(slacks + at))));
        second = f64x2.add(second, f64x2.mul(sign, f64x2.abs(v128.load(slacks + half + at))));
      }
      v128.store(out + at, first);
      v128.store(out + half + at, second);
    }
    if (even < row) {
      const on = load<f64>(active + even);
      const share = on * load<f64>(pull + even);
      let first = share, second = -share;
      if (slacks) {
        const sign = 2 * sigma * on - sigma;
        first += sign * Math.abs(load<f64>(slacks + even));
        second += sign * Math.abs(load<f64>(slacks + half + even));
      }
      store<f64>(out + even, first);
      store<f64>(out + half + even, second);
    }
    active += row;
    out += row;
    if (slacks) slacks += row;
  }
}

/** f <- sigma G u - max(0, slacks), 2P x n, and outputs <- F u, n, from the preactivations X u_b in `sides`. */
export function slackMoves(
  P: i32, n: i32, sigma: f64, active: usize, slacks: usize, sides: usize, f: usize, outputs: usize,
): void {
  const row: usize = <usize>n << 3, half = <usize>P * row, even = row & ~15;
  const s = f64x2.splat(sigma), twice = f64x2.splat(2 * sigma), zero = f64x2.splat(0);
  memory.fill(outputs, 0, row);
  for (let i = 0; i < P; i++) {
    for (let at: usize = 0; at < even; at += 16) {
      const on = v128.load(active + at);
      const first = v128.load(sides + at), second = v128.load(sides + half + at);
      const share = f64x2.mul(on, f64x2.sub(first, second));
      v128.store(outputs + at, f64x2.add(v128.load(outputs + at), share));
      if (!slacks) continue;
      const sign = f64x2.sub(f64x2.mul(twice, on), s);
      const copies = f64x2.max(zero, v128.load(slacks + at));
      v128.store(f + at, f64x2.sub(f64x2.mul(sign, first), copies));
      const others = f64x2.max(zero, v128.load(slacks + half + at));
      v128.store(f + half + at, f64x2.sub(f64x2.mul(sign, second), others));
    }
    if (even < row) {
      const on = load<f64>(active + even);
      const first = load<f64>(sides + even), second = load<f64>(sides + half + even);
      store<f64>(outputs + even, load<f64>(outputs + even) + on * (first - second));
      if (slacks) {
        const sign = 2 * sigma * on - sigma;
        store<f64>(f + even, sign * first - Math.max(0, load<f64>(slacks + even)));
        store<f64>(f + half + even, sign * second - Math.max(0, load<f64>(slacks + half + even)));
      }
    }
    active += row;
    sides += row;
    if (slacks) {
      slacks += row;
      f += row;
    }
  }
}

/** out <- x + alpha y, N doubles. */
export function addScaled(N: i32, x: usize, alpha: f64, y: usize, out: usize): void {
  const bytes: usize = <usize>N << 3, even = bytes & ~15;
  const a = f64x2.splat(alpha);
  for (let at: usize = 0; at < even; at += 16)
    v128.store(out + at, f64x2.add(v128.load(x + at), f64x2.mul(a, v128.load(y + at))));
  if (even < bytes) store<f64>(out + even, load<f64>(x + even) + alpha * load<f64>(y + even));
}

/** sum of x^2, N doubles. */
export function sumOfSquares(N: i32, x: usize): f64 {
  const bytes: usize = <usize>N << 3, whole = bytes & ~31;
  let s0 = f64x2.splat(0), s1 = f64x2.splat(0);
  for (let at: usize = 0; at < whole; at += 32) {
    const x0 = v128.load(x + at), x1 = v128.load(x + at, 16);
    s0 = f64x2.add(s0, f64x2.mul(x0, x0));
    s1 = f64x2.add(s1, f64x2.mul(x1, x1));
  }
  const pair = f64x2.add(s0, s1);
  let sum = f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
  for (let at = whole; at < bytes; at += 8) sum += load<f64>(x + at) * load<f64>(x + at);
  return sum;
}
