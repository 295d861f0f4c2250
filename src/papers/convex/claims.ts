// Claims of Bai et al., numbered as in the fact sheet (section 11), and our own.
import { adversarialClaims } from './claims/adversarial.ts';
import { equalOptima, fewNeurons } from './claims/c1.ts';
import { e1Claims } from './claims/e1.ts';
import { linearConvergence, startIndependence } from './claims/e2.ts';
import { e3Claims } from './claims/e3.ts';
import { e4Claims } from './claims/e4.ts';
import { e5Claims } from './claims/e5.ts';
import { sampledClose, sampledViolations } from './claims/e6.ts';
import { e9Claims } from './claims/e9.ts';
import { e10Claims } from './claims/e10.ts';
import { pathClaims } from './claims/path.ts';
import { patternCountClaims } from './claims/patternCounts.ts';
import { patternKindClaims } from './claims/patternKinds.ts';
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
  ...e3Claims,
  ...e4Claims,
  ...e5Claims,
  sampledClose,
  sampledViolations,
  ...adversarialClaims,
  ...e9Claims,
  ...e10Claims,
  ...patternKindClaims,
  ...patternCountClaims,
  ...pathClaims,
  ...toyClaims,
];
