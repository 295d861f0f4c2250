// Read-outs of a network at one step, from rows of pre-activations.

/** out_k += a relu(z_k), bytes / 8 entries, an even number. */
@inline function addOutputs(z: usize, a: f64, out: usize, bytes: usize): void {
  const weight = f64x2.splat(a);
  const zero = f64x2.splat(0.0);
  for (let o: usize = 0; o < bytes; o += 16)
    v128.store(out + o, f64x2.add(v128.load(out + o), f64x2.mul(weight, f64x2.pmax(v128.load(z + o), zero))));
}

/**
 * Reads `neurons` neurons. z: neurons x train, rest: neurons x rest with the directions as its last `directions` columns
 * from `first` on; z0, coefficients: neurons x train. weights: neurons, of the output. outputs: train + rest entries, added to.
 * projections: neurons x directions. growth: neurons, ||w_j||^2 - ||w_j(0)||^2 = sum_i C_ji (z_ji(0) + z_ji).
 * contrasts: count x train; sums: neurons x count, sum_i contrast_i 1[z_ji > 0].
 */
export function read(
  z: usize, rest: usize, z0: usize, coefficients: usize, weights: usize, neurons: i32, trainSize: i32, restSize: i32,
  first: i32, directions: i32, outputs: usize, projections: usize, growth: usize, contrasts: usize, count: i32, sums: usize,
): void {
  const train = <usize>trainSize << 3;
  const zero = f64x2.splat(0.0);
  for (let j = 0; j < neurons; j++) {
    const a = load<f64>(weights);
    addOutputs(z, a, outputs, train);
    addOutputs(rest, a, outputs + train, <usize>first << 3);
    memory.copy(projections, rest + (<usize>first << 3), <usize>directions << 3);
    let squares = zero;
    for (let o: usize = 0; o < train; o += 16)
      squares = f64x2.add(squares, f64x2.mul(v128.load(coefficients + o), f64x2.add(v128.load(z0 + o), v128.load(z + o))));
    store<f64>(growth, f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1));
    for (let c = 0; c < count; c++) {
      const contrast = contrasts + <usize>c * train;
      let sum = zero;
      for (let o: usize = 0; o < train; o += 16)
        sum = f64x2.add(sum, v128.and(v128.load(contrast + o), f64x2.gt(v128.load(z + o), zero)));
      store<f64>(sums, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
      sums += 8;
    }
    z += train;
    rest += <usize>restSize << 3;
    z0 += train;
    coefficients += train;
    weights += 8;
    projections += <usize>directions << 3;
    growth += 8;
  }
}
