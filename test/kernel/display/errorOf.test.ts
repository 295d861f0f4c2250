import assert from 'node:assert/strict';
import { SourceMap } from 'node:module';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { Script } from 'node:vm';
import fc from 'fast-check';
import ts from 'typescript';
import { errorOf, type Sources } from '../../../src/kernel/display/index.ts';

const plain = (error: unknown, sources?: Sources): string[] =>
  errorOf(error, sources).traceback.flatMap((line) => stripVTControlCharacters(line).split('\n'));

/** Runs a cell as the kernel does, compiled with a source map, and gives what it throws. */
function thrownBy(source: string): { readonly error: unknown; readonly sources: Sources } {
  const { outputText, sourceMapText } = ts.transpileModule(`() => {\n${source}\n}`, {
    compilerOptions: { sourceMap: true, target: ts.ScriptTarget.ES2024, removeComments: true },
  });
  const map = new SourceMap(JSON.parse(sourceMapText!));
  const found = { label: 'In [3]', source: `() => {\n${source}\n}`, map };
  const sources: Sources = (file) => (file === 'cell:7' ? found : undefined);
  try {
    new Script(outputText, { filename: 'cell:7' }).runInThisContext()();
  } catch (error) {
    return { error, sources };
  }
  throw new Error('the cell did not throw');
}

test("the engine's functions have a line where people called them, not where the kernel did", () => {
  const { error, sources } = thrownBy('[1].map(() => {\nthrow new Error("inner");\n})');
  assert.ok(plain(error, sources).some((line) => line.includes('at Array.map')));
  const ours = new Error('stopped');
  const kernel = new URL('../../../src/kernel/worker/stop.ts', import.meta.url).href;
  ours.stack = `Error: stopped\n    at Array.map (<anonymous>)\n    at stop (${kernel}:3:4)`;
  assert.deepEqual(plain(ours), ['Error: stopped']);
});

test("messages of the engine have the user's names, not the script's; those of other errors stay", () => {
  assert.equal(errorOf(new TypeError('(0 , $0.f) is not a function')).evalue, 'f is not a function');
  assert.equal(errorOf(new ReferenceError("Cannot access '$1.x'")).evalue, "Cannot access 'x'");
  assert.equal(errorOf(new Error('costs $0.x')).evalue, 'costs $0.x');
});

test('frames are those of the TypeScript that was written, with its line and a caret', () => {
  const { error, sources } = thrownBy(
    [
      '// a comment',
      'interface Gone { x: number }',
      'const f = (x: number): never => {',
      '\tthrow new RangeError(String(x));',
      '};',
      'f(1 as number);',
    ].join('\n'),
  );
  assert.deepEqual(plain(error, sources).slice(0, 7), [
    'RangeError: 1',
    '    at f (In [3]:5:8)',
    '      5 |     throw new RangeError(String(x));',
    '        |           ^',
    '    at In [3]:7:1',
    '      7 | f(1 as number);',
    '        | ^',
  ]);
});

test('places that were mapped before are quoted too', () => {
  const error = new Error('late');
  error.stack = 'Error: late\n    at async In [2]:1:7';
  const sources: Sources = (file) => (file === 'In [2]' ? { label: file, source: 'await f();' } : undefined);
  assert.deepEqual(plain(error, sources), [
    'Error: late',
    '    at async In [2]:1:7',
    '      1 | await f();',
    '        |       ^',
  ]);
});

test('a syntax error shows the wrong text', () => {
  const thrown = (): unknown => {
    try {
      return new Script('let a;\nlet b = 3 4;', { filename: '/elsewhere/own.js' });
    } catch (error) {
      return error;
    }
  };
  assert.deepEqual(plain(thrown()).slice(0, 4), [
    'SyntaxError: Unexpected number',
    '    at /elsewhere/own.js:2:11',
    '      2 | let b = 3 4;',
    '        |           ^',
  ]);
});

test('of evaluated code the place where it was called is mapped', () => {
  const error = new Error('x');
  error.stack = 'Error: x\n    at eval (eval at f (cell:3:1:1), <anonymous>:2:5)';
  const sources: Sources = (file) => (file === 'cell:3' ? { label: 'In [9]', source: 'eval(x)' } : undefined);
  assert.deepEqual(plain(error, sources), [
    'Error: x',
    '    at eval (eval at f (In [9]:1:1), <anonymous>:2:5)',
  ]);
});

test("the kernel's own frames and Node's internals are left out", () => {
  const here = new URL('../../../src/kernel/', import.meta.url).href;
  const error = new Error('x');
  error.stack = `Error: x
    at Object.readFileSync (node:fs:441:20)
    at f (${import.meta.url}:1:1)
    at start (${here}worker/cells.ts:44:12)
    at ${here}worker/main.ts:4:1
    at Array.map (<anonymous>)
    at process.processTicksAndRejections (node:internal/process/task_queues:103:5)`;
  assert.deepEqual(plain(error), [
    'Error: x',
    '    at Object.readFileSync (node:fs:441:20)',
    '    at f (test/kernel/display/errorOf.test.ts:1:1)',
  ]);
});

