// The two halves of an exact gradient step: outputs on the training samples, and what each pair contributes.

/** out_i = sum_j a_j relu(z_ji), `train` entries, overwritten; train is even. */
export function outputs(z: usize, neurons: i32, train: i32, weights: usize, out: usize): void {
  const bytes = <usize>train << 3;
  const zero = f64x2.splat(0.0);
  memory.fill(out, 0, bytes);
  for (let j = 0; j < neurons; j++, z += bytes, weights += 8) {
    const a = f64x2.splat(load<f64>(weights));
    for (let o: usize = 0; o < bytes; o += 16)
      v128.store(out + o, f64x2.add(v128.load(out + o), f64x2.mul(a, f64x2.pmax(v128.load(z + o), zero))));
  }
}

/**
 * slopes_ji = a_j pull_i 1[z_ji > 0], neurons x train, overwritten, and coefficients += slopes.
 * Then a_j <- a_j + rate sum_i pull_i relu(z_ji): the output layer moves with the first one where rate > 0.
 */
export function slopes(
  z: usize, neurons: i32, train: i32, pull: usize, weights: usize, rate: f64, out: usize, coefficients: usize,
): void {
  const bytes = <usize>train << 3;
  const zero = f64x2.splat(0.0);
  for (let j = 0; j < neurons; j++, z += bytes, out += bytes, coefficients += bytes, weights += 8) {
    const a = load<f64>(weights);
    const weight = f64x2.splat(a);
    let gradient = zero;
    for (let o: usize = 0; o < bytes; o += 16) {
      const value = v128.load(z + o);
      const drive = v128.load(pull + o);
      const slope = v128.and(f64x2.mul(weight, drive), f64x2.gt(value, zero));
      v128.store(out + o, slope);
      v128.store(coefficients + o, f64x2.add(v128.load(coefficients + o), slope));
      gradient = f64x2.add(gradient, f64x2.mul(drive, f64x2.pmax(value, zero)));
    }
    store<f64>(weights, a + rate * (f64x2.extract_lane(gradient, 0) + f64x2.extract_lane(gradient, 1)));
  }
}
