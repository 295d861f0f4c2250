import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe, intervalPicture } from '../../src/review/pages/interval.ts';
import type { CheckedPart } from '../../src/spec/check.ts';

const part = (change: Partial<CheckedPart>): CheckedPart => ({
  label: 'share',
  value: 0.5,
  low: 0.4,
  high: 0.6,
  count: 9,
  interval: '95 %',
  expected: [0.3, 0.7],
  state: 'inside',
  ...change,
});

/** Left and right end of the expected range and of the interval, and the dot, in pixels. */
function drawn(change: Partial<CheckedPart>) {
  const markup = String(intervalPicture(part(change)));
  const number = (pattern: RegExp): number => Number(pattern.exec(markup)![1]);
  const left = number(/class="expected" x="([^"]+)"/);
  return {
    markup,
    band: [left, left + number(/class="expected"[^>]* width="([^"]+)"/)] as const,
    range: [number(/class="range" d="M([-\d.]+) /), number(/m0-6H([-\d.]+)m/)] as const,
    dot: number(/circle cx="([^"]+)"/),
  };
}

test('the interval lies in the band where the part is inside, beyond it where it is outside', () => {
  const inside = drawn({});
  assert.ok(inside.band[0] < inside.range[0] && inside.range[1] < inside.band[1]);
  assert.ok(inside.range[0] < inside.dot && inside.dot < inside.range[1]);
  const outside = drawn({ expected: [0.7, 0.9], state: 'outside' });
  assert.ok(outside.range[1] < outside.band[0]);
  const open = drawn({ expected: [0.55, 0.9], state: 'open' });
  assert.ok(open.range[0] < open.band[0] && open.band[0] < open.range[1]);
});

test('an open end of the band reaches the edge, and an exact expectation can be seen', () => {
  assert.equal(drawn({ expected: [-Infinity, 0.7] }).band[0], 0);
  assert.equal(drawn({ expected: [0.3, Infinity] }).band[1], 220);
  const exact = drawn({ value: 1, low: 1, high: 1, expected: [1, 1] });
  assert.ok(
    Math.abs((exact.band[0] + exact.band[1]) / 2 - exact.dot) < 0.2 && exact.band[1] - exact.band[0] === 2,
  );
});

test('values over many powers of ten can be told apart', () => {
  const { range, band } = drawn({ value: 2e-9, low: 1e-9, high: 4e-9, expected: [0, 1e-4] });
  assert.equal(band[0], 0);
  assert.ok(range[1] - range[0] > 5 && range[1] < band[1] - 50);
});

test('what is not finite is drawn at the edge, or not at all', () => {
  const { markup } = drawn({ value: 0.5, low: -Infinity, high: Infinity });
  assert.doesNotMatch(markup, /NaN|Infinity(?!.*aria-label)/);
  assert.doesNotMatch(
    String(intervalPicture(part({ value: NaN, low: NaN, high: NaN, state: 'open' }))),
    /cx=|class="range"|"NaN"/,
  );
});

test('the picture is told in words', () => {
  assert.equal(
    describe(part({ expected: [-Infinity, 0.7] })),
    'share: measured 0.5, interval 0.4 to 0.6, inside the expected range −∞ to 0.7',
  );
});
