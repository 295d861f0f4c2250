import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkClaim, hardest, lack } from '../../src/spec/check.ts';
import type { Claim, Measurement } from '../../src/spec/claim.ts';
import { normalPart } from './parts.ts';

const words = { id: 'p/1', statement: 'It holds.', source: 'section 1', trust: 'read' } as const;
const tolerance = { from: 'theory', reason: 'exact' } as const;
const claim = (...parts: Measurement[]): Claim => ({
  ...words,
  experiments: [],
  tolerance,
  measure: () => parts,
  counterexample: () => [],
});

test('a checked claim is plain data: what was said, the verdict, the parts with state and forecast', () => {
  const inside = { ...normalPart(0.5, 0.1, [0, 1], 10), excluded: 2, unit: 'seed' };
  const open = normalPart(0.5, 1, [0, 1], 10);
  const checked = checkClaim({ ...claim(inside, open), beyond: true }, []);
  assert.deepEqual(structuredClone(checked), checked);
  const { parts, ...rest } = checked;
  assert.deepEqual(rest, { ...words, beyond: true, tolerance, verdict: 'inconclusive' });
  assert.deepEqual(
    parts.map(({ state, more, excluded, unit }) => ({ state, more, excluded, unit })),
    [
      { state: 'inside', more: undefined, excluded: 2, unit: 'seed' },
      { state: 'open', more: Math.ceil((1.959964 / 0.5) ** 2) - 10, excluded: undefined, unit: undefined },
    ],
  );
});

test('a failure among m parts is forecast at its corrected level', () => {
  const failing = normalPart(1.1, 1, [0, 1], 10);
  const [alone] = checkClaim(claim(failing), []).parts;
  const [one] = checkClaim(claim(failing, normalPart(0.5, 0.1, [0, 1])), []).parts;
  assert.equal(alone!.more, Math.ceil((1.959964 / 0.1) ** 2) - 10);
  assert.equal(one!.more, Math.ceil((2.2414027 / 0.1) ** 2) - 10);
});

test('the hardest part is the open one whose sample must grow most; a settled claim has none', () => {
  const seeds = { ...normalPart(0.5, 1, [0, 1], 4), unit: 'seed' }; // 16 in all: four times as many
  const runs = normalPart(0.9, 1, [0, 1], 300); // 385 in all
  const checked = checkClaim(claim(runs, seeds, normalPart(0.5, 0.01, [0, 1])), []);
  assert.equal(hardest(checked)?.unit, 'seed');
  assert.equal(hardest(checkClaim(claim(runs, normalPart(7, 0.1, [0, 1])), [])), undefined);
  assert.equal(hardest(checkClaim(claim(normalPart(0.5, 0.01, [0, 1])), [])), undefined);
});

test('a claim that is not testable keeps its reason', () => {
  const checked = checkClaim({ ...words, notTestable: 'the figure gives no numbers' }, []);
  assert.deepEqual(checked, {
    ...words,
    verdict: 'not testable',
    parts: [],
    reason: 'the figure gives no numbers',
  });
});

test('what an open part lacks is said with two digits, rounded up', () => {
  const part = { ...checkClaim(claim(normalPart(0.5, 1, [0, 1])), []).parts[0]!, state: 'open' as const };
  const said = (more: number, unit?: string) => lack({ ...part, more, ...(unit && { unit }) });
  assert.deepEqual(
    [1, 2, 99, 100, 101, 134, 9_901].map((more) => said(more)),
    [
      'about 1 more run',
      'about 2 more runs',
      'about 99 more runs',
      'about 100 more runs',
      'about 110 more runs',
      'about 140 more runs',
      'about 10000 more runs',
    ],
  );
  assert.equal(said(3, 'seed'), 'about 3 more seeds');
  assert.equal(said(Infinity), 'no known number of runs decides');
});
