// Which solver a program gets where none is named.
import { acceleratedAdmm } from './acceleratedAdmm.ts';
import { interiorPointMethod } from './interior.ts';
import type { Problem } from './problem.ts';
import { robustAdmm } from './robustAdmm.ts';
import { robustInteriorPoint } from './robustInteriorPoint.ts';
import type { AnySolver } from './solver.ts';

// Memory of the interior-point method up to which it is the faster one to every certified gap measured, 1e-2 to 1e-6, on
// 40 to 11,809 samples: where n >> d the accelerated ADMM reaches no certificate, elsewhere it takes 2 to 8 times as long.
const DOUBLES = 1.5e8;

// Unknowns of robust programs up to which the interior-point method is the faster one to gaps of 1e-3 to 1e-6: from 2 to 20
// times at 60 to 240, equal at 2,000.
const UNKNOWNS = 1500;

/** ADMM for gated programs, for robust ones with many unknowns, and where d x d blocks would not fit; else interior point. */
export function solverFor({ X, patterns, radius, gated }: Problem): AnySolver {
  const P = patterns.active.rows;
  if (radius > 0) return 2 * P * X.cols > UNKNOWNS ? robustAdmm : robustInteriorPoint;
  const system = Math.min(X.rows, P * X.cols);
  const doubles = 2 * P * X.cols * X.cols + system * system;
  return gated || doubles > DOUBLES ? acceleratedAdmm : interiorPointMethod;
}
