// `assay review crate`: the recorded results as an RO-Crate.
import { join } from 'node:path';
import { buildCrate, CRATE } from '../review/crate/crate.ts';
import { replaceFile } from '../workbook/index.ts';
import { type Call, loadPapers, print } from './call.ts';

export async function reviewCrate(call: Call): Promise<number> {
  const { root } = call.workbook;
  const text = buildCrate(root, await loadPapers(call));
  replaceFile(join(root, CRATE), text);
  print(`${CRATE}: ${text.split('\n').length - 3} entities`);
  return 0;
}
