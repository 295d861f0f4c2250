// The real data sets, where they are: below ASSAY_DATA, or in a folder beside the checkout.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const beside = join(import.meta.dirname, '../../shared/data');

/** Points ASSAY_DATA to them and returns it; empty where there are none. */
export function useRealData(): string {
  process.env['ASSAY_DATA'] ??= existsSync(beside) ? beside : '';
  return process.env['ASSAY_DATA'];
}
