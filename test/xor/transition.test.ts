import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstStep } from '../../src/xor/index.ts';

test('the first step is that of the first readout where it holds, however often it fails later', () => {
  const readouts = [0, 1, 5, 20, 300];
  const accuracy = [0.4, 0.6, 0.9, 0.7, 1];
  assert.equal(
    firstStep(readouts, (place) => accuracy[place]! >= 0.9),
    5,
  );
  assert.equal(
    firstStep(readouts, (place) => accuracy[place]! >= 0),
    0,
  );
  assert.equal(
    firstStep(readouts, (place) => accuracy[place] === 1),
    300,
  );
});

test('a step that is never reached is infinite', () => {
  assert.equal(
    firstStep([0, 1, 5], () => false),
    Infinity,
  );
  assert.equal(
    firstStep([], () => true),
    Infinity,
  );
});
