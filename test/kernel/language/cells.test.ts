// Names across cells: what a later cell sees of earlier ones. Each promise is checked with cells as they were written
// and with cells replaced by their declarations.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Notebook, notebook } from './notebook.ts';

/** The same with kept cells as they are, and with their declarations in their place. */
function promise(name: string, body: (book: Notebook, rest: () => void) => void): void {
  for (const rested of [false, true])
    test(`${name}${rested ? ', after a rest' : ''}`, () => {
      using book = notebook();
      body(book, () => {
        for (let i = 0; rested && i < 20; i++) book.language.rest();
      });
    });
}

promise('a let keeps its declared type and can be assigned', (book, rest) => {
  book.run('let width: string | number = 5');
  book.run('let count = 1');
  rest();
  assert.deepEqual(book.errors('width = "5"; width.toUpperCase(); count = 2; count += 3'), []);
  assert.deepEqual(book.errors('width = true'), ['TS2322 width']);
  assert.deepEqual(book.errors('count = "x"'), ['TS2322 count']);
});

promise('a const cannot be assigned, and the message names it as TypeScript does', (book, rest) => {
  book.run('const limit = 5; const rows = [1, 2]; const { x, y: [z] } = { x: 1, y: ["s"] }');
  rest();
  for (const [name, value] of [
    ['limit', '6'],
    ['rows', '[]'],
    ['x', '2'],
    ['z', '"t"'],
  ]) {
    const source = `  ${name} = ${value}`;
    const [error] = book.check(source);
    assert.equal(error?.message, `Cannot assign to '${name}' because it is a constant.`);
    assert.deepEqual([error.code, source.slice(error.start, error.end)], ['TS2588', name]);
  }
});

promise('functions, classes, enums and namespaces cannot be assigned either', (book, rest) => {
  book.run('function f() {} class C {} enum E { A } namespace N { export const a = 1 }');
  rest();
  for (const [name, what] of Object.entries({
    f: 'a function',
    C: 'a class',
    E: 'an enum',
    N: 'a namespace',
  }))
    assert.equal(
      book.check(`${name} = 0 as never`)[0]?.message,
      `Cannot assign to '${name}' because it is ${what}.`,
    );
});

promise('the type of a literal constant widens where it is copied', (book, rest) => {
  book.run('const n = 5; const word = "w"; const exact: 5 = 5; enum E { A, B } const a = E.A');
  rest();
  book.run('let m = n; let w = word; let e = exact; let b = a');
  rest();
  assert.deepEqual(book.errors('m = 6; w = "x"; b = E.B'), []);
  assert.deepEqual(book.errors('const six: 6 = n'), ['TS2322 six']);
  assert.deepEqual(book.errors('e = 6'), ['TS2322 e']);
});

promise('a constant is narrowed, in closures too', (book, rest) => {
  book.run('const maybe = Math.random() > 2 ? undefined : "s" as string | undefined');
  rest();
  assert.deepEqual(book.errors('if (maybe) [1].map(() => maybe.length)'), []);
  assert.deepEqual(book.errors('maybe.length'), ['TS18048 maybe']);
});

promise('discriminated unions, type guards, overloads and assertions work across cells', (book, rest) => {
  book.run(`type Shape = { kind: 'disc'; r: number } | { kind: 'box'; w: number }
function isDisc(s: Shape): s is Extract<Shape, { kind: 'disc' }> { return s.kind === 'disc' }
function over(x: number): number
function over(x: string): string
function over(x: unknown): unknown { return x }
const sure: (x: unknown) => asserts x is string = () => {}`);
  rest();
  book.run("let shape = { kind: 'disc', r: 1 } as Shape; let thing: unknown = 'x'");
  rest();
  assert.deepEqual(book.errors("if (shape.kind === 'disc') shape.r; else shape.w"), []);
  assert.deepEqual(book.errors('if (isDisc(shape)) shape.r'), []);
  assert.deepEqual(book.errors('over(1).toFixed(); over("s").length; sure(thing); thing.length'), []);
  assert.deepEqual(book.errors('shape.r'), ['TS2339 r']);
});

promise('generics, enums, const enums, namespaces and unique symbols work across cells', (book, rest) => {
  book.run(`class Stack<T> { #items: T[] = []; constructor(readonly first: T) {} push(x: T): this { return this } }
enum Colour { Red, Blue }
const enum Size { Small = 7 }
namespace Units { export const metre = 1; export type Name = 'm' | 's' }
interface Keyed { [key]: number }
const key = Symbol()
function pair<const A, B>(a: A, b: B) { return [a, b] as const }`);
  rest();
  assert.deepEqual(book.errors('new Stack(1).push(2).first.toFixed()'), []);
  assert.deepEqual(book.errors('new Stack(1).push("s")'), ['TS2345 "s"']);
  assert.deepEqual(book.errors("const u: Units.Name = 'm'; Units.metre + Colour.Red"), []);
  assert.deepEqual(book.errors('const k: Keyed = { [key]: 1 }; k[key].toFixed()'), []);
  assert.deepEqual(book.errors("const p: readonly ['a', number] = pair('a', 1)"), []);
  assert.deepEqual(book.errors('const c: Colour = "Red"'), ['TS2322 c']);
  assert.match(book.run('Size.Small').code, /7/);
});

