// Figures that notebooks show: what both kernels get, and that fewer digits change no picture.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { claims, curve, figure, logAxis, plot } from '../../src/notebook/index.ts';
import { escapeMarkdown } from '../../src/notebook/markdown.ts';
import { bundleOf } from '../../src/notebook/picture.ts';
import { slim } from '../../src/notebook/slim.ts';
import { papers } from '../../src/papers/index.ts';
import { recordedRuns } from '../../src/workbook/index.ts';

const all = papers.flatMap((paper) => paper.figures);
const DISPLAY = Symbol.for('Jupyter.display');
type Columns = { readonly x?: ArrayLike<number>; readonly y?: ArrayLike<number> };
type Drawn = { readonly [DISPLAY]: () => Record<string, unknown> };

test('every figure is a bundle of plotly, its picture of figures/ and its title', () => {
  for (const { id, title } of all) {
    const shown = figure(id);
    const bundle = (shown as unknown as Drawn)[DISPLAY]();
    assert.deepEqual(Object.keys(bundle), ['application/vnd.plotly.v1+json', 'image/png', 'text/plain'], id);
    const plotly = bundle['application/vnd.plotly.v1+json'] as {
      data: unknown[];
      layout: { template: object };
    };
    assert.ok(plotly.data.length > 0 && plotly.layout.template, id);
    assert.deepEqual(plotly, JSON.parse(JSON.stringify(plotly)), `${id} is not plain JSON`);
    assert.equal(
      Buffer.compare(Buffer.from(bundle['image/png'] as string, 'base64'), readFileSync(`figures/${id}.png`)),
      0,
    );
    assert.equal(bundle['text/plain'], title);
    assert.equal(inspect(shown), title);
    assert.ok(JSON.stringify(plotly).length < 120_000, `${id}: ${JSON.stringify(plotly).length} characters`);
  }
});

test('figures show the recorded runs as the paper’s own figures do', () => {
  for (const { id, experiments, draw } of all) {
    const drawn = draw((experiments as { id: string }[]).map((one) => recordedRuns('.', one.id)))
      .data as Columns[];
    const shown = figure(id).data as unknown as Columns[];
    assert.equal(shown.length, drawn.length);
    for (const [i, { x = [], y = [] }] of drawn.entries())
      for (const [before, after] of [
        [x, shown[i]!.x ?? []],
        [y, shown[i]!.y ?? []],
      ] as const) {
        const largest = Array.from(before, Number)
          .filter(Number.isFinite)
          .reduce((a, b) => Math.max(a, Math.abs(b)), 0);
        assert.equal(after.length, before.length, id);
        for (const [k, value] of Array.from(before).entries())
          if (Number.isFinite(value))
            assert.ok(Math.abs(value - after[k]!) <= 5e-4 * Math.min(largest, Math.abs(value)), id);
      }
  }
});

test('an unknown figure or paper names the nearest', () => {
  assert.throws(
    () => figure('xor/fig1'),
    /UsageError: there is no figure "xor\/fig1"; nearest: xor\/figure1/,
  );
  assert.throws(() => claims('grokking'), /there is no paper "grokking"; nearest: /);
});

test('what is rounded moves by less than a quarter of a pixel of a panel 400 high, and nothing else changes', () => {
  const column = fc.oneof(
    fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 31, maxLength: 99 }),
    fc.array(fc.double({ noNaN: true, min: 0, max: 1.001 }), { minLength: 31, maxLength: 99 }),
    fc.array(fc.double({ noNaN: true, min: 1000, max: 1001 }), { minLength: 31, maxLength: 99 }),
  );
  fc.assert(
    fc.property(column, (y) => {
      const [trace] = slim({ data: [{ type: 'scatter', y }], layout: {} }).data as [{ y: number[] }];
      const moved = Math.max(...y.map((value, i) => Math.abs(value - trace.y[i]!)));
      assert.ok(
        moved <= (Math.max(...y) - Math.min(...y)) / 400 / 4 || moved <= 1e-7 * Math.max(...y.map(Math.abs)),
      );
    }),
    { numRuns: 1000 },
  );
  const given = {
    data: [{ type: 'scatter', name: 'a', x: [1.23456789012, 2], y: [0.1 + 0.2, Number.NaN] }],
    layout: {},
  } as const;
  assert.deepEqual(slim(given as never).data, [
    { type: 'scatter', name: 'a', x: [1.234568, 2], y: [0.3, null] },
  ]);
});

test('heat maps keep the levels that their colours tell', () => {
  const z = [[-0.123456, 0.5, null, 7]];
  const [map] = slim({ data: [{ type: 'heatmap', z, zmin: -1, zmax: 1 } as never], layout: {} }).data;
  assert.deepEqual((map as unknown as { z: number[][] }).z, [[-0.123, 0.5, null, 1]]);
});

test('a plot has a legend where more than one trace has a name, and room for its lines', () => {
  const one = plot('one', [curve('a', [1, 2], [3, 4], '#000000')], { x: logAxis('x') });
  const two = plot(
    'two',
    ['a', 'b', ''].map((name) => curve(name, [1, 2], [3, 4], '#000000')),
    { caption: 'n = 2' },
  );
  assert.deepEqual([one.layout.showlegend, two.layout.showlegend], [false, true]);
  assert.ok(two.layout.margin!.t! > one.layout.margin!.t!);
  assert.equal((two.data[2] as { showlegend: boolean }).showlegend, false);
  assert.equal(one.layout.xaxis!.type, 'log');
  assert.deepEqual(Object.keys(bundleOf(two)), ['application/vnd.plotly.v1+json', 'text/plain']);
});

test('plain text stays what it is in Markdown', () => {
  assert.equal(escapeMarkdown('a_j < 0, |x|, $5, *, [1]'), 'a\\_j &lt; 0, \\|x\\|, \\$5, \\*, \\[1\\]');
});
