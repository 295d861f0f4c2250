// The plane through three points, with its origin in the first and its first axis through the second.

export interface Plane {
  /** From the first point to the second. */
  readonly distance: number;
  /** Of the projection of a point. */
  readonly coordinates: (point: Float64Array) => readonly [along: number, across: number];
  readonly point: (along: number, across: number) => Float64Array;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Orthonormal axes; the third point has a positive second coordinate. Errors: `RangeError` for points on a line. */
export function planeThrough(origin: Float64Array, second: Float64Array, third: Float64Array): Plane {
  const from = (point: Float64Array) => point.map((value, i) => value - origin[i]!);
  const unit = (vector: Float64Array) => {
    const length = Math.sqrt(dot(vector, vector));
    if (!(length > 1e-12)) throw new RangeError('the three points lie on a line: a plane was expected');
    return vector.map((value) => value / length);
  };
  const first = unit(from(second));
  const arm = from(third);
  const share = dot(arm, first);
  const other = unit(arm.map((value, i) => value - share * first[i]!));
  return {
    distance: dot(from(second), first),
    coordinates: (point) => [dot(from(point), first), dot(from(point), other)],
    point: (along, across) => origin.map((value, i) => value + along * first[i]! + across * other[i]!),
  };
}
