// ReLU features (X u_j)_+ without storing them, and what solvers do with stored rows of them.

const WIDTH: usize = 16; // directions at a time: their sums stay in registers
const BLOCKS: usize = 8; // of so many directions, in the second-level cache
const CHUNK: i32 = 256; // samples that stay in the second-level cache beside them
const SUMS = memory.data(1024, 64);

@inline
function relu(x: v128): v128 { return f64x2.max(x, f64x2.splat(0)); }

/** Rows of U (count x d, at most 128) to blocks of 16 columns of U', d x 16 each, the last filled up with zeros. */
function transpose(count: usize, d: usize, u: usize, to: usize): void {
  for (let first: usize = 0; first < count; first += WIDTH)
    for (let i: usize = 0; i < d; i++)
      for (let j = first; j < first + WIDTH; j++, to += 8)
        store<f64>(to, j < count ? load<f64>(u + (j * d + i << 3)) : 0);
}

/**
 * out_j <- sum over k of q_k (x_k' u_j)_+ for `count` rows u_j of d entries, at most 128, in the order of k. Sample k has
 * the non-zero `values` from number starts_k to starts_{k+1}, `columns` holds their features times 128. `scratch` takes
 * 128 d doubles.
 */
export function correlate(
  count: i32, d: i32, u: usize, n: i32, starts: usize, columns: usize, values: usize, q: usize, scratch: usize,
  out: usize,
): void {
  const bytes = <usize>d * WIDTH << 3;
  const blocks = (<usize>count + WIDTH - 1) / WIDTH;
  transpose(count, d, u, scratch);
  memory.fill(SUMS, 0, 1024);
  for (let k = 0; k < n; k += CHUNK)
    for (let b: usize = 0; b < blocks; b++)
      addBlock(k, min(k + CHUNK, n), scratch + b * bytes, starts, columns, values, q, SUMS + (b << 7));
  memory.copy(out, SUMS, <usize>count << 3);
}

function addBlock(
  first: i32, last: i32, u: usize, starts: usize, columns: usize, values: usize, q: usize, sums: usize,
): void {
  for (let k = <usize>first; k < <usize>last; k++) {
    let a0 = f64x2.splat(0), a1 = f64x2.splat(0), a2 = f64x2.splat(0), a3 = f64x2.splat(0);
    let a4 = f64x2.splat(0), a5 = f64x2.splat(0), a6 = f64x2.splat(0), a7 = f64x2.splat(0);
    const end = <usize>load<i32>(starts + (k << 2), 4);
    for (let e = <usize>load<i32>(starts + (k << 2)); e < end; e++) {
      const x = v128.load_splat<f64>(values + (e << 3));
      const at = u + <usize>load<i32>(columns + (e << 2));
      a0 = f64x2.add(a0, f64x2.mul(x, v128.load(at)));
      a1 = f64x2.add(a1, f64x2.mul(x, v128.load(at, 16)));
      a2 = f64x2.add(a2, f64x2.mul(x, v128.load(at, 32)));
      a3 = f64x2.add(a3, f64x2.mul(x, v128.load(at, 48)));
      a4 = f64x2.add(a4, f64x2.mul(x, v128.load(at, 64)));
      a5 = f64x2.add(a5, f64x2.mul(x, v128.load(at, 80)));
      a6 = f64x2.add(a6, f64x2.mul(x, v128.load(at, 96)));
      a7 = f64x2.add(a7, f64x2.mul(x, v128.load(at, 112)));
    }
    const w = v128.load_splat<f64>(q + (k << 3));
    v128.store(sums, f64x2.add(v128.load(sums), f64x2.mul(w, relu(a0))));
    v128.store(sums, f64x2.add(v128.load(sums, 16), f64x2.mul(w, relu(a1))), 16);
    v128.store(sums, f64x2.add(v128.load(sums, 32), f64x2.mul(w, relu(a2))), 32);
    v128.store(sums, f64x2.add(v128.load(sums, 48), f64x2.mul(w, relu(a3))), 48);
    v128.store(sums, f64x2.add(v128.load(sums, 64), f64x2.mul(w, relu(a4))), 64);
    v128.store(sums, f64x2.add(v128.load(sums, 80), f64x2.mul(w, relu(a5))), 80);
    v128.store(sums, f64x2.add(v128.load(sums, 96), f64x2.mul(w, relu(a6))), 96);
    v128.store(sums, f64x2.add(v128.load(sums, 112), f64x2.mul(w, relu(a7))), 112);
  }
}

/** x <- x_+, `count` doubles. */
export function rectify(count: i32, x: usize): void {
  const end = x + (<usize>count << 3);
  for (; x + 8 < end; x += 16) v128.store(x, relu(v128.load(x)));
  if (x < end) store<f64>(x, max<f64>(load<f64>(x), 0));
}

/** y <- sum over i of weight_i row_i: rows of n doubles, given by their numbers in the matrix at `a`. */
export function combineRows(count: i32, rows: usize, weights: usize, n: i32, a: usize, y: usize): void {
  const bytes: usize = <usize>n << 3;
  memory.fill(y, 0, bytes);
  let i = 0;
  for (; i + 4 <= count; i += 4, rows += 16, weights += 32) {
    const r0 = a + <usize>load<i32>(rows) * bytes, r1 = a + <usize>load<i32>(rows, 4) * bytes;
    const r2 = a + <usize>load<i32>(rows, 8) * bytes, r3 = a + <usize>load<i32>(rows, 12) * bytes;
    const w0 = load<f64>(weights), w1 = load<f64>(weights, 8), w2 = load<f64>(weights, 16), w3 = load<f64>(weights, 24);
    const v0 = f64x2.splat(w0), v1 = f64x2.splat(w1), v2 = f64x2.splat(w2), v3 = f64x2.splat(w3);
    let k: usize = 0;
    for (; k + 8 < bytes; k += 16) {
      const low = f64x2.add(f64x2.mul(v0, v128.load(r0 + k)), f64x2.mul(v1, v128.load(r1 + k)));
      const high = f64x2.add(f64x2.mul(v2, v128.load(r2 + k)), f64x2.mul(v3, v128.load(r3 + k)));
      v128.store(y + k, f64x2.add(v128.load(y + k), f64x2.add(low, high)));
    }
    if (k < bytes) {
      const low = w0 * load<f64>(r0 + k) + w1 * load<f64>(r1 + k);
      const high = w2 * load<f64>(r2 + k) + w3 * load<f64>(r3 + k);
      store<f64>(y + k, load<f64>(y + k) + (low + high));
    }
  }
  for (; i < count; i++, rows += 4, weights += 8) {
    const r = a + <usize>load<i32>(rows) * bytes, w = load<f64>(weights);
    for (let k: usize = 0; k < bytes; k += 8) store<f64>(y + k, load<f64>(y + k) + w * load<f64>(r + k));
  }
}

/**
 * Row i of G (`count` x `chosen`) <- entries `samples` of row `rows_i` of the matrix at `a` (n columns), times `weights`.
 */
export function gatherWeighted(
  count: i32, rows: usize, chosen: i32, samples: usize, weights: usize, n: i32, a: usize, g: usize,
): void {
  for (let i = 0; i < count; i++) {
    const r = a + (<usize>load<i32>(rows + (<usize>i << 2)) * <usize>n << 3);
    for (let k: usize = 0; k < <usize>chosen; k++, g += 8)
      store<f64>(g, load<f64>(weights + (k << 3)) * load<f64>(r + (<usize>load<i32>(samples + (k << 2)) << 3)));
  }
}
