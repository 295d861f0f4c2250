// Initialization of the two-layer network of Xu et al., section 2.3.
import { type Matrix, zeros } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import type { Arena } from '../wasm/arena.ts';

export interface Network {
  /** First layer, m x d. */
  readonly weights: Matrix;
  /** sqrt(m) a_j = +-1, independent. */
  readonly signs: Float64Array;
  /** Squared length of each w_j in the dimensions that are not drawn, m: never changed by training. */
  readonly outside: Float64Array;
}

/**
 * First layer w_j ~ N(0, omega^2 I_p), of which `drawn` coordinates are drawn and the others enter by their length.
 * `omega` (the paper's omega_init) is a standard deviation. Matrices live in `arena`. Errors: `RangeError`.
 */
export function initialize(
  neurons: number,
  dimension: number,
  drawn: number,
  omega: number,
  source: Stream,
  arena: Arena,
): Network {
  if (!Number.isInteger(neurons) || neurons < 1)
    throw new RangeError(`neurons is ${neurons}: an integer >= 1 was expected`);
  if (!(omega > 0 && omega < Infinity))
    throw new RangeError(`omega is ${omega}: a finite number > 0 was expected`);
  if (!(drawn <= dimension))
    throw new RangeError(`${drawn} of ${dimension} coordinates are to be drawn: at most all was expected`);
  const weights = zeros(arena, neurons, drawn);
  source.split('weights').fillNormal(weights.data, 0, omega);
  const squares = source.split('outside');
  const hidden = dimension - drawn;
  return {
    weights,
    signs: source.split('signs').fillSign(new Float64Array(neurons)),
    outside: Float64Array.from({ length: neurons }, () =>
      hidden > 0 ? omega * omega * 2 * squares.gamma(hidden / 2) : 0,
    ),
  };
}
