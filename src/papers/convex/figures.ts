// Figures of the convex paper, drawn from recorded runs, and what goes beyond it.
import { equality } from './figures/c1.ts';
import { optimumByPatterns } from './figures/e1.ts';
import { convergence } from './figures/e2.ts';
import { early } from './figures/e4.ts';
import { sampledGap } from './figures/e6.ts';
import { regularizationPath } from './figures/path.ts';
import { extraPattern } from './figures/samplingBound.ts';
import { toyCurves } from './figures/toy.ts';
import { landscape } from './figures/toyLandscape.ts';

export const figures = [
  optimumByPatterns,
  extraPattern,
  convergence,
  equality,
  early,
  sampledGap,
  regularizationPath,
  toyCurves,
  landscape,
];
