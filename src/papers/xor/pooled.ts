// Quantities pooled over the neurons of all runs, as in the histograms of Figures 3 and 4.
import { bootstrap, type Interval } from '../../stats/index.ts';

/** Neurons of a run that count, and what was averaged over them. */
interface Averaged {
  readonly neurons: number;
  readonly average: number;
}

/** Mean over all neurons of all runs, from the means of the runs. */
export const pooledMean = (runs: readonly Averaged[]): number => pooled(runs, (average) => average);

/** Root mean square over all neurons of all runs, from those of the runs. */
export const pooledRootMeanSquare = (runs: readonly Averaged[]): number =>
  Math.sqrt(pooled(runs, (average) => average * average));

function pooled(runs: readonly Averaged[], of: (average: number) => number): number {
  let [sum, all] = [0, 0];
  for (const { neurons, average } of runs) {
    sum += neurons * of(average);
    all += neurons;
  }
  return sum / all;
}

/** Bootstrap over runs of a ratio of two pooled quantities. */
export const pooledRatio = <T>(
  runs: readonly T[],
  pool: (runs: readonly Averaged[]) => number,
  above: (run: T) => Averaged,
  below: (run: T) => Averaged,
  key: string,
): Interval =>
  bootstrap(runs, (sample) => pool(sample.map(above)) / pool(sample.map(below)), `xor pooled ratio ${key}`);

/** Count of the central bin over that of the fullest, of the histograms of all runs added; an odd number of bins. */
export function centreOverPeak(histograms: readonly (readonly number[])[]): number {
  const bins = new Float64Array(histograms[0]!.length);
  for (const counts of histograms) for (let bin = 0; bin < bins.length; bin++) bins[bin]! += counts[bin]!;
  return bins[(bins.length - 1) / 2]! / Math.max(...bins);
}
