// Stochastic gradient descent (fact sheet, section 1).
import type { Stream } from '../random/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { descend } from './descend.ts';
import type { Descent, DescentSettings } from './descent.ts';
import type { Problem } from './model.ts';

export interface SgdSettings extends DescentSettings {
  /** B samples a step, 1 <= B <= n; 1 by default. */
  readonly batch?: number;
  /**
   * true, the default: B independent samples, each uniform on all n. false: a uniformly random set of B different samples,
   * drawn anew for each step from all n: there are no epochs.
   */
  readonly replacement?: boolean;
}

/**
 * theta <- theta - (eta/B) sum e_i g_i over the samples of a step, drawn from `source`. Copies of the samples live in `arena`,
 * which must outlive the descent. Errors: `RangeError`.
 */
export function sgd(problem: Problem, settings: SgdSettings, source: Stream, arena: Arena): Descent {
  const { batch = 1, replacement = true } = settings;
  const n = problem.inputs.rows;
  if (!Number.isInteger(batch) || batch < 1 || batch > n)
    throw new RangeError(`batch is ${batch}: an integer from 1 to the ${n} samples was expected`);
  return descend(problem, settings, { batch, replacement }, source, arena);
}
