// Compiled cells run: over shared banks, with a runtime that does little. What they compute is what the TypeScript says.
import assert from 'node:assert/strict';
import { createRequire, SourceMap } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import ts from 'typescript';
import type { CompiledCell } from '../../../src/kernel/contract.ts';
import { type Notebook, notebook } from './notebook.ts';

/** TypeScript's helpers for decorators, from what it emits when it may. */
function decoratorHelpers(): Record<string, unknown> {
  const source = '@d class A { @d accessor x = 1; @d [d] = 2; @d y = class {} }';
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  const names = new Set([...outputText.matchAll(/^var (__\w+) =/gm)].map(([, name]) => name!));
  const end = outputText.indexOf('\nlet A');
  return new Function(`${outputText.slice(0, end)}\nreturn { ${[...names]} }`).call({});
}
const helpers = decoratorHelpers();

/** Runs cells as the worker does, without interrupts; gives the value of the last. */
function runner(book: Notebook): (...sources: string[]) => Promise<unknown> {
  const banks: Record<string, unknown>[] = [];
  const load = createRequire(join(book.folder, 'x.js'));
  return async (...sources) => {
    let value: unknown;
    for (const source of sources) {
      const cell = book.run(source);
      book.language.rest();
      while (banks.length < cell.banks) banks.push({});
      value = undefined;
      const runtime = {
        w: (x: unknown) => x,
        a: (x: unknown) => x,
        r: (x: unknown) => {
          value = x;
          return x;
        },
        i: (specifier: string, options?: ImportCallOptions) =>
          import(
            specifier.startsWith('.') ? pathToFileURL(join(book.folder, specifier)).href : specifier,
            options
          ),
        q: load,
        m: { url: pathToFileURL(join(book.folder, 'x')).href },
        h: helpers,
      };
      await vm.runInThisContext(`(${cell.code})`, { filename: `cell:${cell.id}` })(runtime, ...banks);
    }
    return value;
  };
}

/** For each promise: cells, and the value of the last one. */
const SESSIONS: Record<string, readonly [cells: readonly string[], value: unknown]> = {
  'the value is that of the last statement': [['1; 2;'], 2],
  'let, const and closures see later changes': [
    ['let n = 1; const get = () => n; const set = (x: number) => { n = x }', 'n = 5', 'set(get() + 1); n'],
    6,
  ],
  'redeclared names leave closures of earlier cells with the new value': [
    [
      'let v: string | number = "old"; const read = () => v',
      'let v2 = read(); let w = v',
      'v = "new"; [w, read()].join()',
    ],
    'old,new',
  ],
  'destructuring with defaults and rest': [
    [
      'const { a, b: [c = 3, ...d], ...rest } = { a: 1, b: [undefined, 4, 5], e: 6 }',
      'JSON.stringify([a, c, d, rest])',
    ],
    '[1,3,[4,5],{"e":6}]',
  ],
  'functions, classes with private and static members, getters': [
    [
      'class A { #x = 1; static made = 0; constructor() { A.made++ } get x() { return this.#x } }',
      'new A(); new A().x + A.made',
    ],
    3,
  ],
  'parameter properties, enums, const enums, namespaces': [
    [
      'class P { constructor(readonly x: number) {} } enum E { A = 1, B } const enum C { Q = 7 } namespace N { export const z = 10 }',
      'new P(100).x + E.B + C.Q + N.z',
    ],
    119,
  ],
  'an enum or namespace declared anew does not merge with the old one': [
    ['enum E { A, B }', 'enum E { C }', 'Object.keys(E).length'],
    2,
  ],
  'interfaces and types leave nothing, and a value can have their name': [
    ['interface V { x: number }', 'const V = (x: number): V => ({ x })', 'V(3).x'],
    3,
  ],
  'top-level await, for await, using': [
    [
      'let log = ""; { using r = { [Symbol.dispose]() { log += "d" } }; log += "u" } for await (const x of [Promise.resolve("a")]) log += x; log += await "w"',
      'log',
    ],
    'udaw',
  ],
  'imports, static and dynamic, stay known': [
    [
      "import { basename } from 'node:path'; import * as os from 'node:os'; import fs = require('node:fs')",
      "basename('/a/b') + typeof os.EOL + typeof fs.statSync + typeof (await import('node:url')).URL",
    ],
    'bstringfunctionfunction',
  ],
  'import.meta': [['import.meta.url.startsWith("file:")'], true],
  'decorators of classes, methods and accessors': [
    [
      `const seen: string[] = []
function note(value: unknown, context: DecoratorContext): any { seen.push(context.kind + ':' + String(context.name)) }
@note class D { @note m() { return 1 } @note accessor z = 4 }`,
      'seen.join() + new D().z + new D().m()',
    ],
    'method:m,accessor:z,class:D41',
  ],
  'an accessor without decorators': [['class D { accessor z = 4 }', 'const d = new D(); d.z += 1; d.z'], 5],
  'generics, satisfies, overloads, assertions, non-null': [
    [
      'function pick<const T extends readonly unknown[]>(t: T): T[0] { return t[0] }',
      'pick([5, "s"]) satisfies 5; (pick([7]) as number)!',
    ],
    7,
  ],
  'var in loops and blocks, functions called before they are declared': [
    [
      'const first = hoisted(); function hoisted() { return 8 } for (var i = 0; i < 3; i++) { var last = i }',
      'first + i + last',
    ],
    13,
  ],
  'exports of pasted modules': [['export const a = 2; export default function () { return a }', 'a'], 2],
  'names of objects: toString, constructor, __proto__': [
    [
      'const toString = 1; let constructor = 2; const __proto__ = 3',
      '[toString, constructor, __proto__].join()',
    ],
    '1,2,3',
  ],
};

