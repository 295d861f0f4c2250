// Confidence intervals for what claims measure, and fits.
export { bootstrap } from './bootstrap.ts';
export { exact, type Interval, LEVEL } from './interval.ts';
export { powerLaw } from './powerLaw.ts';
export { clopperPearson } from './proportion.ts';
export { quantile, quantileInterval } from './quantile.ts';
export { line, logLogSlope, mean, spearman } from './regression.ts';
export { resampledQuantile } from './resampledQuantile.ts';
export { tInterval } from './student.ts';
