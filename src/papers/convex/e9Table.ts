// The table of E9 as it is remembered (fact sheet, section 10: unverified), and our runs in its order.
import type { ResultsOf } from '../../spec/experiment.ts';
import { flat, type RunOf } from '../../spec/flat.ts';
import { type e9, methods, RADIUS } from './e9.ts';
import type { Scale } from './e9Data.ts';
import type { Method } from './e9Methods.ts';

export type E9Results = ResultsOf<typeof e9>;
export type E9Run = RunOf<typeof e9>;

/** Accuracies in percent. */
export const remembered: Record<Method, { clean: number; fgsm: number; pgd: number; objective: number }> = {
  gd: { clean: 79.56, fgsm: 47.09, pgd: 45.6, objective: 0.3146 },
  'gd-fgsm': { clean: 75.3, fgsm: 61.03, pgd: 60.99, objective: 0.837 },
  'gd-pgd': { clean: 76.56, fgsm: 62.48, pgd: 62.44, objective: 0.822 },
  convex: { clean: 81.01, fgsm: 0.486, pgd: 0.357, objective: 6.91e-3 },
  'convex-robust': { clean: 78.36, fgsm: 66.95, pgd: 66.81, objective: 0.6511 },
};

export const UNCERTIFIED = 0.05; // relative gap from which on a convex run is left out of the claims

/** (upper - lower) / upper of the convex methods; 0 for back-propagation, of which nothing is certified. */
export const gapOf = ({ method, objective, lowerBound }: E9Run): number =>
  method.startsWith('gd') ? 0 : (objective - lowerBound) / objective;

/** Runs of each method at one scale and radius of training, by default that of the table, by seed. */
export function tableOf(results: E9Results, scale: Scale, radius = RADIUS): Record<Method, readonly E9Run[]> {
  const runs = flat(results).filter((run) => run.scale === scale && run.radius === radius);
  const of = (method: Method) =>
    runs.filter((run) => run.method === method).toSorted((a, b) => a.seed - b.seed);
  return Object.fromEntries(methods.map((method) => [method, of(method)])) as Record<Method, E9Run[]>;
}

/** Accuracy in percent on the test set: clean, or under the attack at a radius that the run has met. */
export function percent(
  run: E9Run,
  attack: 'clean' | 'fgsm' | 'pgd' | 'pgdOfHinge',
  radius = RADIUS,
): number {
  return 100 * (attack === 'clean' ? run.clean : (run[attack][run.attacks.indexOf(radius)] ?? Number.NaN));
}
