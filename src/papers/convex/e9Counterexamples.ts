// Invented results of E9: as the table is remembered, and otherwise where a claim is to fail.
import { invent } from '../../spec/flat.ts';
import { e9, RADIUS, radii } from './e9.ts';
import type { Scale } from './e9Data.ts';
import type { Method } from './e9Methods.ts';
import { type E9Results, remembered } from './e9Table.ts';

interface Row {
  readonly clean: number;
  readonly fgsm: number;
  readonly pgd: number;
  readonly objective: number;
  /** Of the network at its worst; default the objective. */
  readonly pgdObjective?: number;
}

/** What we measured at 5 grey levels, about, where the order is another one. */
const small: Partial<Record<Method, Partial<Row>>> = {
  'gd-pgd': { pgd: 74, objective: 0.42 },
  'convex-robust': { pgd: 71, objective: 0.52 },
};

/** The remembered rows with the changes, in percent; objectives of standard convex training in raw pixels a 255th. */
export function rows(
  change: Partial<Record<Method, Partial<Row>>> = {},
  at: readonly Scale[] = ['raw', 'unit', 'standard'],
  where: readonly number[] = radii,
): E9Results {
  return invent(e9, ({ method, scale, radius, attacks }) => {
    const changed = at.includes(scale) && where.includes(radius) ? change[method] : {};
    const row: Row = { ...remembered[method], ...(radius < RADIUS ? small[method] : {}), ...changed };
    const objective = method === 'convex' && scale === 'raw' ? row.objective / 255 : row.objective;
    const each = (percent: number) => attacks.map(() => percent / 100);
    return {
      status: 'gap-reached',
      steps: 100,
      usable: 10,
      neurons: 20,
      objective,
      lowerBound: method.startsWith('gd') ? 0 : 0.99 * objective,
      cleanObjective: objective,
      fgsmObjective: objective,
      pgdObjective: row.pgdObjective ?? objective,
      trainAccuracy: 0.9,
      clean: row.clean / 100,
      fgsm: each(row.fgsm),
      pgd: each(row.pgd),
      pgdOfHinge: each(row.pgd),
      departure: method === 'convex' ? 10 : method === 'convex-robust' ? 1e-12 : null,
      official: true,
    };
  });
}
