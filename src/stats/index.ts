// Confidence intervals for what claims measure.
export { bootstrap } from './bootstrap.ts';
export { exact, type Interval, LEVEL } from './interval.ts';
export { clopperPearson } from './proportion.ts';
export { quantile, quantileInterval } from './quantile.ts';
export { tInterval } from './student.ts';
