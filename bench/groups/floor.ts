// The linear algebra below all solvers, on one core: WebAssembly against numpy and scipy on OpenBLAS, and ml-matrix; and our
// optional engine on the very OpenBLAS that numpy has loaded.
import { CholeskyDecomposition, Matrix as MlMatrix } from 'ml-matrix';
import {
  type Engine,
  EngineUnavailableError,
  engine,
  type Matrix,
  toRows,
  zeros,
} from '../../src/linalg/index.ts';
import type { Arena } from '../../src/wasm/arena.ts';
import { type Case, type Contender, seconds } from '../harness/contest.ts';
import { type Group, taskOf } from '../harness/group.ts';
import { later } from '../harness/later.ts';
import { checkAgreement, contenderOf } from '../peers/contender.ts';
import { type Peer, startPeer } from '../peers/peer.ts';

const SIZES = [64, 128, 256, 512, 1024, 2048];
const TURN = 2e8; // flops of a contender in a round: 10 ms at 20 GFLOP/s
const ENTRIES = 64; // of a result, which are compared
const TOLERANCE = 1e-11; // of the largest of them: rounding alone

interface Routine {
  readonly name: 'product' | 'rank-k' | 'Cholesky' | 'matrix-vector';
  readonly flops: (n: number) => number;
  /** Largest n at which ml-matrix takes less than about a second. */
  readonly largest: number;
}
const ROUTINES: readonly Routine[] = [
  { name: 'product', flops: (n) => 2 * n ** 3, largest: 1024 },
  { name: 'rank-k', flops: (n) => n ** 3, largest: 1024 },
  { name: 'Cholesky', flops: (n) => n ** 3 / 3, largest: 1024 },
  { name: 'matrix-vector', flops: (n) => 2 * n * n, largest: 2048 },
];

function matrix(arena: Arena, n: number, salt: number): Matrix {
  const M = zeros(arena, n, n);
  for (let i = 0; i < n * n; i++) M.data[i] = ((i * 7919 + salt) % 2001) / 1000 - 1;
  return M;
}

/** What is timed, after an untimed preparation. */
interface Run {
  readonly before?: () => void;
  readonly run: () => void;
}

interface Operands {
  readonly A: Matrix;
  readonly B: Matrix;
  readonly S: Matrix;
  readonly C: Matrix;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** As many matrices as the routine takes; the others are empty. */
function operands(name: Routine['name'], n: number, arena: Arena): Operands {
  const A = matrix(arena, n, 1);
  const empty = zeros(arena, 0, 0);
  const S = name === 'Cholesky' ? zeros(arena, n, n) : empty;
  if (name === 'Cholesky') engine().syrk(1, false, A, 0, S);
  for (let i = 0; i < S.rows; i++) S.data[i * n + i]! += n;
  return {
    A,
    B: name === 'product' ? matrix(arena, n, 2) : empty,
    S,
    C: name === 'matrix-vector' ? empty : zeros(arena, n, n),
    x: arena.float64(n).fill(1),
    y: arena.float64(n),
  };
}

function byEngine(name: Routine['name'], e: Engine, { A, B, S, C, x, y }: Operands): Run {
  switch (name) {
    case 'product':
      return { run: () => e.gemm(1, false, A, false, B, 0, C) };
    case 'rank-k':
      return { run: () => e.syrk(1, false, A, 0, C) };
    case 'Cholesky':
      return { before: () => C.data.set(S.data), run: () => e.cholesky(C) };
    case 'matrix-vector':
      return { run: () => e.gemv(1, false, A, x, 0, y) };
  }
}

function byMlMatrix(name: Routine['name'], { A, B, S, x }: Operands): () => void {
  const [mlA, mlB] = [new MlMatrix(toRows(A)), new MlMatrix(toRows(B))];
  const [mlS, mlX] = [new MlMatrix(toRows(S)), MlMatrix.columnVector(x)];
  const runs = {
    product: () => mlA.mmul(mlB),
    'rank-k': () => mlA.mmul(mlA.transpose()),
    Cholesky: () => new CholeskyDecomposition(mlS),
    'matrix-vector': () => mlA.mmul(mlX),
  };
  return runs[name];
}

function caseOf(peer: Peer, blas: Engine | undefined, { name, flops, largest }: Routine, n: number): Case {
  const repeats = Math.max(1, Math.round(TURN / flops(n)));
  const slow = Math.max(1, Math.round(repeats / 10));
  return {
    name,
    size: { symbol: 'n', value: n },
    flops: flops(n),
    rounds: n >= 1024 ? 7 : 15,
    memory: name === 'product',
    contenders: (arena) => {
      const own = later(() => operands(name, n, arena));
      const result = () => (name === 'matrix-vector' ? own().y : own().C.data);
      const length = name === 'matrix-vector' ? n : n * n;
      const at = Array.from({ length: ENTRIES }, (_, k) => Math.floor((k * length) / ENTRIES));
      const values = () => at.map((k) => result()[k]!);
      let expected: number[] | undefined;
      const ours = (title: string, e: Engine): Contender => ({
        name: title,
        run: () => {
          const { run, before } = byEngine(name, e, own());
          const time = seconds(run, repeats, before);
          if (expected) checkAgreement(`${title}, ${name}`, values(), expected, TOLERANCE);
          expected ??= values();
          return time;
        },
      });
      return [
        ours('Assay', engine()),
        ...contenderOf(peer, ['numpy', 'scipy'], {
          name: 'numpy, scipy',
          prepare: () => peer.ask('prepare', { routine: name, n }),
          run: async () => {
            type Answer = { readonly seconds: number; readonly values: readonly number[] };
            const answer = await peer.ask<Answer>('run', { routine: name, repeats, at });
            if (expected) checkAgreement(`numpy, ${name}`, answer.values, expected, TOLERANCE);
            return answer.seconds;
          },
        }),
        ...(blas ? [ours('Assay, OpenBLAS engine', blas)] : []),
        ...(n <= largest
          ? [
              {
                name: 'ml-matrix',
                run: () => seconds(byMlMatrix(name, own()), slow),
                ...(n >= 1024 && { rounds: 2 }),
              },
            ]
          : []),
      ];
    },
  };
}

/** Our engine on the library that numpy has loaded, or on one that is found where numpy is missing. */
async function openblas(peer: Peer): Promise<Engine | undefined> {
  if ('numpy' in peer.found) {
    const { path } = await peer.ask<{ readonly path: string | null }>('library');
    if (path) process.env['ASSAY_OPENBLAS'] ??= path;
  }
  // A kernel that was chosen for other programs may be slow; the peers do not see these either.
  delete process.env['OPENBLAS_CORETYPE'];
  delete process.env['OPENBLAS_L2_SIZE'];
  try {
    return engine('openblas');
  } catch (error) {
    if (error instanceof EngineUnavailableError) return undefined;
    throw error;
  }
}

export const floor: Group = {
  title: 'Linear algebra, one core',
  seconds: { full: 75, quick: 15 },
  open: async (quick) => {
    const peer = await startPeer('floor.py', ['numpy', 'scipy']);
    const blas = await openblas(peer);
    const sizes = quick ? [64, 256, 512] : SIZES;
    return {
      tasks: ROUTINES.flatMap((routine) => sizes.map((n) => taskOf(caseOf(peer, blas, routine, n)))),
      versions: peer.found,
      absent: { ...peer.absent, ...(blas ? {} : { 'OpenBLAS engine': 'no OpenBLAS was found' }) },
      [Symbol.asyncDispose]: async () => peer[Symbol.dispose](),
    };
  },
};
