// `assay export`: the results of an experiment as files for other programs.
import { extname } from 'node:path';
import { writeWhole } from '../data/write.ts';
import { toCsv } from '../export/csv.ts';
import { fieldsOf } from '../export/fields.ts';
import { toNpz } from '../export/npz.ts';
import { count, plan, recordedFor, resultsFor, select, UsageError, unfinished } from '../workbook/index.ts';
import { type Call, dataStates, loadPapers, print } from './call.ts';

export interface ExportOptions {
  readonly csv?: true;
  readonly npz?: true;
  readonly out?: string;
}

export async function exportResults(call: Call, name: string, options: ExportOptions): Promise<number> {
  const experiments = (await loadPapers(call)).flatMap((paper) => paper.experiments);
  const selected = select(experiments, [name], 'experiment');
  if (selected.length > 1)
    throw new UsageError(`"${name}" is a paper: name one of ${selected.map(({ id }) => id).join(', ')}`);
  const { format, base } = target(selected[0]!.id, options);
  const data = await dataStates(selected);
  const planned = await plan(call.workbook, selected, { profile: 'paper', long: false, force: false, data });
  const [one] = planned.experiments;
  const isComputed = unfinished(planned, one!) === 0;
  const set = isComputed ? resultsFor(planned, one!) : recordedFor(planned, one!);
  if ('missing' in set)
    throw new Error(`no results of ${set.missing}; to compute them: assay run ${name} --long`);
  for (const note of set.notes) print(note, process.stderr);
  const fields = fieldsOf(set.results);
  const files = format === 'npz' ? { [`${base}.npz`]: toNpz(fields) } : csvFiles(base, toCsv(fields));
  for (const [path, content] of Object.entries(files)) await writeWhole(path, content);
  print(
    `${isComputed ? 'computed' : 'recorded'}: ${count(set.results.length, 'run')}, ${count(fields.rows.length, 'record')} in ${Object.keys(files).join(' and ')}`,
  );
  return 0;
}

const csvFiles = (base: string, { rows, arrays }: ReturnType<typeof toCsv>): Record<string, string> => ({
  [`${base}.csv`]: rows,
  ...(arrays !== undefined && { [`${base}.arrays.csv`]: arrays }),
});

/** Format and path without ending, from the options and the ending of `--out`. */
function target(id: string, { csv, npz, out }: ExportOptions): { format: 'csv' | 'npz'; base: string } {
  const asked = npz ? 'npz' : csv ? 'csv' : undefined;
  if (out === undefined) return { format: asked ?? 'csv', base: id.replaceAll('/', '-') };
  const ending = extname(out).toLowerCase().slice(1);
  if (ending !== 'csv' && ending !== 'npz')
    throw new UsageError(`--out is "${out}": a name that ends with .csv or .npz was expected`);
  if (asked !== undefined && asked !== ending)
    throw new UsageError(`--out is "${out}" but --${asked} is given: leave one out`);
  return { format: ending, base: out.slice(0, -ending.length - 1) };
}
