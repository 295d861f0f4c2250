// Figures of Wu and Su, drawn over second-hand values where there are any, and what goes beyond the paper.
import { alignmentFigure } from './figures/alignment.ts';
import { balancingFigure } from './figures/balancing.ts';
import { e1Clipped, e1Figure } from './figures/e1.ts';
import { e2Edge, e2Figure } from './figures/e2.ts';
import { e3Figures } from './figures/e3.ts';
import { escapeFigure } from './figures/escape.ts';
import { fashionFigure } from './figures/fashion.ts';
import { batchFigure, thresholdFigure } from './figures/minima.ts';
import { normsFigure } from './figures/norms.ts';
import { sizeFigure } from './figures/size.ts';

export const figures = [
  e1Figure,
  e1Clipped,
  e2Figure,
  e2Edge,
  ...e3Figures,
  balancingFigure,
  sizeFigure,
  normsFigure,
  alignmentFigure,
  batchFigure,
  thresholdFigure,
  escapeFigure,
  fashionFigure,
];
