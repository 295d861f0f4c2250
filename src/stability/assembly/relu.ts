// Gradient descents of the two-layer network f(x) = sum_j a_j relu(<w_j, x>) on the loss (1/2n) sum e_i^2, one sample a step.
// Rows of W and x are padded with zeros to `width` doubles, a multiple of 4; neurons with zeros to a multiple of 4.
import { advance, diverges, ends, observe, Position, Rule, Steps, sum } from './rule';

@unmanaged class Network {
  /** Rows w_j. */
  W: usize;
  a: usize;
  /** Rows x_i, targets y_i and ||x_i||^2. */
  x: usize;
  y: usize;
  squares: usize;
  width: i32;
  neurons: i32;
  /** z_j = <w_j, x> of a step. */
  z: usize;
  /** What the step subtracts from w_j is pull_j x, for active neurons. */
  pull: usize;
  /** Byte offsets 8j of neurons with z_j > 0, and of the others. */
  active: usize;
  silent: usize;
}

/** max(0, z), but NaN stays NaN: a broken weight is to be seen in the loss. */
@inline export function relu(z: v128): v128 { return v128.andnot(z, f64x2.lt(z, f64x2.splat(0.0))); }

/** sum_j a_j relu(z_j). */
@inline function output(net: Network): f64 {
  const z = net.z, a = net.a, bytes = <usize>net.neurons << 3;
  let f0 = f64x2.splat(0.0), f1 = f0;
  for (let at: usize = 0; at < bytes; at += 32) {
    f0 = f64x2.add(f0, f64x2.mul(v128.load(a + at), relu(v128.load(z + at))));
    f1 = f64x2.add(f1, f64x2.mul(v128.load(a + at, 16), relu(v128.load(z + at, 16))));
  }
  return sum(f64x2.add(f0, f1));
}

/** ||grad f||^2 = sum relu(z_j)^2 + ||x||^2 sum a_j^2 1[z_j > 0]. */
@inline function squaredNorm(net: Network, square: f64): f64 {
  const z = net.z, a = net.a, bytes = <usize>net.neurons << 3, zero = f64x2.splat(0.0);
  let r = zero, c = zero;
  for (let at: usize = 0; at < bytes; at += 16) {
    const z0 = v128.load(z + at), isActive = f64x2.gt(z0, zero);
    const r0 = v128.and(z0, isActive), a0 = v128.and(v128.load(a + at), isActive);
    r = f64x2.add(r, f64x2.mul(r0, r0));
    c = f64x2.add(c, f64x2.mul(a0, a0));
  }
  return sum(r) + square * sum(c);
}

/** pull_j <- s a_j, a_j <- a_j - s relu(z_j); lists the neurons and returns the end of the active ones. */
@inline function updateOuter(net: Network, s: f64): usize {
  const z = net.z, a = net.a, pull = net.pull, bytes = <usize>net.neurons << 3, zero = f64x2.splat(0.0);
  const factor = f64x2.splat(s);
  let active = net.active, silent = net.silent;
  for (let at: usize = 0; at < bytes; at += 16) {
    const a0 = v128.load(a + at), z0 = v128.load(z + at), isActive = f64x2.gt(z0, zero);
    v128.store(pull + at, f64x2.mul(factor, a0));
    v128.store(a + at, f64x2.sub(a0, f64x2.mul(factor, v128.and(z0, isActive))));
    const bits = i64x2.bitmask(isActive), first = <usize>(bits & 1) << 2, second = <usize>(bits & 2) << 1;
    store<u32>(active, <u32>at);
    store<u32>(silent, <u32>at);
    active += first;
    silent += 4 - first;
    store<u32>(active, <u32>at + 8);
    store<u32>(silent, <u32>at + 8);
    active += second;
    silent += 4 - second;
  }
  return active;
}

// Products <w_j, x> all run in this order, whether rows come in pairs or alone and change on the way or not:
// the same bits in one call or in many.

@inline function multiply(w: usize, x: usize, bytes: usize, to: usize): void {
  let p = f64x2.splat(0.0), q = p;
  for (let at: usize = 0; at < bytes; at += 32) {
    p = f64x2.add(p, f64x2.mul(v128.load(w + at), v128.load(x + at)));
    q = f64x2.add(q, f64x2.mul(v128.load(w + at, 16), v128.load(x + at, 16)));
  }
  store<f64>(to, sum(f64x2.add(p, q)));
}

@inline function multiplyPair(w0: usize, w1: usize, x: usize, bytes: usize, to0: usize, to1: usize): void {
  let p0 = f64x2.splat(0.0), q0 = p0, p1 = p0, q1 = p0;
  for (let at: usize = 0; at < bytes; at += 32) {
    const x0 = v128.load(x + at), x1 = v128.load(x + at, 16);
    p0 = f64x2.add(p0, f64x2.mul(v128.load(w0 + at), x0));
    q0 = f64x2.add(q0, f64x2.mul(v128.load(w0 + at, 16), x1));
    p1 = f64x2.add(p1, f64x2.mul(v128.load(w1 + at), x0));
    q1 = f64x2.add(q1, f64x2.mul(v128.load(w1 + at, 16), x1));
  }
  store<f64>(to0, sum(f64x2.add(p0, q0)));
  store<f64>(to1, sum(f64x2.add(p1, q1)));
}

