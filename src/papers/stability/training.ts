// Trains by SGD or GD up to given steps, and says whether a run counts by the rule of the fact sheet (section 7).
import type { RunContext } from '../../spec/experiment.ts';
import { type Descent, type DescentState, done, type Problem, trainLoss } from '../../stability/index.ts';

/** A run counts below this train loss, if it was not clipped at the end (section 7). */
export const CONVERGED_LOSS = 1e-6;

/**
 * The states at these steps, ascending, and at the end; after the end of the descent no more. `stepsAtOnce`: about 10 ms.
 * Errors: those of `context.signal`.
 */
export function* statesAt(
  descent: Descent,
  start: Float64Array,
  steps: readonly number[],
  stepsAtOnce: number,
  { signal, progress }: RunContext,
): Generator<DescentState> {
  let state = descent.init(start);
  const last = steps.at(-1)!;
  for (const target of steps) {
    while (!done(state) && state.steps < target) {
      signal.throwIfAborted();
      progress(state.steps / last);
      state = descent.step(state, Math.min(stepsAtOnce, target - state.steps));
    }
    yield state;
    if (done(state)) return;
  }
}

/** By the rule of section 7; `quietSteps` at the end without clipping. */
export function hasConverged(
  problem: Problem,
  { status, theta, steps, lastClipped }: DescentState,
  quietSteps: number,
  convergedLoss = CONVERGED_LOSS,
): boolean {
  return (
    status !== 'diverged' &&
    trainLoss(problem, theta) < convergedLoss &&
    (lastClipped === 0 || steps - lastClipped >= quietSteps)
  );
}
