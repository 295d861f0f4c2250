// Which solver a program gets where none is named.
import { acceleratedAdmm } from './acceleratedAdmm.ts';
import { interiorPointMethod } from './interior.ts';
import type { Problem } from './problem.ts';
import { robustAdmm } from './robustAdmm.ts';
import type { AnySolver } from './solver.ts';

// Memory of the interior-point method up to which it is the faster one to every certified gap measured, 1e-2 to 1e-6, on
// 40 to 11,809 samples: where n >> d the accelerated ADMM reaches no certificate, elsewhere it takes 2 to 8 times as long.
const DOUBLES = 1.5e8;

/** ADMM for robust and gated programs and where d x d blocks would not fit; else the interior-point method. */
export function solverFor({ X, patterns, radius, gated }: Problem): AnySolver {
  if (radius > 0) return robustAdmm;
  const P = patterns.active.rows;
  const system = Math.min(X.rows, P * X.cols);
  const doubles = 2 * P * X.cols * X.cols + system * system;
  return gated || doubles > DOUBLES ? acceleratedAdmm : interiorPointMethod;
}
