// Matrices over the blocks of all patterns that couple them through what samples share: with c_i the groups of samples in
// which pattern i is active, the block of b = (side, i) and b' = (side', i') is
//   side side' sum over g of c_ig c_i'g H_g, and own_b besides where b = b'.
import { type Matrix, zeros } from '../linalg/index.ts';
import { Arena } from '../wasm/arena.ts';

/**
 * The lower triangle, 2Pd x 2Pd, from `columns` (P x G) and functions that write the lower triangles of H_g and own_b into a
 * d x d matrix. Cost: G P^2 d^2 / 2 flops besides. Errors: `OutOfMemoryError`.
 */
export function patternMatrix(
  arena: Arena,
  columns: Matrix,
  d: number,
  shared: (g: number, out: Matrix) => void,
  own: (b: number, out: Matrix) => void,
): Matrix {
  using scratch = new Arena();
  const [P, G] = [columns.rows, columns.cols];
  const size = P * d;
  const M = zeros(arena, 2 * size, 2 * size);
  const block = zeros(scratch, d, d);
  for (let g = 0; g < G; g++) {
    shared(g, block);
    mirror(block);
    const on = [...Array(P).keys()].filter((i) => columns.data[i * G + g] === 1);
    for (const a of on) for (const b of on) if (b <= a) addBlock(M, a * d, b * d, block);
  }
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      const entry = M.data[i * 2 * size + j]!;
      M.data[(size + i) * 2 * size + size + j] = entry;
      M.data[(size + i) * 2 * size + j] = -entry;
      M.data[(size + j) * 2 * size + i] = -entry;
    }
  for (let b = 0; b < 2 * P; b++) {
    own(b, block);
    mirror(block);
    addBlock(M, b * d, b * d, block);
  }
  return M;
}

function mirror({ rows, data }: Matrix): void {
  for (let i = 0; i < rows; i++) for (let j = 0; j < i; j++) data[j * rows + i] = data[i * rows + j]!;
}

function addBlock(M: Matrix, top: number, left: number, block: Matrix): void {
  for (let i = 0; i < block.rows; i++)
    for (let j = 0; j < block.cols; j++)
      M.data[(top + i) * M.cols + left + j]! += block.data[i * block.cols + j]!;
}
