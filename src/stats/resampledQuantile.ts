// Quantiles of many resamples of the same values, which are sorted only once.

/**
 * The sample quantile (type 7, to the bit as `quantile` gives it) of the values taken as often as `counts` says, which
 * adds up to their number: one pass over part of them instead of sorting. Errors: `RangeError` without values.
 */
export function resampledQuantile(values: readonly number[], q = 0.5): (counts: ArrayLike<number>) => number {
  if (values.length === 0) throw new RangeError('quantile of no values: at least one was expected');
  const order = Uint32Array.from(values.keys()).sort((i, j) => ascending(values[i]!, values[j]!));
  const sorted = Float64Array.from(order, (i) => values[i]!);
  const position = (values.length - 1) * q;
  const below = Math.floor(position);
  return (counts) => {
    let place = 0;
    let reached = counts[order[0]!]!; // values up to this place
    while (reached <= below) reached += counts[order[++place]!]!;
    const a = sorted[place]!;
    if (position === below) return a;
    while (reached <= below + 1) reached += counts[order[++place]!]!;
    const b = sorted[place]!;
    return a === b ? a : a + (b - a) * (position - below);
  };
}

/** As a typed array sorts: -0 before 0, and NaN last. */
const ascending = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : last(a) - last(b));
const last = (value: number): number => (Number.isNaN(value) ? 2 : Object.is(value, -0) ? 0 : 1);
