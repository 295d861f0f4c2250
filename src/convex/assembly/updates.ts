// Steps of first-order methods on a weight vector w.

/** v <- v - decay w, w <- w + v: the last part of a heavy-ball step. */
export function momentumStep(count: i32, w: usize, v: usize, decay: f64): void {
  const bytes = <usize>count << 3, even = bytes & ~15, decay2 = f64x2.splat(decay);
  for (let at: usize = 0; at < even; at += 16) {
    const w0 = v128.load(w + at), v0 = f64x2.sub(v128.load(v + at), f64x2.mul(decay2, w0));
    v128.store(v + at, v0);
    v128.store(w + at, f64x2.add(w0, v0));
  }
  if (even < bytes) {
    const w0 = load<f64>(w + even), v0 = load<f64>(v + even) - decay * w0;
    store<f64>(v + even, v0);
    store<f64>(w + even, w0 + v0);
  }
}

/**
 * With g <- g + decay w: first <- b1 first + (1 - b1) g, second <- b2 second + (1 - b2) g^2,
 * w <- w - rate first / (sqrt(second / correction) + epsilon).
 */
export function adamStep(
  count: i32, w: usize, g: usize, first: usize, second: usize,
  decay: f64, b1: f64, b2: f64, rate: f64, correction: f64, epsilon: f64,
): void {
  const bytes = <usize>count << 3;
  const decay2 = f64x2.splat(decay), rate2 = f64x2.splat(rate), epsilon2 = f64x2.splat(epsilon);
  const keep1 = f64x2.splat(b1), add1 = f64x2.splat(1 - b1), keep2 = f64x2.splat(b2), add2 = f64x2.splat(1 - b2);
  const inverse = f64x2.splat(1 / correction);
  for (let at: usize = 0; at < (bytes & ~15); at += 16) {
    const w0 = v128.load(w + at), g0 = f64x2.add(v128.load(g + at), f64x2.mul(decay2, w0));
    const m0 = f64x2.add(f64x2.mul(keep1, v128.load(first + at)), f64x2.mul(add1, g0));
    const s0 = f64x2.add(f64x2.mul(keep2, v128.load(second + at)), f64x2.mul(add2, f64x2.mul(g0, g0)));
    v128.store(first + at, m0);
    v128.store(second + at, s0);
    const scale = f64x2.add(f64x2.sqrt(f64x2.mul(s0, inverse)), epsilon2);
    v128.store(w + at, f64x2.sub(w0, f64x2.div(f64x2.mul(rate2, m0), scale)));
  }
  if (bytes & 8) {
    const at = bytes - 8, w0 = load<f64>(w + at), g0 = load<f64>(g + at) + decay * w0;
    const m0 = b1 * load<f64>(first + at) + (1 - b1) * g0;
    const s0 = b2 * load<f64>(second + at) + (1 - b2) * (g0 * g0);
    store<f64>(first + at, m0);
    store<f64>(second + at, s0);
    store<f64>(w + at, w0 - rate * m0 / (Math.sqrt(s0 * (1 / correction)) + epsilon));
  }
}

/**
 * x <- x + step sgn(g), kept within `radius` of the centre: `rows` rows of `cols` entries, of which the last
 * `cols` - `moved` stay. sgn(0) is 0.
 */
export function signStep(
  rows: i32, cols: i32, moved: i32, x: usize, centre: usize, g: usize, step: f64, radius: f64,
): void {
  const zero = f64x2.splat(0), step2 = f64x2.splat(step), radius2 = f64x2.splat(radius);
  const bytes = <usize>cols << 3, last = <usize>moved << 3, even = last & ~15;
  for (let i = 0; i < rows; i++, x += bytes, centre += bytes, g += bytes) {
    for (let at: usize = 0; at < even; at += 16) {
      const g0 = v128.load(g + at), c0 = v128.load(centre + at);
      const up = v128.and(f64x2.gt(g0, zero), step2), down = v128.and(f64x2.lt(g0, zero), step2);
      const moved0 = f64x2.add(v128.load(x + at), f64x2.sub(up, down));
      const low = f64x2.sub(c0, radius2), high = f64x2.add(c0, radius2);
      v128.store(x + at, f64x2.pmin(f64x2.pmax(moved0, low), high));
    }
    if (even < last) {
      const g0 = load<f64>(g + even), c0 = load<f64>(centre + even);
      const moved0 = load<f64>(x + even) + (g0 > 0 ? step : g0 < 0 ? -step : 0);
      store<f64>(x + even, min(max(moved0, c0 - radius), c0 + radius));
    }
  }
}

/** Rows of `bytes` bytes, in the order of `count` 32-bit numbers. */
export function gatherRows(count: i32, order: usize, from: usize, bytes: usize, to: usize): void {
  for (const end = order + (<usize>count << 2); order < end; order += 4, to += bytes)
    memory.copy(to, from + <usize>load<u32>(order) * bytes, bytes);
}
