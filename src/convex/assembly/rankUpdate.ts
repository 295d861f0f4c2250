// Symmetric rank updates that touch only what counts: rows of positive weight, and rows and columns of an index list.
// Operands are packed into panels of 4 lines, depth by depth, for the register tile of the linear algebra.
import { pack } from '../../linalg/assembly/pack';
import { tile } from '../../linalg/assembly/tile';

const DEPTH: i32 = 256;
// 64 bytes more than the rows take, so that the panels do not compete for the same lines of the first-level cache.
const PANEL: usize = (<usize>DEPTH << 5) + 64;
const LINES: i32 = 128;
const TILE = memory.data(128, 64);

/** Bytes of scratch for `addWeightedGram` of d columns. */
export function gramBytes(d: i32): usize { return PANEL * <usize>((d + 3) >> 2); }

/**
 * Lower triangle of C <- C + sum over k of w_k x_k x_k', C d x d, x n x d. Rows with w_k = 0 are skipped; the weights
 * are not negative.
 */
export function addWeightedGram(n: i32, d: i32, w: usize, x: usize, c: usize, scratch: usize): void {
  const bytes = <usize>d << 3;
  let depth = 0;
  for (let k = 0; k < n; k++, w += 8, x += bytes) {
    const weight = load<f64>(w);
    if (weight != 0) {
      scaleRow(d, Math.sqrt(weight), x, scratch + (<usize>depth << 5));
      depth++;
    }
    if (depth == DEPTH || (k == n - 1 && depth > 0)) {
      for (let i = 0; i < d; i += 4)
        for (let j = 0; j <= i; j += 4) {
          const at = c + <usize>i * bytes + (<usize>j << 3);
          const a = scratch + PANEL * <usize>(i >> 2), b = scratch + PANEL * <usize>(j >> 2);
          if (i + 4 <= d) tile(depth, 1, a, b, 1, at, bytes);
          else {
            tile(depth, 1, a, b, 0, TILE, 32);
            for (let row = i; row < d; row++)
              for (let col = j; col < min(j + 4, d); col++) add(c + <usize>row * bytes + (<usize>col << 3), row - i, col - j);
          }
        }
      depth = 0;
    }
  }
}

/** Row times factor to one depth of all panels; columns that the last panel lacks are zero. */
function scaleRow(d: i32, factor: f64, x: usize, to: usize): void {
  const f = f64x2.splat(factor);
  let j = 4;
  for (; j <= d; j += 4, x += 32, to += PANEL) {
    v128.store(to, f64x2.mul(f, v128.load(x)));
    v128.store(to, f64x2.mul(f, v128.load(x, 16)), 16);
  }
  for (let rest = d + 4 - j, line = 0; rest > 0 && line < 4; line++)
    store<f64>(to + (<usize>line << 3), line < rest ? factor * load<f64>(x + (<usize>line << 3)) : 0);
}

@inline
function add(at: usize, row: i32, col: i32): void {
  store<f64>(at, load<f64>(at) + load<f64>(TILE + (<usize>row << 5) + (<usize>col << 3)));
}

/** Bytes of scratch for `addOuter` of m rows and d columns. */
export function outerBytes(m: i32, d: i32): usize { return <usize>((m + 3) & ~3) * <usize>min(d, DEPTH) << 3; }

/**
 * Lower triangle of C[index, index] <- C[index, index] + Y Y', Y m x d, C with rows `ldc` bytes apart; `index` holds m
 * rising 32-bit integers.
 */
export function addOuter(m: i32, d: i32, y: usize, index: usize, c: usize, ldc: usize, scratch: usize): void {
  for (let p = 0; p < d; p += DEPTH) {
    const depth = min(DEPTH, d - p);
    const panel = <usize>depth << 3;
    pack(m, depth, y + (<usize>p << 3), <usize>d << 3, 8, scratch);
    for (let block = 0; block < m; block += LINES)
      for (let i = block; i < m; i += 4)
        for (let j = block; j < min(block + LINES, i + 4); j += 4) {
          tile(depth, 1, scratch + panel * i, scratch + panel * j, 0, TILE, 32);
          for (let row = i; row < min(i + 4, m); row++) {
            const to = c + <usize>load<i32>(index + (<usize>row << 2)) * ldc;
            for (let col = j; col < min(j + 4, row + 1); col++)
              add(to + (<usize>load<i32>(index + (<usize>col << 2)) << 3), row - i, col - j);
          }
        }
  }
}
