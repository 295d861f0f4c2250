import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Arena,
  type Engine,
  EngineUnavailableError,
  engine,
  fromRows,
  zeros,
} from '../../src/linalg/index.ts';
import { loadOpenBlas } from '../../src/linalg/openblas.ts';
import { engineSuite } from './engine.suite.ts';
import { EPS, fill, matrix } from './reference.ts';

function openblas(): Engine | string {
  try {
    return engine('openblas');
  } catch (error) {
    if (error instanceof EngineUnavailableError) return error.message;
    throw error;
  }
}

const found = openblas();
if (typeof found === 'string') test('engine openblas', { skip: found });
else {
  engineSuite(found);
  test('openblas gives what wasm gives, to 520 eps of the largest entry, where its own kernels are blocked', () => {
    const [ours, reference] = [outputs(found), outputs(engine('wasm'))];
    for (const [routine, expected] of Object.entries(reference)) {
      const actual = ours[routine]!;
      const largest = expected.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
      expected.forEach((entry, i) => {
        const difference = Math.abs(actual[i]! - entry);
        assert.ok(difference <= TOLERANCE * largest, `${routine}, entry ${i}: ${actual[i]} and ${entry}`);
      });
    }
  });
}

/** What rounding can do to a sum of 520 terms; the largest difference seen is 3e-15. */
const TOLERANCE = 520 * EPS;

/** What every routine computes from the same inputs. */
function outputs(engine: Engine) {
  using arena = new Arena();
  const [m, n] = [520, 300];
  const A = matrix(arena, m, n, 1);
  const B = matrix(arena, n, m, 2);
  const [product, gram, X] = [zeros(arena, m, m), zeros(arena, n, n), matrix(arena, n, m, 3)];
  const [x, y, z] = [fill(arena.float64(n), 4), arena.float64(m), fill(arena.float64(n), 5)];
  engine.gemm(1, false, A, false, B, 0, product);
  engine.syrk(1, true, A, 0, gram);
  for (let i = 0; i < n; i++) gram.data[i * n + i]! += m;
  const L = fromRows(arena, gram);
  engine.cholesky(L);
  engine.trsm(false, L, X);
  engine.trsv(true, L, z);
  engine.gemv(1, false, A, x, 0, y);
  const all = { gemm: product.data, syrk: gram.data, cholesky: L.data, trsm: X.data, trsv: z, gemv: y };
  return Object.fromEntries(Object.entries(all).map(([routine, values]) => [routine, values.slice()]));
}

test('a library that cannot be loaded is a named error that says what to do', (context) => {
  const { ASSAY_OPENBLAS: before } = process.env;
  context.after(() => {
    if (before === undefined) Reflect.deleteProperty(process.env, 'ASSAY_OPENBLAS');
    else Object.assign(process.env, { ASSAY_OPENBLAS: before });
  });
  Object.assign(process.env, { ASSAY_OPENBLAS: '/no/such/library.so' });
  assert.throws(loadOpenBlas, (error) => {
    assert.ok(error instanceof EngineUnavailableError);
    assert.match(error.message, /pip install scipy-openblas64.*ASSAY_OPENBLAS.*\/no\/such\/library\.so/);
    return true;
  });
});
