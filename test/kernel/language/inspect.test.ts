// Inspection: `|` marks the cursor.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Notebook, notebook } from './notebook.ts';

const inspect = ({ language }: Notebook, marked: string, detail: 0 | 1 = 0): string | undefined => {
  const offset = marked.indexOf('|');
  return language.inspect(marked.slice(0, offset) + marked.slice(offset + 1), offset, detail);
};
const CELL = `/**
 * Area of a disc.
 *
 * @param radius - in metres
 * @returns square metres
 * @example
 * area(2) // 12.57
 */
function area(radius: number, scale = 1) {
  return Math.PI * radius ** 2 * scale
}
/** Steps done so far. */
let steps = 0
const { first, rest } = { first: 1, rest: "s" }`;

for (const rested of [false, true])
  test(`type and documentation of names of earlier cells${rested ? ', after a rest' : ''}`, () => {
    using book = notebook();
    book.run(CELL);
    if (rested) book.language.rest();
    const documented = `\`\`\`typescript
area(radius: number, scale?: number): number
\`\`\`

Area of a disc.

*@param* \`radius\`: in metres

*@returns* square metres

*@example*
\`\`\`typescript
area(2) // 12.57
\`\`\``;
    for (const marked of ['area|(2)', 'ar|ea(2)', '|area(2)', 'area(|)', 'area(2, |', '1 + area( 2 |)'])
      assert.equal(inspect(book, marked), documented, marked);
    assert.equal(inspect(book, 'st|eps'), '```typescript\nlet steps: number\n```\n\nSteps done so far.');
    const source = inspect(book, 'area|', 1);
    assert.match(
      source ?? '',
      /Defined as\n\n```typescript\nfunction area\(radius: number, scale = 1\) \{\n {2}return/,
    );
    assert.match(inspect(book, 'steps|', 1) ?? '', /```typescript\nlet steps = 0\n```$/);
  });

test('documentation of the library, of overloads and of the cell itself', () => {
  using book = notebook();
  assert.match(inspect(book, 'Math.max|(1)') ?? '', /Returns the larger of/);
  assert.match(
    inspect(book, "import * as fs from 'node:fs'; fs.readFileSync|('x', 'utf8')") ?? '',
    /Returns the contents of the `path`/,
  );
  assert.match(inspect(book, '/** Mine. */ const own = 1; ow|n') ?? '', /const own: 1\n```\n\nMine\./);
  assert.match(inspect(book, 'display|(1)') ?? '', /Shows a value or a MIME bundle/);
});

test('types of all kinds of things', () => {
  using book = notebook();
  book.run(
    'interface Point { x: number } type Id = string | number; enum Colour { Red } class Box<T> { constructor(readonly v: T) {} }',
  );
  assert.match(inspect(book, 'let p: Poi|nt') ?? '', /interface Point/);
  assert.match(inspect(book, 'let p: I|d') ?? '', /type Id = string \u007c number/);
  assert.match(inspect(book, 'Colour.Re|d') ?? '', /Colour\.Red = 0/);
  assert.match(inspect(book, 'new Box(1).v|') ?? '', /Box<number>\.v: number/);
  assert.match(inspect(book, '"𝒳"; new Box("𝒳").v|') ?? '', /Box<string>\.v: string/);
});

test('undefined where nothing is known', () => {
  using book = notebook();
  for (const marked of ['|', 'unknownName|', '"te|xt"', '  |  ', '// wo|rd', '+|'])
    assert.equal(inspect(book, marked), undefined, marked);
  assert.equal(book.language.inspect('Math', 99, 0)?.includes('Math'), true);
});
