// Each trap of running a module's code over bindings: what a plain module does, cells do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { inUserNames } from '../../../src/kernel/display/userNames.ts';
import { rewriteCell } from '../../../src/kernel/language/rewrite/index.ts';
import { createSession } from './session.ts';

/** Value of the last cell. */
async function lastValue(...cells: string[]): Promise<unknown> {
  const session = createSession();
  let value: unknown;
  for (const cell of cells) value = await session.run(cell);
  return value;
}

async function failureOf(...cells: string[]): Promise<string> {
  try {
    await lastValue(...cells);
  } catch (error) {
    return String(error);
  }
  return 'no failure';
}

/** What it does, the cells, and the value of the last one. */
const values: readonly [promise: string, cells: readonly string[], expected: unknown][] = [
  ['the value is that of the last statement, with or without semicolon', ['1 + 1'], 2],
  ['empty statements after it do not count', ['3;;'], 3],
  ['a text alone is a value, not a directive', ['"use strict"'], 'use strict'],
  ['a list of expressions has the value of the last one', ['1, 2'], 2],
  ['an object literal is a value', ['({ a: 1 })'], { a: 1 }],
  ['a declaration has no value', ['let a = 3'], undefined],
  ['an awaited value is one', ['await Promise.resolve(4)'], 4],
  ['await before brackets is no name', ['const p = [5]; (await [...p])[0]'], 5],
  ['closures see later assignments of later cells', ['let a = 1; const f = () => a;', 'a = 2;', 'f()'], 2],
  ['later cells see assignments of closures', ['let a = 1; const f = () => { a++; };', 'f(); a'], 2],
  ['names of earlier cells are redeclared', ['const a = 1;', 'let a = 2; a++; a'], 3],
  ['let without value is undefined again', ['let a = 1;', 'let a; a'], undefined],
  ['var without value keeps it', ['var a = 1;', 'var a; a'], 1],
  ['a call passes no this', ['function f() { return this; }', 'f()'], undefined],
  ['nor does one in parentheses', ['function f() { return this; }', '(f)()'], undefined],
  ['nor an optional call', ['function f() { return this; }', 'f?.()'], undefined],
  ['nor a tagged template', ['function f() { return this; }', 'f`x`'], undefined],
  ['a method keeps its this', ['const o = { v: 3, m() { return this.v; } };', 'o.m()'], 3],
  ['this is undefined', ['this'], undefined],
  ['also in arrows', ['const f = () => this; f()'], undefined],
  [
    'and in computed names, but not in fields',
    ['class A { f = this; [String(this)] = 1; } const a = new A(); [a.f === a, a.undefined]'],
    [true, 1],
  ],
  ['arrows have the name of their variable', ['const f = () => 1; f.name'], 'f'],
  [
    'functions and classes in parentheses too',
    ['let f = (function () {}), g = (class {}); [f.name, g.name]'],
    ['f', 'g'],
  ],
  ['and after an assignment', ['let f;', 'f = () => 1; f.name'], 'f'],
  [
    'and as a default of a pattern',
    ['const [f = () => 1, { g = class {} }] = [undefined, {}]; [f.name, g.name]'],
    ['f', 'g'],
  ],
  ['also as the value of the cell', ['let f;', 'f = () => 1', '[f.name, f()]'], ['f', 1]],
  ['but not after +=', ['let f = "";', 'f += () => 1; f'], '() => 1'],
  ['a class with a static name keeps that', ['const f = class { static name = "own"; }; f.name'], 'own'],
  [
    '__proto__ is a name like others',
    ['let __proto__ = () => 1; const o = { __proto__ }; [__proto__.name, Object.hasOwn(o, "__proto__")]'],
    ['__proto__', true],
  ],
  [
    'names that every object has are undefined first',
    ['var toString, constructor; [toString, constructor]'],
    [undefined, undefined],
  ],
  [
    'patterns with defaults, rest, computed names',
    [
      'const k = "z"; let { a, b: { c = a }, [k]: d, ...e } = { a: 1, b: {}, z: 2, y: 3 }, [f, , ...g] = [1, 2, 3, 4];',
      '[a, c, d, e, f, g]',
    ],
    [1, 1, 2, { y: 3 }, 1, [3, 4]],
  ],
  [
    'patterns in assignments',
    [
      'let a = 1, b = 2, c;',
      '[a, b] = [b, a]; ({ a: c, ...c.x } = { a: {}, y: 1 }); ({ b = 5 } = {}); [a, b, c]',
    ],
    [2, 5, { x: { y: 1 } }],
  ],
  ['shorthand properties', ['let a = 1, b = 2;', '({ a, b, c: a })'], { a: 1, b: 2, c: 1 }],
  [
    'var in blocks and loops belongs to the cell',
    [
      'if (true) { var a = 1; } for (var i = 0; i < 3; i++) { var b = i; } for (var { c } of [{ c: 4 }]); for (var k in { x: 1 });',
      '[a, b, c, i, k]',
    ],
    [1, 2, 4, 3, 'x'],
  ],
  ['var of a caught name assigns to that', ['var e = 0; try { throw 1; } catch (e) { var e = 2; } e'], 0],
  [
    'let of a loop is new in each iteration',
    ['const f = []; for (let i = 0; i < 3; i++) f.push(() => i); f.map((g) => g())'],
    [0, 1, 2],
  ],
  [
    'var of a loop is not',
    ['const f = []; for (var i = 0; i < 3; i++) f.push(() => i); f.map((g) => g())'],
    [3, 3, 3],
  ],
  ['functions are there before their declaration', ['const a = f(); function f() { return 1; }', 'a'], 1],
  [
    'the last of two functions is called',
    ['// @ts-nocheck\nfunction f() { return 1; } function f() { return 2; }', 'f()'],
    2,
  ],
  ['functions in blocks stay there', ['const f = 1; { function f() {} } f'], 1],
  [
    'local names shadow',
    ['let a = 1, b = 2;', 'const f = (a, { b } = { b: a }) => a + b; { let a = 5; a++; } [f(3), a, b]'],
    [6, 1, 2],
  ],
  [
    'defaults of parameters do not see var of the body',
    ['let a = 1;', 'function f(b = a) { var a = 2; return [a, b]; } f()'],
    [2, 1],
  ],
  [
    'a function expression knows its name',
    ['const f = 1; const g = function f() { return typeof f; }; g()'],
    'function',
  ],
  [
    'a class knows its name inside',
    ['class A { static make() { return new A(); } } const B = A; A.make() instanceof B'],
    true,
  ],
  ['labels are no names', ['let a = 0; a: for (;;) { for (;;) { a++; break a; } } a'], 1],
  ['names in switch are local', ['let a = 1; switch (a) { case 1: let a = 2; a++; } a'], 1],
  ['typeof of what nobody declared', ['typeof nowhere'], 'undefined'],
  ['delete of a member', ['const o = { a: 1 }; delete o.a'], true],
  ['updates have their value', ['let a = 1;', '[a++, ++a, a--, a]'], [1, 3, 3, 2]],
  ['an enum starts anew', ['enum E { A, B }', 'enum E { C }', 'Object.keys(E)'], ['0', 'C']],
  ['but merges within a cell', ['enum E { A } enum E { B = 1 }', 'Object.keys(E)'], ['0', '1', 'A', 'B']],
  [
    'a namespace too',
    [
      'namespace N { export const a = 1; }',
      'namespace N { export const b = 2; } namespace N { export const c = 3; } N',
    ],
    { b: 2, c: 3 },
  ],
  [
    'a namespace is added to a function',
    ['function f() { return f.x; } namespace f { export const x = 3; }', 'f()'],
    3,
  ],
  [
    'export is accepted',
    [
      'export const a = 1; export function f() { return a; } export class C {} export { a as z };',
      '[a, f(), C.name]',
    ],
    [1, 1, 'C'],
  ],
  ['export default has a value', ['export default 6'], 6],
  ['export default of a function declares it', ['export default function f() { return 7; }', 'f()'], 7],
  ['export default without a name', ['export default class {}', '1'], 1],
  [
    'using ends with the cell',
    [
      'const log = []; { using inner = { [Symbol.dispose]() { log.push("inner"); } }; } using r = { v: 1, [Symbol.dispose]() { log.push("r"); } }; log.push(r.v);',
      'log',
    ],
    ['inner', 1, 'r'],
  ],
  [
    'imports are live names without this',
    [
      'import { basename as b, default as path } from "node:path"; import * as p from "node:path";',
      '[b("/x/y"), path.sep === p.sep]',
    ],
    ['y', true],
  ],
  ['imports come first', ['const a = basename("/x/y"); import { basename } from "node:path";', 'a'], 'y'],
  ['dynamic import', ['const f = async () => (await import("node:path")).basename("/a/b"); await f()'], 'b'],
  ['re-export runs the module', ['export * from "node:path"; export { sep } from "node:path"; 1'], 1],
  [
    'async functions, generators and methods wait',
    [
      'const f = async (a = 1) => (await a) + (await 2); class A { v = (async () => await 3)(); } [await f(), await new A().v]',
    ],
    [3, 3],
  ],
  ['for await', ['const a = []; for await (const x of [Promise.resolve(1), 2]) a.push(x); a'], [1, 2]],
  ['names that begin with $', ['let $0 = 1, $k = 2; const $ = ($1) => $0 + $k + $1;', '$(3)'], 6],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the code of a cell
  ['template texts are left alone', ['let a = 1; `${a}$0`'], '1$0'],
  ['a comment at the end', ['5 // five'], 5],
];

