// Elementwise parts of a forward and backward pass of sum_j alpha_j max(0, <u_j, x>) over preactivations Y, one row per
// neuron and one column per sample. Rows lie next to each other.

/** max(0, y), but NaN stays NaN: a broken weight is to be seen in the outputs. */
@inline function relu(y: v128): v128 { return v128.andnot(y, f64x2.lt(y, f64x2.splat(0))); }

@inline function relu1(y: f64): f64 { return y < 0 ? 0 : y; }

@inline function sum(v: v128): f64 { return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1); }

/** z_k <- sum over j of alpha_j max(0, Y_jk). Returns the sum of z, which is not finite where an output is not. */
export function outputsOf(neurons: i32, samples: i32, Y: usize, alpha: usize, z: usize): f64 {
  const bytes = <usize>samples << 3, even = bytes & ~15;
  memory.fill(z, 0, bytes);
  for (let j = 0; j < neurons; j++, Y += bytes, alpha += 8) {
    const a = load<f64>(alpha), a2 = f64x2.splat(a);
    for (let at: usize = 0; at < even; at += 16)
      v128.store(z + at, f64x2.add(v128.load(z + at), f64x2.mul(a2, relu(v128.load(Y + at)))));
    if (even < bytes) store<f64>(z + even, load<f64>(z + even) + a * relu1(load<f64>(Y + even)));
  }
  let total = f64x2.splat(0);
  for (let at: usize = 0; at < even; at += 16) total = f64x2.add(total, v128.load(z + at));
  return even < bytes ? sum(total) + load<f64>(z + even) : sum(total);
}

/**
 * With q the slopes of the loss in the outputs: gradient_j <- keep gradient_j + scale sum over k of q_k max(0, Y_jk), and
 * Y_jk <- alpha_j q_k where Y_jk > 0, else 0.
 */
export function slopesOf(
  neurons: i32, samples: i32, Y: usize, alpha: usize, q: usize, scale: f64, keep: f64, gradient: usize,
): void {
  const bytes = <usize>samples << 3, even = bytes & ~15, zero = f64x2.splat(0);
  for (let j = 0; j < neurons; j++, Y += bytes, alpha += 8, gradient += 8) {
    const a = load<f64>(alpha), a2 = f64x2.splat(a);
    let total = zero;
    for (let at: usize = 0; at < even; at += 16) {
      const y = v128.load(Y + at), q2 = v128.load(q + at), active = f64x2.gt(y, zero);
      total = f64x2.add(total, f64x2.mul(v128.and(y, active), q2));
      v128.store(Y + at, v128.and(f64x2.mul(a2, q2), active));
    }
    let slope = sum(total);
    if (even < bytes) {
      const y = load<f64>(Y + even), qk = load<f64>(q + even);
      if (y > 0) slope += y * qk;
      store<f64>(Y + even, y > 0 ? a * qk : 0);
    }
    const added = scale * slope;
    store<f64>(gradient, keep == 0 ? added : keep * load<f64>(gradient) + added);
  }
}