test('name and message', () => {
  const named = (error: unknown) => {
    const { ename, evalue } = errorOf(error);
    return [ename, evalue];
  };
  class Diverged extends Error {}
  assert.deepEqual(named(new Diverged('at step 3')), ['Diverged', 'at step 3']);
  assert.deepEqual(named(Object.assign(new Error('m'), { name: 'Own' })), ['Own', 'm']);
  assert.deepEqual(named(new TypeError()), ['TypeError', '']);
  assert.deepEqual(named(new DOMException('stopped', 'AbortError')), ['AbortError', 'stopped']);
  assert.deepEqual(named(new Script('new SyntaxError("elsewhere")').runInNewContext()), [
    'SyntaxError',
    'elsewhere',
  ]);
  assert.deepEqual(named('text'), ['Uncaught', "'text'"]);
  assert.deepEqual(named(null), ['Uncaught', 'null']);
  assert.deepEqual(named(undefined), ['Uncaught', 'undefined']);
  assert.deepEqual(named({ code: 3 }), ['Uncaught', '{ code: 3 }']);
});

test('causes, the errors of an AggregateError and further properties are shown', () => {
  const inner = new AggregateError([new TypeError('first'), 'second'], 'both failed');
  const error = Object.assign(new Error('outer', { cause: inner }), { code: 'E_FIT', step: 3 });
  Object.assign(inner.errors[0], { name: 'Refused', message: 'first' }); // as class fields are: enumerable
  for (const one of [error, inner, inner.errors[0]]) one.stack = undefined;
  assert.deepEqual(plain(error), [
    'Error: outer',
    "  { code: 'E_FIT', step: 3 }",
    '  [cause] AggregateError: both failed',
    '    [error 1] Refused: first',
    "    [error 2] 'second'",
  ]);
});

test('an error that causes itself ends', () => {
  const error = new Error('loop');
  error.cause = error;
  assert.match(plain(error).at(-1)!, /\[cause\] \[the error itself\]/);
  const chain = Array.from({ length: 1000 }).reduce<Error>(
    (cause, _, i) => new Error(`e${i}`, { cause }),
    new Error(),
  );
  assert.ok(plain(chain).length < 1000);
});

test('a long stack, a long message and many errors are cut short', () => {
  const deep = new Error('x'.repeat(1e6));
  deep.stack = `Error: x\n${Array.from({ length: 500 }, (_, i) => `    at f${i} (a.js:1:1)`).join('\n')}`;
  const lines = plain(deep);
  assert.equal(lines.length, 1 + 20 + 1);
  assert.match(lines.join('\n'), /… 480 more frames …/);
  assert.match(lines.at(-1)!, /f499/);
  assert.ok(errorOf(deep).evalue.length < 11_000);
  assert.ok(plain(new AggregateError(Array.from({ length: 1000 }, () => new Error('e')))).length < 300);
});

test('a message that looks like frames gives none', () => {
  const error = new Error('bad\n    at nowhere (cell:1:1:1)');
  error.stack = `Error: ${error.message}\n    at f (here.js:1:2)`;
  assert.deepEqual(plain(error), ['Error: bad', '    at nowhere (cell:1:1:1)', '    at f (here.js:1:2)']);
});

test('whatever is thrown, the answer is text that can be sent', () => {
  const fail = () => {
    throw new Error('do not touch');
  };
  const hostile = ['stack', 'message', 'name', 'cause', 'errors', 'constructor'].map((key) =>
    Object.defineProperty(new Error('h'), key, { get: fail, enumerable: true }),
  );
  const odd = ['stack', 'message', 'name', 'cause', 'errors'].flatMap((key) =>
    [Symbol('s'), 1n, null, [], {}].map((value) =>
      Object.defineProperty(new Error('o'), key, { value, enumerable: true }),
    ),
  );
  const proxies = [
    new Proxy(new Error('p'), { get: fail, getPrototypeOf: fail }),
    new Proxy({}, { getPrototypeOf: fail }),
  ];
  const anything = fc.oneof(
    fc.anything({ withBigInt: true, withNullPrototype: true, withUnicodeString: true }),
    fc.constantFrom(...hostile, ...odd, ...proxies),
    fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })).map(([message, stack]) => {
      const error = new Error(message);
      error.stack = stack;
      return error;
    }),
  );
  fc.assert(
    fc.property(anything, (thrown) => {
      const error = errorOf(thrown);
      assert.deepEqual(JSON.parse(JSON.stringify(error)), error);
      assert.deepEqual(structuredClone(error), error);
      for (const part of [error.ename, error.evalue, ...error.traceback]) assert.equal(typeof part, 'string');
      assert.ok(JSON.stringify(error).isWellFormed());
      assert.ok(error.traceback.length > 0);
    }),
    { numRuns: 1000 },
  );
});
