// Figures of the convex paper, drawn from recorded runs, and what goes beyond it.
import { equality } from './figures/c1.ts';
import { worstCases } from './figures/c12.ts';
import { optimumByPatterns } from './figures/e1.ts';
import { convergence } from './figures/e2.ts';
import { iterationTimes } from './figures/e3.ts';
import { gapAndAccuracy } from './figures/e3Gap.ts';
import { early } from './figures/e4.ts';
import { arithmetic, images } from './figures/e5.ts';
import { sampledGap, sampledWidth } from './figures/e6.ts';
import { regions } from './figures/e7.ts';
import { landscapes } from './figures/e8.ts';
import { objective, table } from './figures/e9.ts';
import { byRadius } from './figures/e9Radius.ts';
import { tuning } from './figures/e9Tuning.ts';
import { otherLosses } from './figures/e10.ts';
import { regularizationPath } from './figures/path.ts';
import { kinds } from './figures/patternKinds.ts';
import { extraPattern } from './figures/samplingBound.ts';
import { toyCurves } from './figures/toy.ts';
import { landscape } from './figures/toyLandscape.ts';

export const figures = [
  optimumByPatterns,
  extraPattern,
  convergence,
  iterationTimes,
  gapAndAccuracy,
  equality,
  early,
  images,
  arithmetic,
  sampledGap,
  sampledWidth,
  regions,
  landscapes,
  worstCases,
  tuning,
  table,
  objective,
  byRadius,
  otherLosses,
  kinds,
  regularizationPath,
  toyCurves,
  landscape,
];
