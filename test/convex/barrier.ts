// A slow reference for all programs: Newton's method on a logarithmic barrier of the epigraph form, dense, written from the
// fact sheet (sections 1, 2 and 7) alone. Its multipliers are a dual point.
//   min sum phi(h_k) + beta sum tau_b   subject to  tau_b >= ||u_b||,  s_k x_k' u_b >= eps sum_j a_bj,  a_bj >= |u_bj|,
//   e_kj >= |theta_kj|,  and h_k at least the argument of the loss at its worst output, with t_k = eps sum_j e_kj.
import { dot, norm } from './instances.ts';

export interface Program {
  readonly X: number[][];
  readonly y: number[];
  readonly loss: 'squared' | 'hinge' | 'bce';
  readonly beta: number;
  /** Patterns, rows of 0 and 1. */
  readonly D: number[][];
  readonly radius: number;
  readonly gated: boolean;
  /** The last feature is a constant that no perturbation reaches. */
  readonly bias?: boolean;
}

interface Linear {
  readonly terms: readonly (readonly [place: number, factor: number])[];
  readonly constant: number;
}

/** d^(0, 1, 2) phi of a sample's h, for n samples. */
const phi = {
  squared: (h: number) => [(h * h) / 2, h, 1],
  hinge: (h: number, n: number) => [h / n, 1 / n, 0],
  bce: (h: number) => {
    const p = 1 / (1 + Math.exp(-h));
    return [Math.max(h, 0) + Math.log1p(Math.exp(-Math.abs(h))), p, p * (1 - p)];
  },
} as const;

/** A direction with s_k x_k' u > eps ||u||_1 for all samples, of many; the one with the largest margin. */
function insideOf(X: number[][], mask: number[], radius: number, reached: number): number[] | undefined {
  const d = X[0]!.length;
  let best: number[] | undefined;
  let most = 1e-4;
  let seed = 1;
  const uniform = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const margin = (u: number[]) => {
    const reach = radius * u.slice(0, reached).reduce((sum, value) => sum + Math.abs(value), 0);
    return Math.min(...X.map((x, k) => (2 * mask[k]! - 1) * dot(x, u) - reach)) / norm(u);
  };
  for (let draw = 0; draw < 1000; draw++) {
    const wide = best === undefined || draw % 2 === 0;
    const noise = X[0]!.map(() => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()));
    const u = wide ? noise : best!.map((value, j) => value / norm(best!) + (0.3 * noise[j]!) / Math.sqrt(d));
    const value = margin(u);
    if (value > most) [best, most] = [u.map((entry) => entry / norm(u)), value];
  }
  return best;
}

/** H^-1 b by Cholesky's factorization, which overwrites H. */
function solveSymmetric(H: Float64Array[], b: number[]): number[] {
  const x = [...b];
  H.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const other = H[j]!;
      let sum = row[j]!;
      for (let h = 0; h < j; h++) sum -= row[h]! * other[h]!;
      row[j] = i === j ? Math.sqrt(sum) : sum / other[j]!;
    }
    for (let h = 0; h < i; h++) x[i]! -= row[h]! * x[h]!;
    x[i]! /= row[i]!;
  });
  for (let i = x.length - 1; i >= 0; i--) {
    x[i]! /= H[i]![i]!;
    for (let h = 0; h < i; h++) x[h]! -= H[i]![h]! * x[i]!;
  }
  return x;
}

