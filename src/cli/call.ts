// What every command of `assay` works with.
import { styleText } from 'node:util';
import type { AnyExperiment, DataSet } from '../spec/experiment.ts';
import type { Paper } from '../spec/paper.ts';
import type { DataState, Workbook } from '../workbook/index.ts';

export interface Call {
  readonly workbook: Workbook;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Where it is told how a computation goes. */
  readonly log: NodeJS.WritableStream;
  /** Of Assay. */
  readonly version: string;
  /** From now on the command ends by itself after Ctrl-C, in whatever time it needs; a second one ends it at once. */
  readonly endsItself: () => void;
}

export const print = (text: string, stream: NodeJS.WritableStream = process.stdout): void =>
  void stream.write(`${text}\n`);

/** Coloured on a terminal, unless NO_COLOR says otherwise. */
export const paint = (format: 'bold' | 'dim' | 'green' | 'yellow' | 'red', text: string): string =>
  styleText(format, text);

export async function loadPapers({ workbook }: Call): Promise<readonly Paper[]> {
  const { papers } = (await import(workbook.registry.href)) as { readonly papers: readonly Paper[] };
  return papers;
}

/** State of the data sets, looked at only if one of the experiments needs any. */
export async function dataStates(
  experiments: readonly AnyExperiment[],
): Promise<(name: DataSet) => DataState> {
  if (experiments.every(({ needs = [] }) => needs.length === 0)) return () => ({});
  const { dataStatus } = await import('../data/index.ts');
  const states = new Map<DataSet, DataState>();
  for (const status of await dataStatus())
    if (!status.available) states.set(status.name, { missing: status.reason });
    else if (!status.official) states.set(status.name, { remark: `${status.title}: ${status.provenance}` });
  return (name) => states.get(name) ?? {};
}
