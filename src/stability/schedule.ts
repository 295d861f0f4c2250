// Learning rates that change from step to step.
import { cos } from '../wasm/math.ts';

/** eta of step number `step`, counted from 0: finite and >= 0, and a function of `step` alone. */
export type Schedule = (step: number) => number;

/** From `rate` to 0 in `steps` steps: eta = (rate / 2) (1 + cos(pi step / steps)), and 0 from then on. Errors: `RangeError`. */
export function cosineDecay(rate: number, steps: number): Schedule {
  if (!(rate > 0 && rate < Infinity))
    throw new RangeError(`the first rate is ${rate}: a finite number > 0 was expected`);
  if (!Number.isSafeInteger(steps) || steps < 1)
    throw new RangeError(`the rate is to decay in ${steps} steps: an integer >= 1 was expected`);
  return (step) => (step < steps ? (rate / 2) * (1 + cos((Math.PI * step) / steps)) : 0);
}
