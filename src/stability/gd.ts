// Full-batch gradient descent (fact sheet, section 1).
import type { Stream } from '../random/index.ts';
import type { Arena } from '../wasm/arena.ts';
import { descend } from './descend.ts';
import type { Descent, DescentSettings } from './descent.ts';
import type { Problem } from './model.ts';

/**
 * theta <- theta - (eta/n) sum e_i g_i; label noise is drawn from `source`. Copies of the samples live in `arena`, which must
 * outlive the descent. Errors: `RangeError`.
 */
export function gd(problem: Problem, settings: DescentSettings, arena: Arena, source?: Stream): Descent {
  if (settings.labelNoise && !source)
    throw new RangeError(
      `labelNoise is ${settings.labelNoise}, but there is no stream to draw it from: give one as last argument`,
    );
  return descend(problem, settings, 'all', source, arena);
}
