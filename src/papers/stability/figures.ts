// Figures of Wu and Su, drawn over second-hand values where there are any, and what goes beyond the paper.
import { alignmentFigure } from './figures/alignment.ts';
import { balancingFigure } from './figures/balancing.ts';
import { e3Figures } from './figures/e3.ts';
import { escapeFigure } from './figures/escape.ts';
import { batchFigure, thresholdFigure } from './figures/minima.ts';

export const figures = [
  ...e3Figures,
  balancingFigure,
  alignmentFigure,
  batchFigure,
  thresholdFigure,
  escapeFigure,
];
