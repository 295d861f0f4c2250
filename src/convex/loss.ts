// Losses of the outputs, with the paper's scalings (fact sheet, section 1).

/** A loss l(z, y) of outputs z and targets y, n each: a sum over the samples, convex in z and never negative. */
export interface Loss {
  readonly name: 'squared' | 'hinge' | 'bce';
  /** The targets it takes: any finite numbers where absent. */
  readonly labels?: readonly [negative: number, positive: number];
  /** l(z, y). */
  readonly value: (z: Float64Array, y: Float64Array) => number;
  /** Largest loss where output k may be off by up to t_k >= 0 (fact sheet, section 7). */
  readonly robustValue: (z: Float64Array, t: Float64Array, y: Float64Array) => number;
  /** out <- gradient of l in z; of the hinge the subgradient that is 0 at the kink. */
  readonly gradient: (z: Float64Array, y: Float64Array, out: Float64Array) => void;
  /** out <- second derivative of each sample's loss in its output; 0 for the hinge. */
  readonly curvature: (z: Float64Array, y: Float64Array, out: Float64Array) => void;
  /** out <- argmin over x of l(x, y) + ||x - z||^2 / (2 t). */
  readonly prox: (z: Float64Array, y: Float64Array, t: number, out: Float64Array) => void;
  /** Fenchel conjugate l*(q, y) = sup over z of <q, z> - l(z, y); infinite outside its domain. */
  readonly conjugate: (q: Float64Array, y: Float64Array) => number;
  /** out <- q with the entries that no multiple c > 0 brings into the domain of l* set to 0. */
  readonly towardsDomain: (q: Float64Array, y: Float64Array, out: Float64Array) => void;
  /** Largest slope of a sample's loss among n, so that l* is infinite where some |q_k| is larger. */
  readonly steepest: (n: number) => number;
  /** The c in [0, limit] with the largest -l*(c q, y); `limit` may be infinite. */
  readonly dualScale: (q: Float64Array, y: Float64Array, limit: number) => number;
}

/** Errors: `RangeError` for any loss but the squared one, on which `method` relies. */
export function requireSquared(method: string, loss: Loss): void {
  if (loss.name !== 'squared')
    throw new RangeError(
      `${method} solves problems with the squared loss, not ${loss.name}: use another solver`,
    );
}
