// Figures of Xu et al., drawn from recorded runs over the published values, and what goes beyond the paper.
import { figure1 } from './figures/accuracy.ts';
import { batches } from './figures/batches.ts';
import { delayFigure } from './figures/delay.ts';
import { figure3, figure4 } from './figures/histograms.ts';
import { imbalance } from './figures/imbalance.ts';
import { insideFigure } from './figures/inside.ts';
import { loss } from './figures/loss.ts';
import { noise } from './figures/noise.ts';
import { phaseFigure } from './figures/phase.ts';
import { planeFigure } from './figures/plane.ts';
import { signal } from './figures/signal.ts';
import { theorem } from './figures/theorem.ts';

export const figures = [
  figure1,
  batches,
  planeFigure,
  figure3,
  figure4,
  insideFigure,
  delayFigure,
  noise,
  imbalance,
  signal,
  phaseFigure,
  theorem,
  loss,
];
