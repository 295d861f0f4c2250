// Claims of Bai et al., numbered as in the fact sheet (section 11), and our own.
import { equalOptima } from './claims/c1.ts';
import { linearConvergence, startIndependence } from './claims/e2.ts';
import { sampledClose, sampledViolations } from './claims/e6.ts';

export const claims = [equalOptima, linearConvergence, startIndependence, sampledClose, sampledViolations];