for (const [promise, cells, expected] of values)
  test(promise, async () => assert.deepEqual(await lastValue(...cells), expected));

const failures: readonly [promise: string, cells: readonly string[], expected: RegExp][] = [
  [
    'const of the cell is not assigned',
    ['const a = 1; a = 2;'],
    /^TypeError: Assignment to constant variable/,
  ],
  ['nor of an earlier cell', ['const a = 1;', 'a = 2;'], /^TypeError: Assignment to constant/],
  ['nor updated', ['const a = 1;', 'a++;'], /^TypeError: Assignment to constant/],
  [
    'nor by a pattern, a loop or a function',
    ['const a = 1;', 'const f = () => { [a] = [1]; }; try { for (a of [1]); } catch (e) { f(); }'],
    /^TypeError: Assignment to constant/,
  ],
  [
    'an assignment that does not happen throws not',
    ['const a = 1;', 'a ||= 2; a ??= 2; a &&= 3;'],
    /^TypeError: Assignment to constant/,
  ],
  [
    'imports are not assigned',
    ['import { sep } from "node:path";', 'sep = 1;'],
    /^TypeError: Assignment to constant/,
  ],
  [
    'a name is not read before its declaration',
    ['a; let a = 1;'],
    /^ReferenceError: Cannot access 'a' before initialization/,
  ],
  ['nor in its own value', ['let a = 1;', 'let a = a + 1;'], /^ReferenceError: Cannot access 'a' before/],
  [
    'nor by a function',
    ['f(); const a = 1; function f() { return a; }'],
    /^ReferenceError: Cannot access 'a' before/,
  ],
  [
    'nor by a callback of its own value',
    ['const a = [1].map(() => a);'],
    /^ReferenceError: Cannot access 'a' before/,
  ],
  ['nor written', ['a = 1; let a;'], /^ReferenceError: Cannot access 'a' before/],
  ['nor is a class', ['new A(); class A {}'], /^ReferenceError: Cannot access 'A' before/],
  ['nor typeof', ['typeof a; let a = 1;'], /^ReferenceError: Cannot access 'a' before/],
  ['what nobody declared is not assigned', ['nowhere = 1;'], /^ReferenceError: nowhere is not defined/],
  [
    'delete of a name is a syntax error',
    ['// @ts-nocheck\nlet a = 1;', 'delete a'],
    /^SyntaxError: Delete of an unqualified/,
  ],
  ['arguments is not there', ['arguments'], /^ReferenceError: arguments is not defined/],
  [
    'an import that finds nothing fails',
    ['import { nothing } from "node:path"; 1'],
    /^SyntaxError: The requested module 'node:path' does not provide an export named 'nothing'/,
  ],
];

