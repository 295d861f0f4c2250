// Steps of the two-layer ReLU network on many samples at once: Z = W X' by the register tile of the linear algebra, and
// the gradient a_j sum e_i x_i over the samples where neuron j is active by additions alone.
import { pack } from '../../linalg/assembly/pack';
import { tile } from '../../linalg/assembly/tile';
import { gather, gatherNoise } from './batch';
import { relu } from './relu';
import { advance, diverges, ends, observe, Position, Rule, Steps, sum } from './rule';

/** Neurons and samples of a step are padded to multiples of 4, columns of W and x to `width`, a multiple of 4. */
@unmanaged class Network {
  W: usize;
  a: usize;
  x: usize;
  y: usize;
  width: i32;
  neurons: i32;
  /** Rows and targets of one step; those of all samples where steps take all. */
  batchX: usize;
  batchY: usize;
  /** Zeros at first; noise of the step's targets. */
  noise: usize;
  /** Rows of a step and of W in panels of 4, as the tile takes them. */
  packedX: usize;
  packedW: usize;
  /** z_ji, neurons x samples. */
  z: usize;
  /** f(x_i), then e_i. */
  e: usize;
  /** Columns of rows e_i x_i in panels of 8 columns; each panel ends with a row of zeros. */
  scaled: usize;
  /** Byte offsets in a panel of the active samples of each neuron, in rows of samples + 4; and the ends of these lists. */
  active: usize;
  activeEnds: usize;
  /** Gradients in a and W, the latter with rows padded to multiples of 8 doubles. */
  gradientA: usize;
  gradientW: usize;
}

/** Bytes of a row of gradientW. */
@inline function gradientRow(net: Network): usize { return <usize>((net.width + 7) & ~7) << 3; }

/** Rows of a step to panels of 4. */
export function reluPack(net: Network, batch: i32): void {
  pack((batch + 3) & ~3, net.width, net.batchX, <usize>net.width << 3, 8, net.packedX);
}

/** e_i <- f(x_i) - y_i, zero in the padding; returns sum e_i^2. */
function residuals(net: Network, batch: i32): f64 {
  const width = net.width, rowBytes = <usize>width << 3, panel = rowBytes << 2;
  const samples = <usize>((batch + 3) & ~3) << 3, end = <usize>net.neurons * samples;
  pack(net.neurons, width, net.W, rowBytes, 8, net.packedW);
  let w = net.packedW;
  for (let j: usize = 0; j < end; j += 4 * samples, w += panel) {
    let x = net.packedX;
    for (let i: usize = 0; i < samples; i += 32, x += panel) tile(width, 1, w, x, 0, net.z + j + i, samples);
  }

  const e = net.e;
  memory.fill(e, 0, samples);
  let a = net.a;
  for (let z = net.z, last = z + end; z < last; z += samples, a += 8) {
    const aj = v128.load_splat<f64>(a);
    for (let i: usize = 0; i < samples; i += 16)
      v128.store(e + i, f64x2.add(v128.load(e + i), f64x2.mul(aj, relu(v128.load(z + i)))));
  }
  let squares = 0.0;
  for (let i: usize = 0, last = <usize>batch << 3; i < last; i += 8) {
    const residual = load<f64>(e + i) - load<f64>(net.batchY + i);
    store<f64>(e + i, residual);
    squares += residual * residual;
  }
  return squares;
}

/** Writes rows e_i x_i in panels of 8 columns. */
function scaleRows(net: Network, batch: i32): void {
  const samples = (batch + 3) & ~3, panel = <usize>(samples + 1) << 6, bytes = <usize>net.width << 3;
  let x = net.batchX, to = net.scaled;
  for (let i = 0; i < batch; i++, x += bytes, to += 64) {
    const e = v128.load_splat<f64>(net.e + (<usize>i << 3));
    let column = to;
    for (let at: usize = 0; at < bytes; at += 32) {
      v128.store(column, f64x2.mul(e, v128.load(x + at)));
      v128.store(column, f64x2.mul(e, v128.load(x + at, 16)), 16);
      column += (at & 32) ? panel - 32 : 32;
    }
  }
}

/** Gradient in a_j; lists the active samples of a neuron, filled up to an even number with the row of zeros. */
function listActive(e: usize, samples: i32, z: usize, first: usize, gradient: usize): usize {
  let list = first, g = f64x2.splat(0.0);
  for (let i = 0; i < samples; i += 2) {
    const at = <usize>i << 3, z0 = v128.load(z + at), isActive = f64x2.gt(z0, f64x2.splat(0.0));
    g = f64x2.add(g, f64x2.mul(v128.and(z0, isActive), v128.load(e + at)));
    const bits = i64x2.bitmask(isActive);
    store<i32>(list, i << 6);
    list += <usize>(bits & 1) << 2;
    store<i32>(list, (i + 1) << 6);
    list += <usize>(bits & 2) << 1;
  }
  store<f64>(gradient, sum(g));
  if ((list - first) & 4) {
    store<i32>(list, samples << 6);
    list += 4;
  }
  return list;
}

