// Quantities pooled over the neurons of all runs, as in the histograms of Figures 3 and 4.
import { bootstrap, type Interval } from '../../stats/index.ts';

/** Neurons of a run that count, and what was averaged over them. */
interface Averaged {
  readonly neurons: number;
  readonly average: number;
}

/** Mean over all neurons of all runs, from the means of the runs. */
export function pooledMean(runs: readonly Averaged[]): number {
  const [sum, neurons] = runs.reduce(
    ([total, all], { neurons, average }) => [total + neurons * average, all + neurons] as const,
    [0, 0],
  );
  return sum / neurons;
}

/** Root mean square over all neurons of all runs, from those of the runs. */
export const pooledRootMeanSquare = (runs: readonly Averaged[]): number =>
  Math.sqrt(pooledMean(runs.map(({ neurons, average }) => ({ neurons, average: average * average }))));

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
  const bins = histograms[0]!.map((_, bin) => histograms.reduce((sum, counts) => sum + counts[bin]!, 0));
  return bins[(bins.length - 1) / 2]! / Math.max(...bins);
}
