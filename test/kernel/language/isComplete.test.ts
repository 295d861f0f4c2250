// What a console runs, waits for, or refuses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isComplete } from '../../../src/kernel/language/isComplete.ts';

const COMPLETE = [
  ...[
    '',
    '1 + 1',
    'let a = 1;',
    'if (a) b',
    'if (a) { b }\n',
    'for (;;) {}',
    `\`a \${b} c\``,
    '/* done */',
    '// note',
  ],
  ...[
    'await x',
    'import x from "y"',
    'class A { m() {} }',
    'x => x',
    '/re[/]gex/.test(a)',
    '"a\\\nb"',
    'a\n  .b()',
  ],
  ...[
    'declare function f(): void',
    'type A<T> = T[]',
    'using x = y',
    '@d class A {}',
    '<T>(x: T) => x',
    'label: for (;;) break label',
  ],
  ...[
    'try {} finally {}',
    'do x(); while (y)',
    `({ a: [1, 2], b: \`\${\`x\`}\` })`,
    'a // }',
    '"}"',
    'function f(): void;',
  ],
];
const INCOMPLETE: Record<string, string> = {
  'if (x) {': '  ',
  'if (x)': '',
  'for (const x of xs)': '',
  'function f() {\n  if (x) {': '    ',
  'function f()': '',
  'function f() {\n  return 1;': '  ',
  'const a = [\n\t1,': '\t',
  'foo(1,': '',
  'foo(': '  ',
  'class A {': '  ',
  'class A {\n  m() {': '    ',
  'const f = () =>': '',
  'let a =': '',
  '1 +': '',
  'a.': '',
  'const o = { a: {': '  ',
  '`text': '',
  [`\`text \${`]: '  ',
  [`\`text \${a} more`]: '',
  '{ `text': '',
  '/* comment': '',
  'f(/* comment': '',
  'try {}': '',
  'try {} catch': '',
  'do {} ': '',
  'import {': '  ',
  'import { a } from': '',
  'interface A {': '  ',
  'type A =': '',
  'switch (x) {\n  case 1:': '  ',
  '@decorator': '',
  'if (x) { // note': '  ',
  'x ? y :': '',
};
const INVALID = [
  '}',
  ')',
  'let 1',
  'a b',
  '"open',
  "'open",
  'if x',
  'foo(]',
  'class { {',
  'let a = ;',
  '/re',
  '1 + }',
  '{ ] ',
  '#',
];

test('complete cells', () => {
  for (const source of COMPLETE)
    assert.deepEqual(isComplete(source), { status: 'complete', indent: '' }, source);
});

test('incomplete cells, with the indent of the next line', () => {
  for (const [source, indent] of Object.entries(INCOMPLETE))
    assert.deepEqual(isComplete(source), { status: 'incomplete', indent }, source);
});

test('invalid cells: no text added at the end mends them', () => {
  for (const source of INVALID)
    assert.deepEqual(isComplete(source), { status: 'invalid', indent: '' }, source);
});

test('a complete cell cut within brackets is never complete', () => {
  const whole = `const f = async (a: number[], { b }: { b: string }) => { for (const x of a) { g(\`\${x} \${b}\`, [x, (x)]) } }`;
  fc.assert(
    fc.property(fc.integer({ min: whole.indexOf('{') + 1, max: whole.length - 1 }), (length) => {
      assert.notEqual(isComplete(whole.slice(0, length)).status, 'complete');
    }),
  );
});

test('any text has an answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (source) => {
      assert.ok(['complete', 'incomplete', 'invalid'].includes(isComplete(source).status));
    }),
  );
});
