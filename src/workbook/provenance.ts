// Where a result comes from: stored beside its records, never compared.
import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import type { Workbook } from './plan.ts';

export interface Provenance {
  readonly code: string;
  /** Git commit; `+` behind it where tracked or new files differed from it. */
  readonly commit: string;
  readonly node: string;
  /** Linear-algebra engine. */
  readonly engine: string;
  readonly cpu: string;
  readonly seconds: number;
  /** Peak resident memory of the worker process during the run. */
  readonly mebibytes: number;
  /** What must be said of the data sets it used. */
  readonly remarks?: readonly string[];
  /** UTC time at the end of the run. */
  readonly finished: string;
}

export type Machine = Pick<Provenance, 'commit' | 'node' | 'engine' | 'cpu'>;

const run = promisify(execFile);

/** What all runs of a call have in common. */
export async function machine({ root, engine, commit: known }: Workbook): Promise<Machine> {
  return {
    commit: known ?? (await commit(root)),
    node: process.version,
    engine,
    cpu: cpus()[0]?.model.trim() ?? process.arch,
  };
}

/** Commit of the folder; results and figures do not make it differ. `none` outside a repository. */
export async function commit(root: string): Promise<string> {
  const git = async (...args: string[]): Promise<string> =>
    (await run('git', ['-C', root, ...args])).stdout.trim();
  try {
    const status = git('status', '--porcelain', '--', '.', ':!results', ':!figures');
    const [head, changes] = await Promise.all([git('rev-parse', 'HEAD'), status]);
    return changes === '' ? head : `${head}+`;
  } catch {
    return 'none';
  }
}