/** Sum of the listed rows of one panel times a_j; returns the square of its length, lane by lane. */
@inline function addRows(panel: usize, list: usize, end: usize, a: v128, to: usize): v128 {
  let s0 = f64x2.splat(0.0), s1 = s0, s2 = s0, s3 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0;
  for (; list < end; list += 8) {
    const p = panel + <usize>load<u32>(list), q = panel + <usize>load<u32>(list, 4);
    s0 = f64x2.add(s0, v128.load(p));
    s1 = f64x2.add(s1, v128.load(p, 16));
    s2 = f64x2.add(s2, v128.load(p, 32));
    s3 = f64x2.add(s3, v128.load(p, 48));
    t0 = f64x2.add(t0, v128.load(q));
    t1 = f64x2.add(t1, v128.load(q, 16));
    t2 = f64x2.add(t2, v128.load(q, 32));
    t3 = f64x2.add(t3, v128.load(q, 48));
  }
  s0 = f64x2.mul(a, f64x2.add(s0, t0));
  s1 = f64x2.mul(a, f64x2.add(s1, t1));
  s2 = f64x2.mul(a, f64x2.add(s2, t2));
  s3 = f64x2.mul(a, f64x2.add(s3, t3));
  v128.store(to, s0);
  v128.store(to, s1, 16);
  v128.store(to, s2, 32);
  v128.store(to, s3, 48);
  return f64x2.add(
    f64x2.add(f64x2.mul(s0, s0), f64x2.mul(s1, s1)),
    f64x2.add(f64x2.mul(s2, s2), f64x2.mul(s3, s3)),
  );
}

/** Gradient of sum e_i^2 / 2 over the samples of a step; returns the square of its length. */
function gradient(net: Network, batch: i32): f64 {
  const samples = (batch + 3) & ~3, panel = <usize>(samples + 1) << 6, rowBytes = gradientRow(net);
  const neurons = <usize>net.neurons, listBytes = <usize>(samples + 4) << 2;
  scaleRows(net, batch);
  let squares = 0.0;
  for (let j: usize = 0; j < neurons; j++) {
    const z = net.z + j * (<usize>samples << 3), to = net.gradientA + (j << 3);
    const end = listActive(net.e, samples, z, net.active + j * listBytes, to), g = load<f64>(to);
    store<usize>(net.activeEnds + (j << 2), end);
    squares += g * g;
  }
  // Panels outside: one of them stays in the first-level cache for all neurons.
  let s = f64x2.splat(0.0), from = net.scaled;
  for (let column: usize = 0; column < rowBytes; column += 64, from += panel)
    for (let j: usize = 0; j < neurons; j++) {
      const list = net.active + j * listBytes, end = load<usize>(net.activeEnds + (j << 2));
      const a = v128.load_splat<f64>(net.a + (j << 3));
      s = f64x2.add(s, addRows(from, list, end, a, net.gradientW + j * rowBytes + column));
    }
  return squares + sum(s);
}

/** theta <- theta - (s/B) sum e_i grad f(x_i) over the B samples of each step. */
export function reluBatches(net: Network, steps: Steps, rule: Rule, position: Position): void {
  const batch = steps.batch, n = <f64>batch, bytes = <usize>net.width << 3, gradientBytes = gradientRow(net);
  for (let t = 0; t < steps.count; t++) {
    if (steps.samples) {
      gather(steps, t, net.x, net.y, bytes, net.batchX, net.batchY);
      reluPack(net, batch);
    }
    observe(position, rule, residuals(net, batch) / (2.0 * n));
    if (ends(position, rule)) return;

    if (steps.noise) {
      gatherNoise(steps, t, net.noise);
      for (let i: usize = 0, last = <usize>batch << 3; i < last; i += 8)
        store<f64>(net.e + i, load<f64>(net.e + i) - load<f64>(net.noise + i));
    }
    const norm = Math.sqrt(gradient(net, batch)) / n;
    if (diverges(position, norm)) return;
    const rate = load<f64>(steps.rates + <usize>t * steps.rateStride);
    const s = f64x2.splat(advance(position, rule, rate, norm) / n);
    let w = net.W, g = net.gradientW;
    for (let j = 0; j < net.neurons; j++, w += bytes, g += gradientBytes)
      for (let at: usize = 0; at < bytes; at += 16)
        v128.store(w + at, f64x2.sub(v128.load(w + at), f64x2.mul(s, v128.load(g + at))));
    for (let j: usize = 0; j < <usize>net.neurons << 3; j += 16)
      v128.store(net.a + j, f64x2.sub(v128.load(net.a + j), f64x2.mul(s, v128.load(net.gradientA + j))));
  }
}
