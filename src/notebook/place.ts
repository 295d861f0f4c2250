// Where the recorded results and pictures lie: in the checkout, or in the installed package.
import { join } from 'node:path';

/** The folder of `results/` and `figures/`. */
export const root = join(import.meta.dirname, '../..');
