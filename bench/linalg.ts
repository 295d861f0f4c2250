// Rates of the linear algebra on one core against ml-matrix and, where it is installed, OpenBLAS.
// The contenders of a case take turns in one run, and the best of several rounds counts: a busy neighbour slows all.
// `node bench/linalg.ts` prints a table (about a minute), `--json` the same numbers as JSON.
import { CholeskyDecomposition, MatrixTransposeView, Matrix as MlMatrix } from 'ml-matrix';
import {
  type Engine,
  EngineUnavailableError,
  engine,
  type Matrix,
  toRows,
  zeros,
} from '../src/linalg/index.ts';
import { Arena } from '../src/wasm/arena.ts';

const ROUNDS = 3;
/** Milliseconds that a contender gets in a round; it finishes the run it is in. */
const TURN = 200;

type Contender = 'wasm' | 'mlmatrix' | 'openblas';
/** What is timed, after an untimed preparation. */
interface Run {
  readonly prepare?: () => void;
  readonly run: () => void;
}
type Case = { readonly [name in Contender]?: Run };
interface Row {
  readonly routine: string;
  readonly n: number;
  /** 1e9 flops per second, or for gemv 1e9 bytes of the matrix per second. */
  readonly unit: 'GFLOP/s' | 'GB/s';
  readonly rates: { readonly [name in Contender]?: number };
}

/** Best time of each contender in seconds. */
function time(contenders: Case): { [name in Contender]?: number } {
  const best: { [name in Contender]?: number } = {};
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, { prepare, run }] of Object.entries(contenders) as [Contender, Run][]) {
      const start = performance.now();
      do {
        prepare?.();
        const before = process.hrtime.bigint();
        run();
        const seconds = Number(process.hrtime.bigint() - before) / 1e9;
        best[name] = Math.min(best[name] ?? seconds, seconds);
      } while (performance.now() - start < TURN);
    }
  return best;
}

function row(routine: string, n: number, unit: Row['unit'], work: number, contenders: Case): Row {
  const rates = Object.entries(time(contenders)).map(([name, seconds]) => [name, work / seconds / 1e9]);
  return { routine, n, unit, rates: Object.fromEntries(rates) };
}

function matrix(arena: Arena, n: number, salt: number): Matrix {
  const M = zeros(arena, n, n);
  for (let i = 0; i < n * n; i++) M.data[i] = ((i * 7919 + salt) % 2001) / 1000 - 1;
  return M;
}

const engines: readonly Engine[] = [engine('wasm'), ...openblas()];

function openblas(): Engine[] {
  try {
    return [engine('openblas')];
  } catch (error) {
    if (error instanceof EngineUnavailableError) return [];
    throw error;
  }
}

const ours = (run: (e: Engine) => Run): Case => Object.fromEntries(engines.map((e) => [e.name, run(e)]));

function gemm(n: number, peer: boolean, routine = 'gemm'): Row {
  using arena = new Arena();
  const [A, B, C] = [matrix(arena, n, 1), matrix(arena, n, 2), zeros(arena, n, n)];
  const [mlA, mlB] = [new MlMatrix(toRows(A)), new MlMatrix(toRows(B))];
  return row(routine, n, 'GFLOP/s', 2 * n ** 3, {
    ...ours((e) => ({ run: () => e.gemm(1, false, A, false, B, 0, C) })),
    ...(peer && { mlmatrix: { run: () => mlA.mmul(mlB) } }),
  });
}

function syrk(n: number): Row {
  using arena = new Arena();
  const [A, C] = [matrix(arena, n, 1), zeros(arena, n, n)];
  const mlA = new MlMatrix(toRows(A));
  return row('syrk', n, 'GFLOP/s', n ** 3, {
    ...ours((e) => ({ run: () => e.syrk(1, false, A, 0, C) })),
    mlmatrix: { run: () => mlA.mmul(mlA.transpose()) },
  });
}

function cholesky(n: number): Row {
  using arena = new Arena();
  const [G, S, L] = [matrix(arena, n, 1), zeros(arena, n, n), zeros(arena, n, n)];
  engine().syrk(1, false, G, 0, S);
  for (let i = 0; i < n; i++) S.data[i * n + i]! += n;
  const mlS = new MlMatrix(toRows(S));
  return row('cholesky', n, 'GFLOP/s', n ** 3 / 3, {
    ...ours((e) => ({ prepare: () => L.data.set(S.data), run: () => e.cholesky(L) })),
    mlmatrix: { run: () => new CholeskyDecomposition(mlS) },
  });
}

function gemv(n: number, trans: boolean): Row {
  using arena = new Arena();
  const [A, x, y] = [matrix(arena, n, 1), arena.float64(n).fill(1), arena.float64(n)];
  const [mlA, mlX] = [new MlMatrix(toRows(A)), MlMatrix.columnVector(x)];
  return row(trans ? 'gemv, transposed' : 'gemv', n, 'GB/s', 8 * n * n, {
    ...ours((e) => ({ run: () => e.gemv(1, trans, A, x, 0, y) })),
    ...(!trans && { mlmatrix: { run: () => mlA.mmul(mlX) } }),
  });
}

/**
 * ml-matrix's inner loops call `get`. While all operands are plain matrices V8 inlines it; once a program has multiplied
 * a single view, it never does again.
 */
function gemmAfterView(n: number): Row {
  const plain = MlMatrix.ones(64, 64);
  for (let i = 0; i < 50; i++) new MatrixTransposeView(plain).mmul(plain);
  return gemm(n, true, 'gemm after a view');
}

const json = process.argv.includes('--json');
const say = (line: string): void => {
  if (!json) console.log(line);
};

const cases: readonly (() => Row)[] = [
  ...[64, 128, 256, 512, 1024].map((n) => () => gemm(n, true)),
  () => gemm(2048, false),
  ...[64, 256, 1000].map((n) => () => syrk(n)),
  ...[64, 256, 1000].map((n) => () => cholesky(n)),
  ...[64, 512, 4096].flatMap((n) => [() => gemv(n, false), () => gemv(n, true)]),
  ...[512, 1024].map((n) => () => gemmAfterView(n)),
];

const number = (value: number | undefined, digits: number): string => value?.toFixed(digits) ?? '-';
say(`${'routine'.padEnd(18)}     n  unit      wasm  ml-matrix  wasm / ml-matrix  OpenBLAS`);
const rows = cases.map((run) => {
  const result = run();
  const { wasm, mlmatrix, openblas } = result.rates;
  const ratio = wasm && mlmatrix ? wasm / mlmatrix : undefined;
  say(
    [
      result.routine.padEnd(18),
      String(result.n).padStart(6),
      `  ${result.unit.padEnd(7)}`,
      number(wasm, 1).padStart(7),
      number(mlmatrix, 2).padStart(11),
      number(ratio, 1).padStart(18),
      number(openblas, 1).padStart(10),
    ].join(''),
  );
  return result;
});
const rate = (routine: string, n: number): number =>
  rows.find((r) => r.routine === routine && r.n === n)?.rates.wasm ?? Number.NaN;
const percent = (routine: string): string =>
  `${routine} ${((100 * rate(routine, 1000)) / rate('gemm', 1024)).toFixed(0)} %`;
say(`of the product's rate at n = 1000: ${percent('syrk')}, ${percent('cholesky')}`);
if (json) console.log(JSON.stringify(rows, null, 2));
