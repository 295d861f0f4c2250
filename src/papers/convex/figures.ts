// Figures of the convex paper, drawn from recorded runs, and what goes beyond it.
import { equality } from './figures/c1.ts';
import { convergence } from './figures/e2.ts';
import { arithmetic, images } from './figures/e5.ts';
import { sampledGap, sampledWidth } from './figures/e6.ts';
import { objective, table } from './figures/e9.ts';
import { byRadius } from './figures/e9Radius.ts';
import { tuning } from './figures/e9Tuning.ts';
import { kinds } from './figures/patternKinds.ts';

export const figures = [
  convergence,
  equality,
  images,
  arithmetic,
  sampledGap,
  sampledWidth,
  table,
  objective,
  byRadius,
  tuning,
  kinds,
];
