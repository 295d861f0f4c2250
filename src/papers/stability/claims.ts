// Claims of Wu and Su, of their neighbours and our own, numbered as in the fact sheet (section 7).
import { e3Claims } from './claims/e3.ts';

export const claims = [...e3Claims];
