// How many more values would settle a part that is open.
import type { Measurement } from './claim.ts';
import { ALPHA, isInside, isOutside } from './verdict.ts';

/** What a million values cannot settle is not worth a forecast. */
const MOST = 1e6;

/**
 * Further values (runs, seeds) after which a part is expected to be settled, supposing they look like those measured:
 * inside at 95 %, or outside at the coverage `level` that its failure takes. 0 where it is settled; infinite where no
 * number would do, as for a value on the bound, or more than a million. An estimate: half of such forecasts fall short.
 */
export function moreRuns(part: Measurement, level = 1 - ALPHA): number {
  const { at, count, expected } = part;
  const settles = (size: number): boolean =>
    isInside(at(1 - ALPHA, size), expected) || isOutside(at(level, size), expected);
  if (settles(count)) return 0;
  let [few, enough] = [count, 2 * count + 1];
  for (; !settles(enough); enough *= 2) {
    if (!(enough < MOST)) return Infinity;
    few = enough;
  }
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (settles(middle)) enough = middle;
    else few = middle;
  }
  return enough - count;
}
