// `assay doctor`: whether this machine has what the workbook needs and computes the recorded bits, on one screen.
import { statfs } from 'node:fs/promises';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { commit, count } from '../workbook/index.ts';
import { type Call, loadPapers, paint, print } from './call.ts';
import { broken, type Finding, good, note } from './finding.ts';
import { table } from './table.ts';

export interface DoctorOptions {
  readonly jobs?: number;
  /** Replace the recorded bits of the sample. */
  readonly record?: boolean;
}

const MEBI = 1 << 20;
const GIBI = 1 << 30;
/** Longer findings are cut; whoever needs the part gets the whole message. */
const WIDTH = 200;
const size = (bytes: number): string => `${(bytes / GIBI).toFixed(1)} GiB`;

/** Exit code 1 where something is broken that every computation needs. */
export async function doctor(call: Call, { jobs, record }: DoctorOptions): Promise<number> {
  const bits = await import('./bits/check.ts');
  const checks: readonly (readonly [string, () => Finding[] | Promise<Finding[]>])[] = [
    ['node', node],
    ['kernels', () => (record ? [] : bits.checkKernels(call.workbook.root))],
    ['engines', engines],
    ['browser', () => browser(call.signal)],
    ['data sets', dataSets],
    ['git', () => git(call.workbook.root)],
    ['disk', () => disk(call.workbook.root)],
    ['machine', () => machine(call)],
    ['bits', () => (record ? bits.recordBits(call, jobs) : bits.checkExperiments(call, jobs))],
  ];
  let healthy = true;
  const rows: string[][] = [];
  for (const [name, check] of checks) {
    call.signal.throwIfAborted();
    const findings = await Promise.resolve()
      .then(check)
      .catch((error: Error) => [broken(error.message)]);
    for (const { is, text } of findings) {
      const colour = ({ good: 'green', note: 'yellow', broken: 'red' } as const)[is];
      const line = text.replaceAll(/\s+/g, ' ');
      rows.push([name, paint(colour, is), line.length > WIDTH ? `${line.slice(0, WIDTH)}...` : line]);
      if (is === 'broken') healthy = false;
    }
  }
  print(table(rows));
  print(healthy ? 'Everything that is needed works.' : paint('red', 'Something that is needed is broken.'));
  return healthy ? 0 : 1;
}

function node(): Finding[] {
  const origin = process.execPath.includes('node_modules') ? 'locked' : 'of the system';
  const text = `${process.version}, ${origin}, ${process.platform}-${process.arch}`;
  const major = Number(process.versions.node.split('.')[0]);
  return [major >= 24 ? good(text) : broken(`${text}: 24 or newer is needed`)];
}

async function engines(): Promise<Finding[]> {
  const { engine } = await import('../linalg/index.ts');
  return (['wasm', 'mlmatrix', 'openblas'] as const).map((name) => {
    try {
      return good(engine(name).name);
    } catch (error) {
      return name === 'openblas' ? note((error as Error).message) : broken((error as Error).message);
    }
  });
}

async function browser(signal: AbortSignal): Promise<Finding[]> {
  const { startDrawer } = await import('../plot/browser.ts');
  try {
    await using drawer = await startDrawer(signal);
    return [good(drawer.browser)];
  } catch (error) {
    return [note(`${(error as Error).message} (figures are drawn as JSON and HTML only)`)];
  }
}

async function dataSets(): Promise<Finding[]> {
  const { dataStatus } = await import('../data/index.ts');
  return (await dataStatus()).map((state) =>
    state.available
      ? (state.official ? good : note)(`${state.name}: ${state.provenance}`)
      : note(`${state.name}: ${state.reason}`),
  );
}

async function git(root: string): Promise<Finding[]> {
  const at = await commit(root);
  if (at === 'none') return [note('no commit here, so the provenance of results names none')];
  return [good(at.endsWith('+') ? `${at.slice(0, -1)} with changes` : at)];
}

const NEEDED_ON_DISK = GIBI;

async function disk(root: string): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(root);
  const free = bavail * bsize;
  return [(free < NEEDED_ON_DISK ? note : good)(`${size(free)} free for results and figures`)];
}

async function machine(call: Call): Promise<Finding[]> {
  const jobs = availableParallelism();
  const experiments = (await loadPapers(call)).flatMap((paper) => paper.experiments);
  const peaks = experiments.flatMap((one) => one.runs('paper').map((run) => one.cost(run).mebibytes));
  const needed = jobs * Math.max(0, ...peaks) * MEBI;
  const text = `${count(jobs, 'core')}, ${cpus()[0]?.model ?? process.arch}; ${size(freemem())} of ${size(totalmem())} memory free, ${size(needed)} needed at most`;
  return [needed > freemem() ? note(`${text}: use fewer --jobs`) : good(text)];
}
