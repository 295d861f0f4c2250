// Full-batch gradient descent (fact sheet, section 1).
import type { Arena } from '../wasm/arena.ts';
import {
  arrive,
  checkSettings,
  type Descent,
  type DescentSettings,
  done,
  start,
  targetOf,
} from './descent.ts';
import { loopsOf } from './loops.ts';
import type { Problem } from './model.ts';

/**
 * theta <- theta - (eta/n) sum e_i g_i. Copies of the samples live in `arena`, which must outlive the descent.
 * Errors: `RangeError`.
 */
export function gd(problem: Problem, settings: DescentSettings, arena: Arena): Descent {
  checkSettings(settings);
  const loops = loopsOf(problem, settings, arena);
  return {
    init: (theta) => start(problem, theta),
    step(state, count) {
      if (done(state)) return state;
      const target = targetOf(state, count, settings);
      return arrive(loops.gd(state, target - state.steps), target, settings);
    },
  };
}
