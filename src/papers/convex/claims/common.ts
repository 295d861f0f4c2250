// What the claims of the convex paper share.
import { part } from '../../../spec/claim.ts';
import { share } from '../measurements.ts';

export const MOST = [0.9, 1] as const; // 40 of 40 runs give an interval from 0.91 on

export const certified = (runs: readonly { optimum: number; lowerBound: number }[]) =>
  part(
    'share of optima certified to a relative gap of 1e-9',
    share(runs.map(({ optimum, lowerBound }) => optimum - lowerBound <= 1e-9 * optimum)),
    MOST,
  );
