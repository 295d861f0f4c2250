import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { faces, facesFor, fontCss, missing } from '../../src/plot/fonts.ts';
import { selfContained } from '../../src/plot/svg.ts';
import { codePoints } from '../../src/plot/woff2.ts';

const plain = { bold: false, italic: false };

test('codePoints finds exactly the characters of a font', () => {
  const greek = '@fontsource/source-sans-3/files/source-sans-3-greek-400-normal.woff2';
  const points = codePoints(readFileSync(fileURLToPath(import.meta.resolve(greek))));
  for (const letter of 'αβγδεζηθικλμνξοπρςστυφχψωΓΔΩ') assert.ok(points.has(letter.codePointAt(0)!), letter);
  for (const letter of 'aZ0中') assert.ok(!points.has(letter.codePointAt(0)!), letter);
  assert.throws(() => codePoints(Buffer.from('OTTO and more')), /not a WOFF2 font/);
});

test('the bundled fonts have the signs of the papers, and name those that they lack', () => {
  assert.deepEqual(missing('Tr(G) ≤ 2/η, ρ β μ µ ², ‖∇L‖ → ∞, √d, ⟨w, µ⟩ ∈ ℝ, 20–80 %, − × ± ≈ ≠ …'), []);
  assert.deepEqual(missing('a中b\n文'), ['中', '文']);
});

test('no character is drawn by two faces of one style', () => {
  for (const style of ['normal', 'italic'] as const) {
    const drawn = faces().filter((face) => face.style === style && face.weight === 400);
    const count = drawn.reduce((sum, face) => sum + face.points.size, 0);
    assert.equal(new Set(drawn.flatMap((face) => [...face.points])).size, count);
  }
});

test('a text brings only the fonts that it uses', () => {
  assert.equal(facesFor('accuracy', plain).length, 1);
  assert.equal(facesFor('rate η', plain).length, 2);
  assert.equal(facesFor('accuracy', { bold: true, italic: true }).length, 4);
  assert.match(
    fontCss(facesFor('∞', plain)),
    /^@font-face\{font-family:'Noto Sans Math'.*unicode-range:[^;]*;src:url\(data:font\/woff2/,
  );
});

test('an SVG refuses characters that would be drawn in another font on another machine', () => {
  assert.throws(() => selfContained('<svg width="1"><text>中</text></svg>', 't'), /lack 中 \(U\+4e2d\)/);
});
