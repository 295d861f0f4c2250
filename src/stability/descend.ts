// The descent behind SGD and GD: blocks of steps, one call of the loops each.
import type { Stream } from '../random/index.ts';
import type { Arena } from '../wasm/arena.ts';
import {
  arrive,
  checkSettings,
  type Descent,
  type DescentSettings,
  done,
  type Position,
  start,
  targetOf,
} from './descent.ts';
import { loopsOf } from './loops.ts';
import type { Problem } from './model.ts';
import type { Sampling } from './sampling.ts';
import { stepSource } from './steps.ts';

/** Errors: `RangeError`. */
export function descend(
  problem: Problem,
  settings: DescentSettings,
  sampling: Sampling | 'all',
  source: Stream | undefined,
  arena: Arena,
): Descent {
  checkSettings(settings);
  const loops = loopsOf(problem, settings, sampling === 'all' ? 'all' : sampling.batch, arena);
  const steps = stepSource(problem.inputs.rows, settings, sampling, source, arena);
  return {
    init: (theta) => start(problem, theta),
    step(state, count) {
      if (done(state)) return state;
      const target = targetOf(state, count, settings);
      let position: Position = state;
      let asked = state.steps;
      while (position.steps === asked && asked < target) {
        const block = steps(asked, target);
        position = loops(position, block);
        asked += block.count;
      }
      return arrive(position, target, settings);
    },
  };
}
