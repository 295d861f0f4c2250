import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertError, assertOk, type Session, startSession } from './harness.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay runner ü-')));
let session: Session;
before(async () => {
  session = await startSession({ folder });
});
after(async () => {
  await session[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** What the expression over `m`, the namespace of the import, gives. */
const value = async (specifier: string, expression: string, options = ''): Promise<string | undefined> =>
  assertOk(
    await session.run(
      `const m = await $k.w($k.i(${JSON.stringify(specifier)}${options && `, ${options}`})); $k.r(JSON.stringify(${expression}))`,
    ),
  )?.slice(1, -1);

test('packages are found from the folder, by the import condition of their exports map', async () => {
  write({
    'node_modules/mapped/package.json': JSON.stringify({
      name: 'mapped',
      exports: { '.': { require: './no.cjs', import: './yes.mjs' }, './deep': './deep.mjs' },
    }),
    'node_modules/mapped/yes.mjs': 'export const how = "import"; export default 1;',
    'node_modules/mapped/deep.mjs': 'export const how = "deep";',
  });
  assert.equal(await value('mapped', 'm'), '{"default":1,"how":"import"}');
  assert.equal(await value('mapped/deep', 'm.how'), '"deep"');
});

test('names of CommonJS are there, those too that a reader of the text does not find', async () => {
  write({
    'node_modules/old/index.js':
      'exports.plain = 1; for (const name of ["made", "up"]) module.exports[name] = name;',
  });
  assert.equal(await value('old', '[m.plain, m.made, m.up, m.default.made]'), '[1,"made","up","made"]');
  assert.equal(await value('./legacy', '0').catch(() => 'no'), 'no');
  write({ 'legacy.cjs': 'module.exports = { two: 2, at: __filename };' });
  assert.equal(await value('./legacy.cjs', '[m.two, m.default.two]'), '[2,2]');
});

test('JSON with and without an attribute, and built-ins', async () => {
  write({ 'data.json': '{"a":[1,2]}' });
  assert.equal(await value('./data.json', 'm.default.a'), '[1,2]');
  assert.equal(await value('./data.json', 'm.default.a', '{ with: { type: "json" } }'), '[1,2]');
  assert.equal(await value('node:path', 'typeof m.join'), '"function"');
  assert.equal(await value('fs', 'typeof m.readFileSync'), '"function"');
});

test('local TypeScript is found without extension, as .js, .mts, .cts and as a folder', async () => {
  write({
    'plain.ts': 'export const name: string = "plain";',
    'esm.mts': 'export const name = "mts" as const;',
    'common.cts': 'export = { name: "cts" as string };',
    'room/index.ts': 'export { name } from "../plain.js";\nexport * as esm from "../esm.mjs";',
  });
  assert.equal(await value('./plain', 'm.name'), '"plain"');
  assert.equal(await value('./plain.ts', 'm.name'), '"plain"');
  assert.equal(await value('./plain.js', 'm.name'), '"plain"');
  assert.equal(await value('./esm.mts', 'm.name'), '"mts"');
  assert.equal(await value('./common.cts', 'm.name'), '"cts"');
  assert.equal(await value('./room', '[m.name, m.esm.name]'), '["plain","mts"]');
  assert.equal(await value('./room/', '[m.name, m.esm.name]'), '["plain","mts"]');
  assert.equal(await value(join(folder, 'plain'), 'm.name'), '"plain"');
});

test('TypeScript that is not erasable, decorators, and types imported as if they were values', async () => {
  write({
    'shapes.ts': 'export interface Shape { n: number }\nexport type Id = string;\nexport const one = 1;',
    'full.ts': `
      import { Shape, one, Id } from './shapes';
      export enum Colour { Red, Green = 5 }
      export namespace Space { export const inner = one + 1; }
      export class Point { constructor(public x: number, readonly y = 2) {} }
      const twice = (method: (this: unknown) => number, _: ClassMethodDecoratorContext) =>
        function (this: unknown) { return 2 * method.call(this); };
      export class Decorated { @twice seven(): number { return 7; } }
      export const shape: Shape = { n: 3 };
      export const id: Id = 'i';
    `,
  });
  assert.equal(
    await value(
      './full',
      '[m.Colour.Green, m.Colour[0], m.Space.inner, new m.Point(1), new m.Decorated().seven(), m.shape.n]',
    ),
    '[5,"Red",2,{"x":1,"y":2},14,3]',
  );
});

test('import.meta of cells and of local files', async () => {
  write({
    'here/meta.ts':
      'export const meta = [import.meta.dirname, import.meta.filename, import.meta.url, import.meta.resolve("../plain.ts")];',
    'plain.ts': 'export const name: string = "plain";',
  });
  const [dir, file, url, plain] = JSON.parse((await value('./here/meta', 'm.meta'))!);
  assert.deepEqual([dir, file], [join(folder, 'here'), join(folder, 'here/meta.ts')]);
  assert.equal(new URL('../plain.ts', url).pathname, new URL(plain).pathname);
  const own = assertOk(
    await session.run(
      '$k.r(JSON.stringify([$k.m.dirname, new URL("./x", $k.m.url).href, $k.m.resolve("./x")]))',
    ),
  )!;
  const [cellDir, x, resolved] = JSON.parse(own.slice(1, -1));
  assert.equal(cellDir, folder);
  assert.equal(x, resolved);
});

test('an edited file and all that imports it are loaded anew, and nothing else is', async () => {
  const leaf = (n: number): string => `export const n: number = ${n};`;
  write({
    'graph/leaf.ts': leaf(1),
    'graph/middle.ts': 'import { n } from "./leaf"; export const twice = 2 * n; export const mark = {};',
    'graph/beside.ts': 'export const mark = {}; export const state = { count: 0 };',
    'graph/top.ts': 'export { twice } from "./middle"; export { mark, state } from "./beside";',
    'graph/common.cjs': 'module.exports = { n: 1 };',
    'graph/data.json': '{"n":1}',
    'graph/uses.ts':
      'import c from "./common.cjs"; import d from "./data.json"; export const both = [c.n, d.n];',
  });
  assert.equal(await value('./graph/top', 'm.twice, m.state.count = 9, $0.before = m, m.twice'), '2');
  assert.equal(await value('./graph/top', '[m === $0.before]'), '[true]');
  write({ 'graph/leaf.ts': leaf(21) });
  assert.equal(
    await value(
      './graph/top',
      '[m.twice, m === $0.before, m.mark === $0.before.mark, m.state.count, $0.before.twice]',
    ),
    '[42,false,true,9,2]',
  );
  write({ 'graph/leaf.ts': leaf(50) });
  assert.equal(await value('./graph/middle', 'm.twice'), '100');
  assert.equal(await value('./graph/uses', 'm.both'), '[1,1]');
  write({ 'graph/common.cjs': 'module.exports = { n: 2 };', 'graph/data.json': '{"n":3}' });
  assert.equal(await value('./graph/uses', 'm.both'), '[2,3]');
});

test('files that import each other in a circle are loaded anew too', async () => {
  write({
    'circle/a.ts': 'import { b } from "./b"; export const a = () => 1; export const sum = () => a() + b();',
    'circle/b.ts': 'import { a } from "./a"; export const b = () => 10 * a();',
  });
  assert.equal(await value('./circle/a', 'm.sum()'), '11');
  write({ 'circle/b.ts': 'import { a } from "./a"; export const b = () => 100 * a();' });
  assert.equal(await value('./circle/a', 'm.sum()'), '101');
});

test('an import that failed works once the file is mended', async () => {
  const failures = {
    syntax: 'export const = 1;',
    throws: 'export const ok = 0; throw new Error("at load");',
    missing: 'import { x } from "./not-there"; export const ok = x;',
    name: 'import { nothing } from "./broken/fine"; export const ok = nothing;',
  };
  write({ 'broken/fine.ts': 'export const fine = 1;' });
  for (const [name, text] of Object.entries(failures)) {
    write({
      [`broken/${name}.ts`]: text,
      [`broken/over-${name}.ts`]: `export { ok } from "./${name}"; export { fine } from "./fine";`,
    });
    for (let i = 0; i < 2; i++) assertError(await session.run(`await $k.w($k.i("./broken/over-${name}"))`));
    await sleep(2);
    write({ [`broken/${name}.ts`]: 'export const ok = true;' });
    assert.equal(await value(`./broken/over-${name}`, '[m.ok, m.fine]'), '[true,1]', name);
  }
  write({ 'over-later.ts': 'export { here } from "./comes-later";' });
  assertError(await session.run('await $k.w($k.i("./over-later"))'));
  assertError(await session.run('await $k.w($k.i("./comes-later"))'));
  write({ 'comes-later.ts': 'export const here = 1;' });
  assert.equal(await value('./comes-later', 'm.here'), '1');
  assert.equal(await value('./over-later', 'm.here'), '1');
});

test('errors in local TypeScript name its lines, after an edit too', async () => {
  const source = (pad: string): string =>
    `${pad}interface Long {\n  a: number;\n}\nenum E { A }\nexport function fail(x: Long): never {\n  throw new Error('in file ' + E.A + x.a);\n}\n`;
  for (const [pad, line] of [
    ['', 6],
    ['\n\n\n', 9],
  ] as const) {
    write({ 'fails.ts': source(pad) });
    const { traceback } = assertError(
      await session.run('const m = await $k.w($k.i("./fails")); m.fail({ a: 1 })'),
    );
    assert.match(traceback.join('\n'), new RegExp(`fails\\.ts:${line}:9`));
    await sleep(2);
  }
});

test('require gives CommonJS, TypeScript and ES modules, and sees an edit', async () => {
  write({
    'req/a.cts': 'const { n } = require("./b.cjs"); export const twice: number = 2 * n;',
    'req/b.cjs': 'exports.n = 1;',
    'req/es.ts': 'export const es: number = 3;',
  });
  const required = (name: string) => session.run(`$k.r(JSON.stringify($k.q("${name}")))`);
  assert.match(assertOk(await required('./req/a.cts'))!, /"twice":2/);
  assert.match(assertOk(await required('./req/es'))!, /"es":3/);
  write({ 'req/b.cjs': 'exports.n = 5;' });
  assert.match(assertOk(await required('./req/a.cts'))!, /"twice":10/);
});

test('an import that was interrupted can be done again', async () => {
  for (const [name, text] of Object.entries({
    loop: 'for (;;);',
    wait: 'await new Promise(() => {});',
  })) {
    write({
      [`stuck/${name}.ts`]: `export const n = 1;\nif (!(globalThis as { go?: true }).go) { ${text} }`,
      [`stuck/over-${name}.ts`]: `export { n } from "./${name}";`,
    });
    assertOk(await session.run('delete globalThis.go'));
    const outcome = session.run(`await $k.w($k.i("./stuck/over-${name}"))`);
    await sleep(100);
    await session.runner.interrupt();
    assert.equal(assertError(await outcome).ename, 'InterruptError');
    assertOk(await session.run('globalThis.go = true'));
    assert.equal(await value(`./stuck/over-${name}`, 'm.n'), '1');
  }
});
