// Products of a tall matrix with a few columns: the engine's pack their operands first, and take 1.3 to 1.5 times as long.
import type { Matrix } from '../linalg/index.ts';
import { kernels } from './kernels.ts';

/** Y <- X U for X n x d, U d x c, Y n x c, c even. 2 n d c flops; X is read once. */
export const timesSkinny = (X: Matrix, U: Matrix, Y: Matrix): void =>
  kernels.timesSkinny(X.rows, X.cols, U.cols, X.data.byteOffset, U.data.byteOffset, Y.data.byteOffset);

/** G <- X' R for X n x d, R n x c, G d x c, c even. 2 n d c flops; X is read once. */
export const transposedTimesSkinny = (X: Matrix, R: Matrix, G: Matrix): void =>
  kernels.transposedTimesSkinny(
    X.rows,
    X.cols,
    R.cols,
    X.data.byteOffset,
    R.data.byteOffset,
    G.data.byteOffset,
  );
