// `assay run`: computes what is missing.
import { select } from '../workbook/index.ts';
import { type Call, loadPapers } from './call.ts';
import { type ComputeOptions, compute } from './compute.ts';

export async function run(call: Call, names: readonly string[], options: ComputeOptions): Promise<number> {
  const experiments = (await loadPapers(call)).flatMap((paper) => paper.experiments);
  const { ok } = await compute(call, select(experiments, names, 'experiment'), options);
  return ok ? 0 : 1;
}
