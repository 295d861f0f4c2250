// Claims of Wu and Su, of their neighbours and our own, numbered as in the fact sheet (section 7).
import { alignmentClaims } from './claims/alignment.ts';
import { balancing } from './claims/balancing.ts';
import { e1Claims } from './claims/e1.ts';
import { e2Claims } from './claims/e2.ts';
import { e3Claims } from './claims/e3.ts';
import { escapeClaims } from './claims/escape.ts';
import { fashionClaims } from './claims/fashion.ts';
import { minimaClaims } from './claims/minima.ts';
import { normClaims } from './claims/norms.ts';
import { sizeClaims } from './claims/size.ts';

export const claims = [
  ...e1Claims,
  ...e2Claims,
  ...e3Claims,
  ...balancing,
  ...sizeClaims,
  ...normClaims,
  ...alignmentClaims,
  ...minimaClaims,
  ...escapeClaims,
  ...fashionClaims,
];
