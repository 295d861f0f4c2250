// The runs of Figure 1 left that are compared with the published curves: those with the doubled step.
import { flat } from '../../../spec/flat.ts';
import { settings } from '../figure1Left.ts';
import type { Results } from '../measurements.ts';
import { stepFactors } from '../settings.ts';

const ofStep = (results: Results, factor: number) =>
  flat(results).filter(({ learningRate }) => learningRate === factor * settings.learningRate);

export const doubled = (results: Results) => ofStep(results, stepFactors.doubled);

export type LeftRun = ReturnType<typeof doubled>[number];

/** Names in records of the quantities at the steps of `histograms`, by the sign of a_j and the centre. */
export type Widths = Extract<
  keyof LeftRun,
  `${'positive' | 'negative' | 'absolutePositive' | 'absoluteNegative'}Mu${1 | 2}`
>;

/** Such a quantity at the place k of `histograms`, with the neurons behind it. */
export function widthAt(name: Widths, k: number) {
  const isNegative = /negative/i.test(name);
  return (run: LeftRun) => ({
    neurons: isNegative ? run.neurons - run.positiveNeurons : run.positiveNeurons,
    average: run[name][k]!,
  });
}
