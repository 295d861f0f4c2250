// Projection onto the robust cone { (s, r) : s_k >= e_k ||r||_1 for all k }, in which the constraints of section 7 of the
// fact sheet, (2 D - I) X u >= eps ||u||_1, put the copies s of the left side and r of u.

/**
 * (s, r) <- the nearest point of the cone; e (>= 0) has as many entries as s. It is s_k = max(s_k, e_k t) and r with every
 * entry shortened by lambda, where t = ||r||_1 after that and lambda = sum of e_k (e_k t - s_k)_+: a piecewise linear,
 * concave equation for lambda, on which Newton's method from 0 grows to the root in finitely many steps. Cost: about
 * 4 (n + d) flops per step.
 */
export function projectRobustCone(s: Float64Array, r: Float64Array, e: Float64Array): void {
  let lambda = 0;
  let t = 0;
  for (;;) {
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
    const next = lambda + (pull - lambda) / (1 + support * slope);
    if (!(next > lambda)) break;
    lambda = next;
  }
  for (let j = 0; j < r.length; j++) {
    const rest = Math.abs(r[j]!) - lambda;
    r[j] = rest <= 0 ? 0 : r[j]! > 0 ? rest : -rest;
  }
  for (let k = 0; k < s.length; k++) s[k] = Math.max(s[k]!, e[k]! * t);
}
