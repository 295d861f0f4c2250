// Projection onto the robust cone { (s, r) : s_k >= e_k ||r||_1 for all k }, in which the constraints of section 7 of the
// fact sheet, (2 D - I) X u >= eps ||u||_1, put the copies s of the left side and r of u.

/**
 * (s, r) <- the nearest point of the cone; e (all >= 0) has as many entries as s. The nearest point is
 * s_k = max(s_k, e_k t), r = r shortened by `lambda` in every entry, t = ||r||_1, with lambda = sum of e_k (e_k t - s_k)_+:
 * a piecewise linear and concave equation in lambda, on which Newton's method from the left ends after finitely many
 * steps. `guess` (>= 0) is where it starts; returns lambda, a good guess for a nearby point. About 4 (n + d) flops per step.
 */
export function projectRobustCone(s: Float64Array, r: Float64Array, e: Float64Array, guess = 0): number {
  let lambda = guess;
  let t = 0;
  for (let last = -1; ; ) {
    t = 0;
    let support = 0;
    for (let j = 0; j < r.length; j++) {
      const rest = Math.abs(r[j]!) - lambda;
      if (rest <= 0) continue;
      t += rest;
      support++;
    }
    let pull = 0;
    let slope = 0;
    for (let k = 0; k < s.length; k++) {
      const missing = e[k]! * t - s[k]!;
      if (missing <= 0) continue;
      pull += e[k]! * missing;
      slope += e[k]! * e[k]!;
    }
    const next = Math.max(0, lambda - (lambda - pull) / (1 + support * slope));
    // From the first step on lambda is left of the root and grows, but for rounding.
    if (next === lambda || next <= last) break;
    if (next > lambda || last >= 0) last = lambda;
    lambda = next;
  }
  for (let j = 0; j < r.length; j++) {
    const rest = Math.abs(r[j]!) - lambda;
    r[j] = rest <= 0 ? 0 : r[j]! > 0 ? rest : -rest;
  }
  for (let k = 0; k < s.length; k++) s[k] = Math.max(s[k]!, e[k]! * t);
  return lambda;
}
