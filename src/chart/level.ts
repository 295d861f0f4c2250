// Where a table of measured values crosses a level: a contour as one crossing per column.
import { exp, log } from '../wasm/math.ts';
import type { Column } from './traces.ts';

/**
 * Position at which `values` over ascending positive `x` last falls below `level`, interpolated in log x; NaN where it
 * does not start above and end below.
 */
export function crossing(x: Column, values: Column, level: number): number {
  if (x.length !== values.length)
    throw new RangeError(`crossing: x has ${x.length} entries but values has ${values.length}`);
  let above = values.length - 1;
  while (above >= 0 && !(values[above]! > level)) above--;
  if (above < 0 || above === values.length - 1) return Number.NaN;
  const part = (values[above]! - level) / (values[above]! - values[above + 1]!);
  return exp(log(x[above]!) + part * (log(x[above + 1]!) - log(x[above]!)));
}
