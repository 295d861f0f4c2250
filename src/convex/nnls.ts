// Non-negative least squares by the active-set method of Lawson and Hanson (Solving Least Squares Problems, chapter 23)
// over any source of rows, of which only the promising ones are looked at in most steps.
import { ActiveRows } from './activeRows.ts';
import { dot, norm } from './vectors.ts';

/** A row that can get a weight. */
export interface Ray {
  /** Rays of one key are variants of one constraint. */
  readonly key: number;
  /** d; all rows should be of similar length. */
  readonly row: Float64Array;
}

/** Rows to choose from, listed or made on demand. */
export interface Rays {
  /** Those with <row, v> > above, steepest first and no more than are worth a look; none only if there is none. */
  readonly steepest: (v: Float64Array, above: number, barred: ReadonlySet<number>) => readonly Ray[];
  /** Flops of one such search. */
  readonly cost: number;
}

/** Rays from a list, with their places as keys. */
export const listed = (rows: readonly Float64Array[]): Rays => ({
  cost: rows.reduce((sum, row) => sum + 2 * row.length, 0),
  steepest(v, above, barred) {
    let [best, slope] = [-1, above];
    for (let key = 0; key < rows.length; key++) {
      const rise = barred.has(key) ? 0 : dot(rows[key]!, v);
      if (rise > slope) [best, slope] = [key, rise];
    }
    return best < 0 ? [] : [{ key: best, row: rows[best]! }];
  },
});

/** Flops that may still be spent; counted down. */
export interface Effort {
  flops: number;
}

export interface NonNegative {
  readonly rays: readonly Ray[];
  /** > 0, one per ray. */
  readonly weights: readonly number[];
  /** g - sum of weights times rows. */
  readonly residual: Float64Array;
}

const TOLERANCE = 1e-14; // of a row's share in the residual, relative to the length of g

/**
 * min over weights >= 0 of ||g - sum of weights times rays||, from the weights of `start` on (rays that depend on earlier
 * ones are left out). About d steps of d^2 flops, and a search every few steps. Ends at the best point it knows if
 * rounding hides the next step or the effort is spent.
 */
export function nonNegativeLeastSquares(
  source: Rays,
  g: Float64Array,
  effort: Effort = { flops: Infinity },
  start: readonly (Ray & { readonly weight: number })[] = [],
): NonNegative {
  const active = new ActiveRows(g);
  const least = TOLERANCE * norm(g);
  const barred = new Set<number>();
  let rays: Ray[] = [];
  let weights: number[] = [];

  const enter = (ray: Ray, weight: number): boolean => {
    effort.flops -= 8 * g.length * (active.size + 1);
    if (!active.enter(ray.row)) return false;
    rays.push(ray);
    weights.push(weight);
    return true;
  };
  /** From the present weights to the best ones of the active rows, which leave where they would turn negative. */
  const settle = (): void => {
    for (;;) {
      const best = active.weights();
      effort.flops -= active.size * active.size;
      if (best.every((weight) => weight > 0)) {
        weights = best;
        return;
      }
      let step = 1;
      let first = -1;
      best.forEach((weight, place) => {
        const ratio = weights[place]! / (weights[place]! - weight);
        if (weight <= 0 && ratio <= step) [step, first] = [ratio, place];
      });
      const moved = weights.map((now, place) => now + step * (best[place]! - now));
      const stays = (place: number): boolean => place !== first && moved[place]! > 0;
      for (let place = active.size - 1; place >= 0; place--) {
        if (stays(place)) continue;
        effort.flops -= 6 * (g.length + active.size) * (active.size - place);
        active.leave(place);
      }
      rays = rays.filter((_, place) => stays(place));
      weights = moved.filter((_, place) => stays(place));
    }
  };

  for (const { weight, ...ray } of start) enter(ray, weight);
  settle();
  let promising: readonly Ray[] = [];
  while (effort.flops > 0) {
    let next = steepest(promising, active.residual, least, barred);
    if (next === undefined) {
      promising = source.steepest(active.residual, least, barred);
      effort.flops -= source.cost;
      next = promising[0];
    }
    if (next === undefined) break;
    const before = norm(active.residual);
    if (enter(next, 0)) settle();
    if (norm(active.residual) < before) barred.clear();
    else barred.add(next.key);
  }
  return { rays, weights, residual: active.residual };
}

function steepest(rays: readonly Ray[], v: Float64Array, least: number, barred: ReadonlySet<number>) {
  let best: Ray | undefined;
  let above = least;
  for (const ray of rays) {
    if (barred.has(ray.key)) continue;
    const slope = dot(ray.row, v);
    if (slope > above) [best, above] = [ray, slope];
  }
  return best;
}
