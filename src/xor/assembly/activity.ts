// Which samples activate which neurons, and what became of the pairs since the readout before.

/**
 * z: neurons x train; samples of label 1 come first, up to `positive`. was: neurons x train bytes, activity at the readout
 * before; overwritten with that of now. weights: neurons; a pair is right if weight and label have the same sign.
 * counts: train x 2, neurons with positive (negative) weight that the sample activates, added to.
 * pairs: added to, [right active before, right active before and now, wrong active before, wrong active before and now].
 */
export function activity(
  z: usize, neurons: i32, train: i32, positive: i32, weights: usize, was: usize, counts: usize, pairs: usize,
): void {
  for (let j = 0; j < neurons; j++, z += <usize>train << 3, weights += 8) {
    const a = load<f64>(weights);
    const side: usize = a > 0.0 ? 0 : 8;
    for (let i: usize = 0; i < <usize>train; i++, was++) {
      const before = load<u8>(was) != 0;
      const now = load<f64>(z + (i << 3)) > 0.0;
      store<u8>(was, now ? 1 : 0);
      const count = counts + (i << 4) + side;
      if (now) store<f64>(count, load<f64>(count) + 1.0);
      if (!before) continue;
      const pair = pairs + ((i < <usize>positive) == a > 0.0 ? 0 : 16);
      store<f64>(pair, load<f64>(pair) + 1.0);
      if (now) store<f64>(pair, load<f64>(pair, 8) + 1.0, 8);
    }
  }
}
