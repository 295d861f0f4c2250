// What peers are asked for: a task on the data of a case, whose result must agree with ours.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stream } from '../../src/random/index.ts';
import type { Contender } from '../harness/contest.ts';
import { later } from '../harness/later.ts';
import { checkAgreement, contenderOf } from '../peers/contender.ts';
import type { Peer } from '../peers/peer.ts';
import type { Network } from './networks.ts';

const TOLERANCE = 1e-9; // of the largest entry; rounding alone

/** Hands the data of a case to the peer, once for all its contenders. */
export function loader(peer: Peer, network: () => Network): () => Promise<void> {
  return later(async () => {
    const { problem, theta, indices, model } = network();
    const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
    const arrays: { [name: string]: [number[], string] } = {};
    const write = (name: string, values: Float64Array | Int32Array, ...shape: number[]) => {
      writeFileSync(join(folder, name), values);
      arrays[name] = [shape, values instanceof Float64Array ? 'float64' : 'int32'];
    };
    write('theta', theta, theta.length);
    write('inputs', problem.inputs.data, problem.inputs.rows, problem.inputs.cols);
    write('targets', problem.targets, problem.targets.length);
    write('indices', indices, indices.length);
    write(
      'direction',
      stream('bench stability', 'direction').fillNormal(new Float64Array(theta.length)),
      theta.length,
    );
    await peer.ask('load', { folder, arrays, model });
    rmSync(folder, { recursive: true });
  });
}

const libraries = {
  numpy: ['numpy', ['numpy']],
  torch: ['PyTorch', ['numpy', 'torch']],
  curvlinops: ['curvlinops', ['numpy', 'torch', 'curvlinops']],
  pyhessian: ['PyHessian', ['numpy', 'torch', 'pyhessian']],
} as const;
type Library = keyof typeof libraries;

interface Asked {
  readonly task: string;
  readonly request?: object;
  /** What they must give, up to `tolerance` of the largest entry. */
  readonly expected: () => ArrayLike<number>;
  readonly tolerance?: number;
  /** Repeats in a request, by which the time is divided. */
  readonly times?: number;
}

export const asked =
  (
    peer: Peer,
    load: () => Promise<void>,
    { task, request, expected, tolerance = TOLERANCE, times = 1 }: Asked,
  ) =>
  (library: Library): Contender[] => {
    const [name, needs] = libraries[library];
    const run = async () => {
      type Answer = { readonly seconds: number; readonly values: readonly number[] };
      const answer = await peer.ask<Answer>(task, { ...request, library });
      checkAgreement(`${name}, ${task}`, answer.values, expected(), tolerance);
      return answer.seconds / times;
    };
    return contenderOf(peer, needs, { name, prepare: load, run });
  };
