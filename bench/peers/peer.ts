// A peer in Python: a child process that stays alive and answers, so that it and Assay can take turns in one run.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const environment = join(import.meta.dirname, '../../build/peers');

export interface Peer extends Disposable {
  /** Versions of the modules asked for, and of those that are missing the reason. */
  readonly found: { readonly [module: string]: string };
  readonly absent: { readonly [module: string]: string };
  /** What the script's function `task` returns for these keyword arguments. Errors: `Error` with the function's own. */
  ask<Answer>(task: string, request?: object): Promise<Answer>;
}

/** Starts `script` of this folder on one thread. Without an environment (see the Makefile) all modules are absent. */
export async function startPeer(script: string, modules: readonly string[]): Promise<Peer> {
  if (!existsSync(join(environment, 'installed'))) {
    const absent = Object.fromEntries(modules.map((name) => [name, 'no Python environment in build/peers']));
    const ask = () => Promise.reject(new Error(`${script} cannot run: no Python environment in build/peers`));
    return { found: {}, absent, ask, [Symbol.dispose]() {} };
  }
  const child = spawn(join(environment, 'bin/python'), ['-B', join(import.meta.dirname, script)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: oneThread(process.env),
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  async function ask<Answer>(task: string, request: object = {}): Promise<Answer> {
    child.stdin.write(`${JSON.stringify({ task, ...request })}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error(`${script} ended when asked for ${task}`);
    const answer = JSON.parse(value);
    if (answer.error) throw new Error(`${script}, ${task}: ${answer.error}`);
    return answer;
  }
  const { found, absent } = await ask<Pick<Peer, 'found' | 'absent'>>('versions', { modules });
  return { found, absent, ask, [Symbol.dispose]: () => child.stdin.end() };
}

/** OpenBLAS chooses its own kernel: one set for other programs may be slow. */
function oneThread(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _kernel, OPENBLAS_L2_SIZE: _cache, ...rest } = env;
  const one = ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'VECLIB_MAXIMUM_THREADS'];
  return { ...rest, ...Object.fromEntries(one.map((name) => [name, '1'])) };
}
