// Initialization of the two-layer network of Xu et al., section 2.3.
import { type Matrix, zeros } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import type { Arena } from '../wasm/arena.ts';

/**
 * First layer w_j ~ N(0, omega^2 I), neurons x dimension in `arena`, and independent signs sqrt(m) a_j = +-1.
 * `omega` (the paper's omega_init) is a standard deviation.
 */
export function initialize(
  neurons: number,
  dimension: number,
  omega: number,
  source: Stream,
  arena: Arena,
): { readonly weights: Matrix; readonly signs: Float64Array } {
  const weights = zeros(arena, neurons, dimension);
  source.split('weights').fillNormal(weights.data, 0, omega);
  return { weights, signs: source.split('signs').fillSign(new Float64Array(neurons)) };
}
