// Claims of Bai et al., numbered as in the fact sheet (section 11), and our own.
import { equalOptima, fewNeurons } from './claims/c1.ts';
import { e1Claims } from './claims/e1.ts';
import { linearConvergence, startIndependence } from './claims/e2.ts';
import { e4Claims } from './claims/e4.ts';
import { pathClaims } from './claims/path.ts';
import { neuronsInUse, samplingTheorem } from './claims/samplingBound.ts';
import { toyClaims } from './claims/toy.ts';

export const claims = [
  equalOptima,
  fewNeurons,
  samplingTheorem,
  neuronsInUse,
  ...e1Claims,
  linearConvergence,
  startIndependence,
  ...e4Claims,
  ...pathClaims,
  ...toyClaims,
];
