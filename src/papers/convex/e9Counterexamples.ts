// Invented results of E9: as the table is remembered, and otherwise where a claim is to fail.
import { invent } from '../../spec/flat.ts';
import { e9 } from './e9.ts';
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

/** The remembered rows with the changes, in percent; objectives of standard convex training in raw pixels a 255th. */
export function rows(
  change: Partial<Record<Method, Partial<Row>>> = {},
  at: readonly Scale[] = ['raw', 'unit', 'standard'],
): E9Results {
  return invent(e9, ({ method, scale, attacks }) => {
    const row: Row = { ...remembered[method], ...(at.includes(scale) ? change[method] : {}) };
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
      official: true,
    };
  });
}