/** w <- w - pull x for one row. */
@inline function update(w: usize, pull: f64, x: usize, bytes: usize): void {
  const c = f64x2.splat(pull);
  for (let at: usize = 0; at < bytes; at += 32) {
    v128.store(w + at, f64x2.sub(v128.load(w + at), f64x2.mul(c, v128.load(x + at))));
    v128.store(w + at, f64x2.sub(v128.load(w + at, 16), f64x2.mul(c, v128.load(x + at, 16))), 16);
  }
}

/** w <- w - pull x for two rows, and their products with the x of the next step. */
@inline function updatePair(
  w0: usize, w1: usize, pull0: f64, pull1: f64, x: usize, next: usize, bytes: usize, to0: usize, to1: usize,
): void {
  const c0 = f64x2.splat(pull0), c1 = f64x2.splat(pull1);
  let p0 = f64x2.splat(0.0), q0 = p0, p1 = p0, q1 = p0;
  for (let at: usize = 0; at < bytes; at += 32) {
    const x0 = v128.load(x + at), x1 = v128.load(x + at, 16);
    const n0 = v128.load(next + at), n1 = v128.load(next + at, 16);
    const u0 = f64x2.sub(v128.load(w0 + at), f64x2.mul(c0, x0));
    const u1 = f64x2.sub(v128.load(w0 + at, 16), f64x2.mul(c0, x1));
    const v0 = f64x2.sub(v128.load(w1 + at), f64x2.mul(c1, x0));
    const v1 = f64x2.sub(v128.load(w1 + at, 16), f64x2.mul(c1, x1));
    v128.store(w0 + at, u0);
    v128.store(w0 + at, u1, 16);
    v128.store(w1 + at, v0);
    v128.store(w1 + at, v1, 16);
    p0 = f64x2.add(p0, f64x2.mul(u0, n0));
    q0 = f64x2.add(q0, f64x2.mul(u1, n1));
    p1 = f64x2.add(p1, f64x2.mul(v0, n0));
    q1 = f64x2.add(q1, f64x2.mul(v1, n1));
  }
  store<f64>(to0, sum(f64x2.add(p0, q0)));
  store<f64>(to1, sum(f64x2.add(p1, q1)));
}

/** Changes the active rows by x and multiplies all by the x of the next step: W is read once per step. */
function pass(net: Network, activeEnd: usize, x: usize, next: usize): void {
  const W = net.W, z = net.z, pull = net.pull, width = <usize>net.width, bytes = width << 3;
  let list = net.active;
  for (; list + 8 <= activeEnd; list += 8) {
    const j0 = <usize>load<u32>(list), j1 = <usize>load<u32>(list, 4);
    const pull0 = load<f64>(pull + j0), pull1 = load<f64>(pull + j1);
    updatePair(W + j0 * width, W + j1 * width, pull0, pull1, x, next, bytes, z + j0, z + j1);
  }
  if (list < activeEnd) {
    const j = <usize>load<u32>(list);
    update(W + j * width, load<f64>(pull + j), x, bytes);
    multiply(W + j * width, next, bytes, z + j);
  }
  list = net.silent;
  const silentEnd = list + (<usize>net.neurons << 2) - (activeEnd - net.active);
  for (; list + 8 <= silentEnd; list += 8) {
    const j0 = <usize>load<u32>(list), j1 = <usize>load<u32>(list, 4);
    multiplyPair(W + j0 * width, W + j1 * width, next, bytes, z + j0, z + j1);
  }
  if (list < silentEnd) {
    const j = <usize>load<u32>(list);
    multiply(W + j * width, next, bytes, z + j);
  }
}

/** theta <- theta - s e grad f(x_i) for each step's only sample i. */
export function reluSgd(net: Network, steps: Steps, rule: Rule, position: Position): void {
  const W = net.W, width = <usize>net.width, bytes = width << 3, indices = steps.samples, count = <usize>steps.count;
  let i = <usize>load<i32>(indices), x = net.x + i * bytes;
  for (let j: usize = 0, end = <usize>net.neurons << 3; j < end; j += 16)
    multiplyPair(W + j * width, W + (j + 8) * width, x, bytes, net.z + j, net.z + j + 8);

  for (let t: usize = 0; ; ) {
    let e = output(net) - load<f64>(net.y + (i << 3));
    observe(position, rule, 0.5 * e * e);
    if (ends(position, rule)) return;

    if (steps.noise) e -= load<f64>(steps.noise + (t << 3));
    const norm = Math.abs(e) * Math.sqrt(squaredNorm(net, load<f64>(net.squares + (i << 3))));
    if (diverges(position, norm)) return;
    const rate = load<f64>(steps.rates + t * steps.rateStride);
    const activeEnd = updateOuter(net, advance(position, rule, rate, norm) * e);
    if (++t == count) {
      for (let list = net.active; list < activeEnd; list += 4) {
        const j = <usize>load<u32>(list);
        update(W + j * width, load<f64>(net.pull + j), x, bytes);
      }
      return;
    }
    i = <usize>load<i32>(indices + (t << 2));
    const next = net.x + i * bytes;
    pass(net, activeEnd, x, next);
    x = next;
  }
}
