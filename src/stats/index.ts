// Confidence intervals for what claims measure.
export { bootstrap } from './bootstrap.ts';
export {
  clopperPearson,
  exact,
  type Interval,
  LEVEL,
  quantile,
  quantileInterval,
  tInterval,
} from './interval.ts';
