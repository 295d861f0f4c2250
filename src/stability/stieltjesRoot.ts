// The right-most root of a secular equation with one vector.

/**
 * Largest x with sum weight moment^2 / (x - pole) = 1, by Newton's method on the reciprocal of the sum: it is concave, so from
 * a point left of the root the steps lead up to it. Cost: 2 r^2 divisions a step, about 8 steps.
 */
export function stieltjesRoot(poles: Float64Array, weights: Float64Array, moment: Float64Array): number {
  let x = -Infinity;
  for (let e = 0; e < poles.length; e++) x = Math.max(x, poles[e]! + weights[e]! * moment[e]! * moment[e]!);
  for (;;) {
    let [sum, slope] = [0, 0];
    for (let e = 0; e < poles.length; e++) {
      const term = weights[e]! * moment[e]! * moment[e]!;
      if (term === 0) continue;
      const distance = x - poles[e]!;
      sum += term / distance;
      slope += term / (distance * distance);
    }
    const next = x + (sum * (sum - 1)) / slope;
    if (!(next > x)) return x;
    x = next;
  }
}
