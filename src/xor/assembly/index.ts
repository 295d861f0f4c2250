// Gradient descent of the first layer with the loss derivative frozen at 1/2, neuron by neuron (fact sheet, section 8):
// a neuron's pre-activations stay in the first-level cache, the Gram rows in the second.

// Address after this module's static data: the loader checks that it stays in its room.
export function heapBase(): usize { return __heap_base; }

@inline function addRow(u: usize, row: usize, width: i32): void {
  for (let end = u + (<usize>width << 3); u < end; u += 32, row += 32) {
    v128.store(u, f64x2.add(v128.load(u), v128.load(row)));
    v128.store(u, f64x2.add(v128.load(u, 16), v128.load(row, 16)), 16);
  }
}

@inline function subtractRow(u: usize, row: usize, width: i32): void {
  for (let end = u + (<usize>width << 3); u < end; u += 32, row += 32) {
    v128.store(u, f64x2.sub(v128.load(u), v128.load(row)));
    v128.store(u, f64x2.sub(v128.load(u, 16), v128.load(row, 16)), 16);
  }
}

/** outputs_k += sign relu(z_k), k < columns; squares_k += z_k^2 for the directions behind them. */
@inline function readOut(z: usize, sign: f64, columns: i32, directions: i32, outputs: usize, squares: usize): void {
  const a = f64x2.splat(sign);
  const zero = f64x2.splat(0.0);
  let at = z;
  for (let end = z + (<usize>columns << 3); at < end; at += 16, outputs += 16)
    v128.store(outputs, f64x2.add(v128.load(outputs), f64x2.mul(a, f64x2.pmax(v128.load(at), zero))));
  for (let end = at + (<usize>directions << 3); at < end; at += 8, squares += 8) {
    const projection = load<f64>(at);
    store<f64>(squares, load<f64>(squares) + projection * projection);
  }
}

/**
 * `steps` steps of `neurons` neurons, z <- z + step sign u with u = sum of y_i G_i over the active training samples i.
 * z: neurons x width pre-activations of [training | probes | directions], overwritten by the last ones; widths of the
 * parts: train, columns - train, directions; width is a multiple of 4, train and columns of 2. gram: train x width rows
 * y_i G_i. readouts: for each step 0..steps its place in the outputs, or -1. outputs: readouts x columns, added to.
 * squares: readouts x 2 (sign > 0, sign < 0) x directions, added to. u, flips: scratch of width doubles, train + 1 integers.
 */
export function evolve(
  z: usize, gram: usize, train: i32, columns: i32, directions: i32, width: i32,
  neurons: i32, signs: usize, step: f64, steps: i32, readouts: usize,
  outputs: usize, squares: usize, u: usize, flips: usize,
): void {
  const rowBytes = <usize>width << 3;
  const zero = f64x2.splat(0.0);
  for (let j = 0; j < neurons; j++, z += rowBytes, signs += 8) {
    const sign = load<f64>(signs);
    const s = f64x2.splat(step * sign);
    const side = sign > 0.0 ? 0 : directions;
    memory.fill(u, 0, rowBytes);
    for (let i = 0; i < train; i++)
      if (load<f64>(z + (<usize>i << 3)) > 0.0) addRow(u, gram + <usize>i * rowBytes, width);
    for (let t = 0; ; t++) {
      const place = load<i32>(readouts + (<usize>t << 2));
      if (place >= 0)
        readOut(z, sign, columns, directions, outputs + <usize>(place * columns) * 8, squares + <usize>(place * 2 * directions + side) * 8);
      if (t == steps) break;
      let flipped = flips;
      for (let k = 0; k < train; k += 2) {
        const at = <usize>k << 3;
        const before = v128.load(z + at);
        const after = f64x2.add(before, f64x2.mul(s, v128.load(u + at)));
        v128.store(z + at, after);
        const changed = i64x2.bitmask(v128.xor(f64x2.gt(before, zero), f64x2.gt(after, zero)));
        if (changed != 0) {
          store<i32>(flipped, k);
          flipped += <usize>(changed & 1) << 2;
          store<i32>(flipped, k + 1);
          flipped += <usize>(changed >> 1) << 2;
        }
      }
      for (let at = <usize>train << 3; at < rowBytes; at += 16)
        v128.store(z + at, f64x2.add(v128.load(z + at), f64x2.mul(s, v128.load(u + at))));
      for (let flip = flips; flip < flipped; flip += 4) {
        const i = <usize>load<i32>(flip);
        if (load<f64>(z + (i << 3)) > 0.0) addRow(u, gram + i * rowBytes, width);
        else subtractRow(u, gram + i * rowBytes, width);
      }
    }
  }
}
