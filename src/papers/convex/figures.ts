// Figures of the convex paper, drawn from recorded runs, and what goes beyond it.
import { equality } from './figures/c1.ts';
import { worstCases } from './figures/c12.ts';
import { optimumByPatterns } from './figures/e1.ts';
import { convergence } from './figures/e2.ts';
import { sampledGap } from './figures/e6.ts';
import { regions } from './figures/e7.ts';
import { landscapes } from './figures/e8.ts';
import { otherLosses } from './figures/e10.ts';
import { regularizationPath } from './figures/path.ts';
import { extraPattern } from './figures/samplingBound.ts';
import { toyCurves } from './figures/toy.ts';
import { landscape } from './figures/toyLandscape.ts';

export const figures = [
  optimumByPatterns,
  extraPattern,
  convergence,
  equality,
  sampledGap,
  regularizationPath,
  toyCurves,
  landscape,
  regions,
  landscapes,
  worstCases,
  otherLosses,
];
