// Positions in rewritten code lead to the user's text.
import assert from 'node:assert/strict';
import { SourceMap } from 'node:module';
import { test } from 'node:test';
import vm from 'node:vm';
import fc from 'fast-check';
import ts from 'typescript';
import { composeMaps, rewriteCell } from '../../../src/kernel/language/rewrite/index.ts';
import { decodeMappings, encodeMappings, type Segment } from '../../../src/kernel/language/rewrite/vlq.ts';

const HEAD = 'import type {} from "cell:1";\n';

/** Code of a cell with the map to its text; the module has one line in front, as the language service makes it. */
function compile(source: string): { code: string; map: string } {
  const { outputText, sourceMapText } = ts.transpileModule(`${HEAD}${source}\nexport {};`, {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, sourceMap: true },
  });
  const js = outputText.replace(/\/\/# sourceMappingURL.*/, '');
  const { code, map } = rewriteCell(js, { id: 1, names: new Map(), uses: new Map(), bankOf: () => 0 });
  return { code, map: composeMaps(map, sourceMapText!, 1) };
}

/** `line:column` in the user's text of the frames of the error that the cell throws, counted from 1. */
async function framesOf(source: string): Promise<string[]> {
  const { code, map } = compile(source);
  const runtime = { w: (x: unknown) => x, r: (x: unknown) => x };
  try {
    await vm.runInThisContext(`(${code})`, { filename: 'cell:1', columnOffset: -1 })(runtime, {});
  } catch (error) {
    const sourceMap = new SourceMap(JSON.parse(map));
    return [...(error as Error).stack!.matchAll(/cell:1:(\d+):(\d+)/g)].map(([, line, column]) => {
      const found = sourceMap.findEntry(Number(line) - 1, Number(column) - 1);
      assert.ok('originalLine' in found, `nothing at ${line}:${column}`);
      return `${found.originalLine + 1}:${found.originalColumn + 1}`;
    });
  }
  assert.fail('the cell threw nothing');
}

const cases: readonly [what: string, source: string, frames: readonly string[]][] = [
  ['throw', 'let a = 1;\n  throw new Error("x");', ['2:9']],
  [
    'call of a function of the cell',
    'function f(): void {\n  throw new Error();\n}\nlet x: number =\n  f();',
    ['2:9', '5:3'],
  ],
  ['member of undefined', 'let o: any;\nconst p = 1, q = o.x.y;', ['2:20']],
  ['what is no function', 'let f: any = 1;\nlet a: number = 2; f(a);', ['2:20']],
  ['after a type', 'type T = { a: string };\ninterface I {}\n\nlet x: T = null as any; x.a.b;', ['4:27']],
  ['in a loop on copies', 'let s: any;\nfor (let i = 0; i < 3; i++) {\n  s += i; null!.x;\n}', ['3:17']],
  [
    'in an arrow',
    'const f = (n: number) => { if (n === 0) throw new Error(); f(n - 1); };\nf(1)',
    ['1:47', '1:60', '2:1'],
  ],
];

for (const [what, source, frames] of cases)
  test(`frames lead to the text: ${what}`, async () => {
    assert.deepEqual((await framesOf(source)).slice(0, frames.length), frames);
  });

test('every identifier of the text that stands in the code is mapped to itself', () => {
  const source =
    'const alpha = 1, beta = [alpha];\nlet gamma: number = beta[0]!;\nwhile (gamma < 3) { gamma += alpha; }\n({ gamma, delta: alpha });';
  const { code, map } = compile(source);
  const sourceMap = new SourceMap(JSON.parse(map));
  const lines = source.split('\n');
  for (const [line, text] of code.split('\n').entries())
    for (const { index, 0: name } of text.matchAll(/(?<![\w$.])(\$0\.)?(alpha|beta|gamma|delta)\b/g)) {
      const found = sourceMap.findEntry(line, index);
      if (!('originalLine' in found)) continue;
      const original = lines[found.originalLine]!.slice(found.originalColumn);
      const isOurs = /\{(const|let) |finally|\+\+\$n/.test(text);
      assert.ok(
        isOurs || original.startsWith(name.replace('$0.', '')),
        `${name} in ${text} leads to ${original}`,
      );
    }
});

test('mappings survive encoding', () => {
  const field = fc.nat(1e6);
  const segment = fc.record(
    {
      line: fc.nat(50),
      column: field,
      source: fc.nat(3),
      sourceLine: field,
      sourceColumn: field,
    },
    { noNullPrototype: true },
  );
  const order = (a: Segment, b: Segment): number => a.line - b.line || a.column - b.column;
  fc.assert(
    fc.property(fc.array(segment), (segments) => {
      segments.sort(order);
      assert.deepEqual(decodeMappings(encodeMappings(segments)), segments);
    }),
  );
});
