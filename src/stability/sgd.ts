// Stochastic gradient descent with batch size 1, samples drawn uniformly with replacement (fact sheet, section 1).
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

/** Sample indices come in blocks, each from its own stream, so that a step's index depends on its number alone. */
const BLOCK = 8192;

/**
 * theta <- theta - eta e_i g_i, i drawn from `source`. Copies of the samples live in `arena`, which must outlive the
 * descent. Errors: `RangeError`.
 */
export function sgd(problem: Problem, settings: DescentSettings, source: Stream, arena: Arena): Descent {
  checkSettings(settings);
  const loops = loopsOf(problem, settings, arena);
  const indices = arena.int32(BLOCK);
  let drawn = -1;

  /** Indices of the steps from `from` on, up to `to` or the end of a block. */
  function indicesOf(from: number, to: number): Int32Array {
    const block = Math.floor(from / BLOCK);
    if (block !== drawn) source.split(block).fillIntegers(indices, problem.inputs.rows);
    drawn = block;
    return indices.subarray(from - block * BLOCK, Math.min(to - block * BLOCK, BLOCK));
  }

  return {
    init: (theta) => start(problem, theta),
    step(state, count) {
      if (done(state)) return state;
      const target = targetOf(state, count, settings);
      let position: Position = state;
      let asked = state.steps;
      while (position.steps === asked && asked < target) {
        const block = indicesOf(asked, target);
        position = loops.sgd(position, block);
        asked += block.length;
      }
      return arrive(position, target, settings);
    },
  };
}