for (const [promise, cells, expected] of failures)
  test(promise, async () => assert.match(await failureOf(...cells), expected));

test('await, for await, import, require, import.meta and helpers go through the runtime', async () => {
  const calls: unknown[] = [];
  const noting =
    (name: string, value?: (x: unknown) => unknown) =>
    (...given: unknown[]): unknown => {
      calls.push(name === 'i' || name === 'q' ? [name, ...given] : name);
      return value ? value(given[0]) : given[0];
    };
  const runtime = {
    w: noting('w'),
    a: noting('a'),
    i: noting('i', async () => ({ default: 1 })),
    q: noting('q', () => ({})),
    m: { url: 'cell' },
    h: { __decorate: noting('h') },
  };
  const session = createSession({ runtime });
  await session.run('import data from "./data.json" with { type: "json" };');
  await session.run(
    'const q = require("x"); await import("y", { with: { type: "json" } }); for await (const x of []);',
  );
  assert.equal(await session.run('__decorate(); import.meta.url'), 'cell');
  assert.deepEqual(calls, [
    ['i', './data.json', { with: { type: 'json' } }],
    'w',
    ['q', 'x'],
    ['i', 'y', { with: { type: 'json' } }],
    'w',
    'a',
    'h',
  ]);
});

test('imports from cells are dropped, their names are bindings', () => {
  const binding = { bank: 1, path: '.a', constant: false, imported: false };
  const { code, banks } = rewriteCell('import { a } from "cell:7";\na(a);\nexport { a };', {
    id: 1,
    names: new Map([['a', binding]]),
    uses: new Map(),
    bankOf: () => 0,
  });
  assert.match(
    code,
    /^async \(\$k, \$0, \$1\) => \{"use strict"; \s*\$k\.r\(\(0, \$1\.a\)\(\$1\.a\)\);\s*\}$/,
  );
  assert.equal(banks, 2);
});

