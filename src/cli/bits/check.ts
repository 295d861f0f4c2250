// Whether this machine computes the recorded bits: what `assay doctor` says of it.
import { relative } from 'node:path';
import { count, duration } from '../../workbook/index.ts';
import { type Call, loadPapers } from '../call.ts';
import { broken, type Finding, good, note } from '../finding.ts';
import { experimentSample, kernelSample } from './compute.ts';
import { type RecordedBits, readSample, type Sample, writeSample } from './recorded.ts';

const RECORD = 'to record them: assay doctor --record';

/** Elementary functions, generators and engines. */
export function checkKernels(root: string): Finding[] {
  const recorded = readSample(root);
  const found = kernelSample();
  if (recorded.size === 0) return [note(`compiled; no bits are recorded in this folder, ${RECORD}`)];
  const kinds = Map.groupBy(found.keys(), (name) => name.split(' ')[0]!);
  const sizes = ['function', 'generator'].map((kind) => count(kinds.get(kind)?.length ?? 0, kind));
  const routines = found.size - (kinds.get('function')!.length + kinds.get('generator')!.length);
  const all = `${[...sizes, count(routines, 'engine routine')].join(', ')}`;
  return compareBits(found, recorded, `compiled; ${all} give the recorded bits`);
}

/** A run of every experiment whose data are here. */
export async function checkExperiments(call: Call, jobs?: number): Promise<Finding[]> {
  const recorded = readSample(call.workbook.root);
  if (recorded.size === 0) return [note(`no bits are recorded in this folder, ${RECORD}`)];
  const experiments = (await loadPapers(call)).flatMap((paper) => paper.experiments);
  const { found, leftOut, failed, seconds } = await experimentSample(call, experiments, jobs);
  const size = count(found.size, 'experiment');
  return [
    ...compareBits(found, recorded, `${size}: a run of each has the recorded bits (${duration(seconds)})`),
    ...failed.map(([id, reason]) => broken(`${id} failed: ${reason}`)),
    ...(leftOut.length > 0 ? [note(`without their data: ${leftOut.join(', ')}`)] : []),
  ];
}

/** Replaces the recorded bits by those of this machine; what could not be computed keeps what is recorded of it. */
export async function recordBits(call: Call, jobs?: number): Promise<Finding[]> {
  const { root } = call.workbook;
  const experiments = (await loadPapers(call)).flatMap((paper) => paper.experiments);
  const { found, failed } = await experimentSample(call, experiments, jobs);
  const before = readSample(root);
  const names = experiments.map(({ id }) => `experiment ${id}`);
  const entries = names.flatMap((name) => {
    const entry = found.get(name) ?? before.get(name);
    return entry ? [[name, entry] as const] : [];
  });
  const file = writeSample(root, new Map([...kernelSample(), ...entries]));
  return [
    good(`${found.size} of ${count(experiments.length, 'experiment')} recorded in ${relative(root, file)}`),
    ...failed.map(([id, reason]) => broken(`${id} failed: ${reason}`)),
  ];
}

type State = 'same' | 'other' | 'other code' | 'other data' | 'unknown';

function stateOf(now: RecordedBits, before: RecordedBits | undefined): State {
  if (before === undefined || now.run !== before.run) return 'unknown';
  if (now.bits === before.bits) return 'same';
  if (now.data !== before.data) return 'other data';
  return now.code === before.code ? 'other' : 'other code';
}

function compareBits(found: Sample, recorded: Sample, same: string): Finding[] {
  const by = Map.groupBy(found.keys(), (name) => stateOf(found.get(name)!, recorded.get(name)));
  const told = (state: State, say: typeof note, what: string): Finding[] => {
    const names = by.get(state)?.join(', ').replaceAll('experiment ', '');
    return names ? [say(`${what}: ${names}`)] : [];
  };
  return [
    ...(by.get('same')?.length === found.size ? [good(same)] : []),
    ...(by.size > 1 && by.has('same')
      ? [good(`${by.get('same')!.length} of ${found.size} have the recorded bits`)]
      : []),
    ...told('other', broken, 'other bits than recorded'),
    ...told('other code', note, `other bits, since code changed; ${RECORD}`),
    ...told('other data', note, 'other bits, from other data than recorded'),
    ...told('unknown', note, `no bits recorded of these; ${RECORD}`),
  ];
}
