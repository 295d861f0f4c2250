// Claims of Bai et al., numbered as in the fact sheet (section 11), and our own.
import { equalOptima, fewNeurons } from './claims/c1.ts';
import { linearConvergence, startIndependence } from './claims/e2.ts';
import { e5Claims } from './claims/e5.ts';
import { sampledClose, sampledViolations } from './claims/e6.ts';
import { e9Claims } from './claims/e9.ts';
import { patternKindClaims } from './claims/patternKinds.ts';

export const claims = [
  equalOptima,
  fewNeurons,
  linearConvergence,
  startIndependence,
  ...e5Claims,
  sampledClose,
  sampledViolations,
  ...e9Claims,
  ...patternKindClaims,
];
