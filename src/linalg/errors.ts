// Errors of the linear algebra; running out of memory is `OutOfMemoryError` of src/wasm/memory.ts.

export { ReleasedError } from '../wasm/arena.ts';

/** Sizes of operands do not fit together. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** A factorisation or a solve that failed at row `index`. */
abstract class FactorisationError extends Error {
  readonly index: number;

  constructor(message: string, index: number) {
    super(message);
    this.index = index;
  }
}

/** It met NaN or infinity. */
export class NotFiniteError extends FactorisationError {
  override readonly name = 'NotFiniteError';
}

/** Cholesky met a pivot that is not positive: the leading minor of order `index + 1` is not positive definite. */
export class NotPositiveDefiniteError extends FactorisationError {
  override readonly name = 'NotPositiveDefiniteError';
}

/** The chosen engine cannot be had on this machine; the message says how to get it. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
}
