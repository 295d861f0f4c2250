// How often a new direction would violate the dual constraint of a sampled convex program (fact sheet, section 4).
import { featureCorrelations, type SampledProgram, sampleDirections } from '../../convex/index.ts';
import type { Stream } from '../../random/index.ts';
import { Arena } from '../../wasm/arena.ts';

/** Of `count` fresh directions u the number with |q' (X u)_+| > beta. Cost: 2 n d flops each, or less. */
export function violations(
  { X, beta }: SampledProgram,
  q: Float64Array,
  count: number,
  source: Stream,
): number {
  using arena = new Arena();
  const correlations = featureCorrelations(X, sampleDirections(arena, count, X.cols, source), q);
  return correlations.reduce((sum, value) => sum + (Math.abs(value) > beta ? 1 : 0), 0);
}