promise('every kind of name can be declared anew in a later cell', (book, rest) => {
  const kinds = {
    const: (type: string) => `const X = null as unknown as ${type}`,
    let: (type: string) => `let X: ${type}`,
    var: (type: string) => `var X: ${type}`,
    function: (type: string) => `function X(): ${type} { return null! }`,
    class: (type: string) => `class X { value!: ${type} }`,
    enum: () => 'enum X { A }',
    namespace: (type: string) => `namespace X { export let value: ${type} }`,
    interface: (type: string) => `interface X { value: ${type} }`,
    type: (type: string) => `type X = ${type}`,
    import: () => "import * as X from 'node:fs'",
  };
  // A de Bruijn sequence: every ordered pair of kinds follows one another once.
  const all = Object.values(kinds);
  const sequence = all.flatMap((first, i) => [
    first,
    ...all.slice(i + 1).flatMap((second) => [first, second]),
  ]);
  assert.equal(sequence.length, all.length ** 2);
  for (const [i, declaration] of sequence.entries()) {
    book.run(declaration(i % 2 ? 'string' : 'number'));
    if (i % 3 === 0) rest();
  }
  book.run('class X { value = 1 }');
  assert.deepEqual(book.errors('const value: number = new X().value'), []);
});

promise('a later declaration replaces the type, and closures keep theirs', (book, rest) => {
  book.run('interface Point { x: number } \n const origin: Point = { x: 0 }; let v = 1; const get = () => v');
  rest();
  book.run('interface Point { label: string } \n let v = "s"');
  rest();
  assert.deepEqual(book.errors('const p: Point = { label: "a" }; v.length'), []);
  assert.deepEqual(book.errors('origin.x.toFixed(); get().toFixed()'), []);
  const [error] = book.check('const p: Point = origin');
  assert.equal(error?.code, 'TS2741');
  assert.doesNotMatch(error.message, /cell/);
});

promise('a value joins a type of the same name, and the reverse', (book, rest) => {
  book.run('interface Vec { x: number }');
  rest();
  book.run('const Vec = { of: (x: number): Vec => ({ x }) }');
  rest();
  book.run('const area = (a: number) => a');
  rest();
  book.run('type area = "small" | "large"');
  rest();
  assert.deepEqual(book.errors('const v: Vec = Vec.of(1); const a: area = "small"; area(1).toFixed()'), []);
});

promise('an empty array and an undefined let can be filled later', (book, rest) => {
  book.run('const rows = []; let best');
  rest();
  assert.deepEqual(book.errors('rows.push(1); best = 5; rows; rows.length; best'), []);
});

promise('var in blocks and loops belongs to the cell', (book, rest) => {
  book.run('for (var i = 0; i < 3; i++) { var inner = "s" } if (i) { let hidden = 1 }');
  rest();
  assert.deepEqual(book.errors('i.toFixed(); inner.length'), []);
  assert.deepEqual(book.errors('hidden'), ['TS2304 hidden']);
});

promise('additions to global types last', (book, rest) => {
  book.run('declare global { interface Array<T> { total(): number } }');
  rest();
  assert.deepEqual(book.errors('[1].total().toFixed()'), []);
  book.run('1');
  assert.deepEqual(book.errors('[1].total().toFixed()'), []);
});

promise('exports of pasted module code are plain declarations', (book, rest) => {
  book.run(
    'export const a = 1; export function f() { return a }; export default class K {}; export { a as b }',
  );
  rest();
  assert.deepEqual(book.errors('f() + a; new K()'), []);
});

promise('an error in one cell does not spoil later ones', (book, rest) => {
  book.run('let a = 1');
  rest();
  assert.deepEqual(book.errors('let a = "x"; a.nothing'), ['TS2339 nothing']);
  assert.deepEqual(book.errors('let b = ;'), ['TS1109 ;']);
  assert.deepEqual(book.errors('a.toFixed()'), []);
  assert.deepEqual(book.errors('b'), ['TS2304 b']);
});

promise('a cell that was not kept is not seen; one that was kept late is', (book, rest) => {
  const compiled = book.language.compile('const late = 1', 'In [1]');
  assert.equal(compiled.status, 'ok');
  assert.deepEqual(book.errors('late'), ['TS2304 late']);
  if (compiled.status === 'ok') book.language.keep(compiled.cell);
  rest();
  assert.deepEqual(book.errors('late.toFixed()'), []);
});

promise('reset forgets all names', (book, rest) => {
  book.run('const gone = 1');
  rest();
  book.language.reset();
  assert.deepEqual(book.errors('gone'), ['TS2304 gone']);
  book.run('const gone = "s"');
  assert.deepEqual(book.errors('gone.length'), []);
});
