// Digests of what every elementary function, random generator and engine routine gives for fixed inputs.
import { type Engine, engine, type Matrix, symmetricEigen, zeros } from '../../linalg/index.ts';
import { stream } from '../../random/index.ts';
import { Arena } from '../../wasm/arena.ts';
import * as functions from '../../wasm/math.ts';
import { digest } from '../../workbook/identity.ts';

/** Engines whose bits are the same everywhere; those of OpenBLAS depend on the processor. */
const ENGINES = ['wasm', 'mlmatrix'] as const;
const COUNT = 500;
/** Odd sizes, so that every kernel meets the edges of its tiles. */
const [ROWS, COLUMNS, TERMS] = [67, 53, 131];

type Numbers = Float64Array | Int32Array;

const bits = (...all: readonly Numbers[]): string =>
  digest(
    Buffer.concat(
      all.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
    ),
  );

/** By `function exp`, `generator normal`, `engine wasm gemm` and the like. About 30 ms. */
export function kernelBits(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, values] of functionValues()) found.set(`function ${name}`, bits(values));
  for (const [name, values] of generatorValues()) found.set(`generator ${name}`, bits(values));
  for (const name of ENGINES)
    for (const [routine, values] of engineValues(engine(name)))
      found.set(`engine ${name} ${routine}`, bits(...values));
  found.set('eigenvalues', bits(...eigenValues()));
  return found;
}

/** Arguments of all sizes from 1e-12 to 1e4, of both signs. */
function functionValues(): (readonly [string, Float64Array])[] {
  const random = stream('bits', 'function');
  const size = Float64Array.from({ length: COUNT }, () => functions.exp(random.uniform() * 37 - 28));
  const argument = size.map((x) => x * random.sign());
  const positive = new Set(['log', 'log1p']);
  const { pow, ...unary } = functions;
  return [
    ...Object.entries(unary).map(
      ([name, f]) => [name, (positive.has(name) ? size : argument).map((x) => f(x))] as const,
    ),
    ['pow', size.map((x, i) => pow(x, argument[COUNT - 1 - i]!))],
  ];
}

function generatorValues(): (readonly [string, Numbers])[] {
  const of = (name: string) => stream('bits', 'generator', name);
  const drawn = (name: string, draw: (random: ReturnType<typeof of>) => number): Float64Array => {
    const random = of(name);
    return Float64Array.from({ length: COUNT }, () => draw(random));
  };
  return [
    ['uniform', drawn('uniform', (random) => random.uniform())],
    ['normal', drawn('normal', (random) => random.normal())],
    ['sign', drawn('sign', (random) => random.sign())],
    ['integer', drawn('integer', (random) => random.integer(1000))],
    ['gamma', drawn('gamma', (random) => random.gamma(0.7))],
    ['chi', drawn('chi', (random) => random.chi(40_000))],
    ['permutation', of('permutation').permutation(COUNT)],
    ['sphere', of('sphere').fillSphere(new Float64Array(COUNT))],
    ['fillUniform', of('fillUniform').fillUniform(new Float64Array(COUNT), -1, 3)],
    ['fillNormal', of('fillNormal').fillNormal(new Float64Array(COUNT), 1, 2)],
    ['fillSign', of('fillSign').fillSign(new Float64Array(COUNT))],
    ['fillIntegers', of('fillIntegers').fillIntegers(new Int32Array(COUNT), 1000)],
    ['split', of('split').split('a', 1).fillNormal(new Float64Array(COUNT))],
  ];
}

function engineValues(engine: Engine): (readonly [string, readonly Float64Array[]])[] {
  using arena = new Arena();
  const random = stream('bits', 'engine');
  const drawn = (rows: number, columns: number): Matrix => {
    const matrix = zeros(arena, rows, columns);
    random.fillNormal(matrix.data);
    return matrix;
  };
  const vector = (n: number): Float64Array => drawn(1, n).data;
  const products = [false, true].flatMap((transA) =>
    [false, true].map((transB) => {
      const [A, B] = [drawn(...shape(ROWS, TERMS, transA)), drawn(...shape(TERMS, COLUMNS, transB))];
      const C = drawn(ROWS, COLUMNS);
      engine.gemm(1.25, transA, A, transB, B, 0.5, C);
      return C.data.slice();
    }),
  );
  const squares = [false, true].map((trans) => {
    const C = zeros(arena, ROWS, ROWS);
    for (let i = 0; i < ROWS; i++) C.data[i * ROWS + i] = TERMS;
    engine.syrk(1, trans, drawn(...shape(ROWS, TERMS, trans)), 1, C);
    return C;
  });
  const square = squares.map(({ data }) => data.slice());
  for (const matrix of squares) engine.cholesky(matrix);
  const L = squares[0]!;
  const solved = [false, true].map((trans) => {
    const B = drawn(ROWS, COLUMNS);
    engine.trsm(trans, L, B);
    const x = vector(ROWS);
    engine.trsv(trans, L, x);
    const y = vector(ROWS);
    engine.gemv(1.25, trans, L, x, 0.5, y);
    return [B.data.slice(), x.slice(), y.slice()] as const;
  });
  return [
    ['gemm', products],
    ['syrk', square],
    ['cholesky', squares.map(({ data }) => data)],
    ['trsm', solved.map(([B]) => B)],
    ['trsv', solved.map(([, x]) => x)],
    ['gemv', solved.map(([, , y]) => y)],
  ];
}

const shape = (rows: number, columns: number, isTransposed: boolean): [number, number] =>
  isTransposed ? [columns, rows] : [rows, columns];

function eigenValues(): Float64Array[] {
  using arena = new Arena();
  const A = zeros(arena, COLUMNS, COLUMNS);
  stream('bits', 'eigenvalues').fillNormal(A.data);
  const { values, vectors } = symmetricEigen(A);
  return [values, ...vectors];
}