test('names that later cells do not see stay local', async () => {
  const { code } = rewriteCell('var _a;\nconst x = (_a = 1, () => _a);', {
    id: 1,
    names: new Map(),
    uses: new Map(),
    bankOf: () => 0,
    values: new Set(['x']),
  });
  assert.doesNotMatch(code, /\$0\._a/);
  const bank: { x?: () => number } = {};
  await vm.runInThisContext(`(${code})`)({}, bank);
  assert.equal(bank.x?.(), 1);
});

test('the messages of the engine have the names of the text', async () => {
  for (const [cells, expected] of [
    [['let f: any = 1;', 'f();'], 'f is not a function'],
    [['let a: any;', 'a.b.c;'], "Cannot read properties of undefined (reading 'b')"],
    [['class A {}', '(A as any)();'], "Class constructor A cannot be invoked without 'new'"],
    [['let f: any = 1;', 'new f();'], 'f is not a constructor'],
    [
      ['import path from "node:path"; import { sep } from "node:path";', '(sep as any)();'],
      'sep is not a function',
    ],
    [['g(); const f: any = 1; function g() { f(); }'], "Cannot access 'f' before initialization"],
  ] as const)
    assert.equal(inUserNames(await failureOf(...cells)).replace(/^\w+: /, ''), expected);
});

test('names are spread over several banks', async () => {
  const session = createSession({ size: 2 });
  await session.run('let a = 1, b = 2, c = 3, d = () => a + b + c;');
  assert.equal(await session.run('a = 5; for (const x of [1, 2]) c += x; d()'), 13);
  assert.equal(session.banks.length, 2);
});
