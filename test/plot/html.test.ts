import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimTable } from '../../src/plot/claimTable.ts';
import { html } from '../../src/plot/html.ts';
import { number } from '../../src/plot/number.ts';
import { gallery } from './gallery.ts';

test('html escapes what is put in, in text and in attributes, and keeps HTML', () => {
  const attack = `"><script>alert('&')</script>`;
  assert.equal(
    String(html`<a title="${attack}">${[html`<b>${attack}</b>`, 7, undefined]}</a>`),
    '<a title="&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"><b>&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</b>7</a>',
  );
});

test('number writes four significant digits and powers of ten', () => {
  const written = (value: number) => String(number(value));
  assert.deepEqual(
    [0, 1, 0.98249, -0.5, 123456, 1.3e-9, -2.50004e7, Number.POSITIVE_INFINITY, Number.NaN].map(written),
    [
      '0',
      '1',
      '0.9825',
      '−0.5',
      '123500',
      '1.3 × 10<sup>−9</sup>',
      '−2.5 × 10<sup>7</sup>',
      '∞',
      'not a number',
    ],
  );
});

const textOf = (item: number) =>
  String(claimTable(gallery()[item]!.claims!))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

test('the claim table shows source, tolerance, value, interval, count, expectation and verdict', () => {
  const text = textOf(0);
  assert.match(
    text,
    /xor\/1 The network .* Source \(read\): Figure 1, left; .* Tolerance \(pilot\): the scatter/,
  );
  assert.match(
    text,
    /✓ reproduced share of runs expected 0\.95 to 1 1 \[0\.964, 1\] n = 100; 3 runs excluded; Clopper–Pearson, 95 % inside/,
  );
  assert.match(text, /t = 10 expected ≥ 0\.99 0\.995 \[0\.985, 1\] n = 100; order statistics, 95 % open/);
});

test('the claim table says what an inconclusive claim lacks, and which claims are ours or not testable', () => {
  assert.match(textOf(0), /\? inconclusive about 140 more runs .* open about 140 more runs/);
  assert.match(textOf(2), /✗ not reproduced gap after 400 iterations .* outside/);
  assert.match(
    textOf(2),
    /graphics card\. Beyond the paper\. .* Not testable: nothing here computes on one – not testable/,
  );
});
