// Dense float64 linear algebra: matrices on the kernels' memory and the engines behind them.
import type { Engine, EngineName } from './engine.ts';
import { mlmatrixEngine } from './mlmatrixEngine.ts';
import { openblasEngine } from './openblasEngine.ts';
import { wasmEngine } from './wasmEngine.ts';

export { Arena } from '../wasm/arena.ts';
export { OutOfMemoryError } from '../wasm/memory.ts';
export { type SymmetricEigen, symmetricEigen } from './eigen.ts';
export type { Engine, EngineName } from './engine.ts';
export {
  EngineUnavailableError,
  NotFiniteError,
  NotPositiveDefiniteError,
  ReleasedError,
  ShapeError,
} from './errors.ts';
export {
  asMatrix,
  fromRows,
  fromVector,
  type Matrix,
  type MatrixLike,
  row,
  toRows,
  zeros,
} from './matrix.ts';

let openblas: Engine | undefined;

/** The engine of a name. Errors: `EngineUnavailableError` if `openblas` is asked for and not installed. */
export function engine(name: EngineName = 'wasm'): Engine {
  if (name === 'wasm') return wasmEngine;
  if (name === 'mlmatrix') return mlmatrixEngine;
  openblas ??= openblasEngine();
  return openblas;
}
