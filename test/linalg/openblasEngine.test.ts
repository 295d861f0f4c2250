import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Engine, EngineUnavailableError, engine } from '../../src/linalg/index.ts';
import { loadOpenBlas } from '../../src/linalg/openblas.ts';
import { engineSuite } from './engine.suite.ts';

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
else engineSuite(found);

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