/** Optimum to `gap` absolute, as value and primal-dual point; blocks of cones without interior stay 0. */
export function barrier({ X, y, loss, beta, D, radius, gated, bias }: Program, gap = 1e-9) {
  const [n, d, P] = [X.length, X[0]!.length, D.length];
  const inside = D.map((mask) =>
    gated ? X[0]!.map(() => 0) : insideOf(X, mask, radius, bias ? X[0]!.length - 1 : X[0]!.length),
  );
  const used = Array.from({ length: 2 * P }, (_, b) => b).filter((b) => inside[b % P] !== undefined);
  const robust = radius > 0;
  const reached = bias ? d - 1 : d;
  let size = 0;
  const room = (count: number) => {
    size += count;
    return size - count;
  };
  const uAt = room(used.length * d);
  const tauAt = room(used.length);
  const aAt = robust ? room(used.length * d) : -1;
  const eAt = robust ? room(n * d) : -1;
  const hAt = room(n);
  const range = (count: number) => Array.from({ length: count }, (_, j) => j);

  const constraints: Linear[] = [];
  const require = (terms: (readonly [number, number])[], constant = 0) =>
    constraints.push({ terms, constant }) - 1;
  const side = (b: number) => (b < P ? 1 : -1);
  const cone = used.map((b, place) =>
    gated
      ? []
      : X.map((x, k) => {
          const s = 2 * D[b % P]![k]! - 1;
          const own = x.map((value, j) => [uAt + place * d + j, s * value] as const);
          const reach = robust ? range(reached).map((j) => [aAt + place * d + j, -radius] as const) : [];
          return require([...own, ...reach]);
        }),
  );
  const theta = (k: number, j: number, factor: number) =>
    used.flatMap((b, place) =>
      D[b % P]![k] === 1 ? [[uAt + place * d + j, factor * side(b)] as const] : [],
    );
  const moved: [number, number][][] = X.map(() => []); // constraints e + theta >= 0 and e - theta >= 0
  if (robust) {
    for (let e = 0; e < used.length * d; e++)
      if (e % d < reached)
        for (const sign of [1, -1])
          require([
            [aAt + e, 1],
            [uAt + e, sign],
          ]);
    X.forEach((x, k) => {
      for (const j of x.keys())
        if (j < reached)
          moved[k]!.push([
            require([[eAt + k * d + j, 1], ...theta(k, j, 1)]),
            require([[eAt + k * d + j, 1], ...theta(k, j, -1)]),
          ]);
    });
  }
  // h_k >= constant + slope z_k + width t_k
  const above = (k: number, slope: number, constant: number, width: number) =>
    require([
      [hAt + k, 1],
      ...X[k]!.flatMap((x, j) => theta(k, j, -slope * x)),
      ...(robust ? range(reached).map((j) => [eAt + k * d + j, -width * radius] as const) : []),
    ], -constant);
  const output = y.map((target, k) => {
    if (loss === 'squared') return [above(k, 1, -target, 1), above(k, -1, target, 1)];
    if (loss === 'bce') return [above(k, -2 * (2 * target - 1), 0, 2)];
    require([[hAt + k, 1]]);
    return [above(k, -target, 1, 1)];
  });

  // A start strictly inside.
  const x = new Array<number>(size).fill(0);
  used.forEach((b, place) => {
    const u = inside[b % P]!;
    for (let j = 0; j < d; j++) {
      x[uAt + place * d + j] = 0.1 * u[j]!;
      if (robust) x[aAt + place * d + j] = 0.1 * Math.abs(u[j]!) + 1e-7;
    }
    x[tauAt + place] = 1;
  });
  for (let e = 0; robust && e < n * d; e++) x[eAt + e] = 1;
  for (let k = 0; k < n; k++) x[hAt + k] = 50;
  const slackOf = ({ terms, constant }: Linear, at: number[]) =>
    terms.reduce((sum, [place, factor]) => sum + factor * at[place]!, constant);
  const blockOf = (at: number[], place: number) => at.slice(uAt + place * d, uAt + (place + 1) * d);
  const spread = (at: number[], place: number) => {
    const u = blockOf(at, place);
    return at[tauAt + place]! ** 2 - dot(u, u);
  };
  const cost = (at: number[]) =>
    range(n).reduce((sum, k) => sum + phi[loss](at[hAt + k]!, n)[0]!, 0) +
    beta * used.reduce((sum, _, place) => sum + at[tauAt + place]!, 0);
  const merit = (at: number[], t: number) => {
    let value = t * cost(at);
    for (const constraint of constraints) {
      const slack = slackOf(constraint, at);
      if (!(slack > 0)) return Infinity;
      value -= Math.log(slack);
    }
    for (const place of used.keys()) {
      const rest = spread(at, place);
      if (!(rest > 0 && at[tauAt + place]! > 0)) return Infinity;
      value -= Math.log(rest);
    }
    return value;
  };

  const weight = constraints.length + 2 * used.length;
  let t = 1;
  for (;;) {
    for (let newton = 0; newton < 25; newton++) {
      const gradient = new Array<number>(size).fill(0);
      const H = range(size).map(() => new Float64Array(size));
      const put = (i: number, j: number, value: number) => {
        H[i]![j]! += value;
      };
      for (let k = 0; k < n; k++) {
        const [, slope, bend] = phi[loss](x[hAt + k]!, n);
        gradient[hAt + k]! += t * slope!;
        put(hAt + k, hAt + k, t * bend!);
      }
      for (const constraint of constraints) {
        const slack = slackOf(constraint, x);
        for (const [i, a] of constraint.terms) {
          gradient[i]! -= a / slack;
          for (const [j, b] of constraint.terms) put(i, j, (a * b) / (slack * slack));
        }
      }
      for (const place of used.keys()) {
        const rest = spread(x, place);
        const at = [tauAt + place, ...range(d).map((j) => uAt + place * d + j)];
        const half = at.map((i, e) => (e === 0 ? x[i]! : -x[i]!)); // half the gradient of tau^2 - ||u||^2
        gradient[tauAt + place]! += t * beta;
        at.forEach((i, e) => {
          gradient[i]! -= (2 * half[e]!) / rest;
          at.forEach((j, f) => {
            put(i, j, (4 * half[e]! * half[f]!) / (rest * rest) - (i === j ? (e === 0 ? 2 : -2) / rest : 0));
          });
        });
      }
      for (let i = 0; i < size; i++) put(i, i, 1e-13 * H[i]![i]! + 1e-300);
      const step = solveSymmetric(
        H,
        gradient.map((g) => -g),
      );
      const decrement = -dot(gradient, step);
      if (!(decrement > 1e-10)) break;
      const now = merit(x, t);
      let length = 1;
      const moved = () => x.map((value, i) => value + length * step[i]!);
      while (length > 1e-12 && !(merit(moved(), t) <= now - 0.1 * length * decrement)) length /= 2;
      if (length <= 1e-12) break;
      moved().forEach((value, i) => {
        x[i] = value;
      });
    }
    if (weight / t < gap) break;
    t *= 12;
  }

  const multiplier = (constraint: number) => 1 / (t * slackOf(constraints[constraint]!, x));
  const blocks = new Float64Array(2 * P * d);
  const eta = new Float64Array(2 * P * n);
  used.forEach((b, place) => {
    blocks.set(blockOf(x, place), b * d);
    cone[place]!.forEach((constraint, k) => {
      eta[b * n + k] = multiplier(constraint);
    });
  });
  const q = Float64Array.from(output, (of, k) => {
    const first = multiplier(of[0]!);
    if (loss === 'squared') return first - multiplier(of[1]!);
    return loss === 'bce' ? -2 * (2 * y[k]! - 1) * first : -y[k]! * first;
  });
  const shift = new Float64Array(robust ? n * d : 0);
  moved.forEach((pairs, k) => {
    pairs.forEach(([plus, minus], j) => {
      const [up, down] = [multiplier(plus), multiplier(minus)];
      shift[k * d + j] = (Math.sign(q[k]!) * radius * (down - up)) / (down + up);
    });
  });
  return { value: cost(x), blocks, q, eta, ...(robust ? { shift } : {}) };
}