for (const [promise, [cells, expected]] of Object.entries(SESSIONS))
  test(promise, async () => {
    using book = notebook();
    assert.deepEqual(await runner(book)(...cells), expected);
  });

test('unchecked code keeps the promises of JavaScript: a constant stays one', async () => {
  using book = notebook();
  const run = runner(book);
  await run('const fixed = 1');
  await assert.rejects(run('// @ts-nocheck\nfixed = 2'), TypeError);
  assert.equal(await run('fixed'), 1);
});

test('more names than a bank holds', async () => {
  using book = notebook();
  const run = runner(book);
  const names = Array.from({ length: 900 }, (_, i) => `n${i}`);
  await run(`let ${names.map((name, i) => `${name} = ${i}`).join(', ')}`);
  assert.equal(await run('n0 + n799 + n800 + n899'), 2498);
});

/** Line and column, from 0, of the user's text for where `needle` stands in the code. */
function originOf({ code, map }: CompiledCell, needle: string): [number, number] {
  const before = code.slice(0, code.indexOf(needle)).split('\n');
  const { originalLine, originalColumn } = new SourceMap(JSON.parse(map)).findEntry(
    before.length - 1,
    before.at(-1)!.length,
  ) as { originalLine: number; originalColumn: number };
  return [originalLine, originalColumn];
}

test('source maps lead to line and column of the text, with names of earlier cells and with decorators', () => {
  using book = notebook();
  book.run('let earlier = 1; interface Gone { a: 1 }');
  const plain =
    'interface A {\n  b: string\n}\n\nearlier\n  const c: number = earlier;   mark1(c as never)\nfunction mark1(x: never) { throw mark2 }\nconst mark2 = 1';
  const cell = book.run(plain);
  assert.deepEqual(originOf(cell, 'mark1('), [6, 9]);
  assert.deepEqual(originOf(cell, 'throw '), [6, 27]);
  const decorated = book.run(
    'type T = 1\nconst d = (v: unknown, c: DecoratorContext) => {}\n@d class K {\n  m(a: T) {\n    throw new Error("here")\n  }\n}',
  );
  assert.deepEqual(originOf(decorated, 'throw'), [4, 4]);
});
