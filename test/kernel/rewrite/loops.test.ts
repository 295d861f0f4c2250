// Loops at the top level run on copies where nobody can tell, and only there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { createSession } from './session.ts';

/** Code of the last cell. */
async function codeOf(...cells: string[]): Promise<string> {
  const session = createSession();
  for (const cell of cells.slice(0, -1)) await session.run(cell);
  return session.rewrite(cells.at(-1)!).code;
}

/** Whether a loop of the code uses the binding itself, other than to write copies back. */
function reads(code: string, name: string): boolean {
  const loop = code.slice(code.search(/\b(for|while|do)\b/)).split('finally')[0]!;
  return new RegExp(`\\$0\\.${name}\\b`).test(loop.replaceAll(/if \(\+\+\$n[^}]*\}/g, ''));
}

test('what a loop reads and writes is local in it', async () => {
  const code = await codeOf(
    'const xs = [1, 2];',
    'let s = 0; for (let i = 0; i < xs.length; i++) s += xs[i];',
  );
  assert.ok(!reads(code, 's') && !reads(code, 'xs'), code);
  assert.match(code, /const xs = \$0\.xs; let s = \$0\.s; try \{for/);
  assert.match(code, /\} finally \{\$0\.s = s;\}\}/);
});

test('also where the loop is in a block, has a label, or is of another kind', async () => {
  for (const loop of [
    'if (s === 0) { for (const x of [1, 2]) s += x; }',
    'out: for (;;) { s++; if (s > 3) break out; }',
    'while (s < 4) s++;',
    'do { s++; } while (s < 4);',
    'for (const k in { a: 1 }) s += k.length;',
  ]) {
    const code = await codeOf('let s = 0;', loop);
    assert.ok(!reads(code, 's'), code);
  }
});

test('a call in the loop does not matter if no function sees the name', async () => {
  const code = await codeOf(
    'function f(x) { return x; }',
    'let s = 0; for (let i = 0; i < 3; i++) s += f(i);',
  );
  assert.ok(!reads(code, 'f'), code);
  assert.match(code, /s \+= f\(i\)/);
});

test('a name that a function reads is not written in a copy', async () => {
  for (const earlier of [
    'let s = 0; const see = () => s;',
    'let s = 0; class A { p = s; }',
    'let s = 0; const o = { get s() { return s; } };',
  ]) {
    assert.ok(reads(await codeOf(earlier, 'for (let i = 0; i < 3; i++) s += i;'), 's'));
  }
  assert.ok(
    reads(await codeOf('let s = 0; for (let i = 0; i < 3; i++) s += i; function see() { return s; }'), 's'),
  );
  const code = await codeOf(
    'let s = 0; const see = () => s;',
    'let r = 0; for (let i = 0; i < 3; i++) r += s;',
  );
  assert.ok(!reads(code, 's'), 'but it is read from one');
});

test('a name that a function writes is not copied', async () => {
  const code = await codeOf(
    'let s = 0; const add = () => { s++; };',
    'let r = 0; while (s < 3) { add(); r += s; }',
  );
  assert.ok(reads(code, 's') && !reads(code, 'r'), code);
});

test('a function of a cell long ago counts', async () => {
  const code = await codeOf(
    'let s = 0; const see = () => s;',
    'let s = 1;',
    'let s = 2;',
    'for (;;) { s++; break; }',
  );
  assert.ok(reads(code, 's'), code);
});

test('a loop that waits is left as it is, loops in it are not', async () => {
  const code = await codeOf(
    'let s = 0, t = 0; for (const x of [1]) { s += await x; for (let i = 0; i < 3; i++) t += i; }',
  );
  assert.ok(reads(code, 's'), code);
  assert.match(code, /let t = \$0\.t; try \{for/);
});

test('imports stay live', async () => {
  const code = await codeOf(
    'import { sep } from "node:path";',
    'let s = 0; for (let i = 0; i < 3; i++) s += sep.length;',
  );
  assert.match(code, /s \+= \$0\["import 1\.0"\]\.sep\.length/);
});

test('closures in a loop see the binding', async () => {
  const session = createSession();
  const value = await session.run(
    'let s = 0; const f = []; for (let i = 0; i < 3; i++) { s += i; f.push(() => s); } s = 9; f.map((g) => g())',
  );
  assert.deepEqual(value, [9, 9, 9]);
});

test('a loop that throws, breaks or ends leaves what it wrote', async () => {
  const session = createSession();
  await session.run('let s = 0, t = 0;');
  await session.run('try { for (;;) { s++; if (s === 5) throw 1; } } catch {} t = s;');
  assert.equal(
    await session.run('out: for (;;) { for (;;) { s++; if (s > 7) break out; } } [t, s].join()'),
    '5,8',
  );
});

test('a terminated loop with calls leaves what one of its last iterations wrote, a bare one what was before', async () => {
  const session = createSession();
  await session.run('let n = 0, m = 5, f = (x) => x;');
  const stopped = (cell: string): void => {
    const { code } = session.rewrite(cell);
    const context = vm.createContext({ banks: session.banks });
    assert.throws(() => vm.runInContext(`(${code})({}, ...banks)`, context, { timeout: 300 }), /timed out/);
  };
  stopped('while (true) { n = f(n) + 1; }');
  const reached = session.banks[0]!['n'] as number;
  assert.ok(reached > 1024, `${reached} steps`);
  stopped('while (true) m++;');
  assert.equal(session.banks[0]!['m'], 5);
});
