import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkObjective, networkProblem, squared, trialsOf, tune } from '../../src/convex/index.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { oracle } from './oracle.ts';

const grid = {
  learningRates: { momentum: [0.02, 1e3], adam: [0.01] },
  momenta: [0.9],
  batches: [2, Infinity],
  deviations: [0.3],
  epochs: 200,
  seeds: [1, 2],
};

test('the grid has all combinations, each once', () => {
  const trials = trialsOf(grid);
  assert.equal(trials.length, 12);
  assert.equal(new Set(trials.map((trial) => Object.values(trial).join())).size, 12);
  assert.deepEqual(trials[0], {
    ...{ rule: 'momentum', learningRate: 0.02, momentum: 0.9, batch: 2 },
    ...{ deviation: 0.3, epochs: 200, seed: 1 },
  });
  assert.ok(trials.every(({ rule, learningRate }) => (rule === 'adam') === (learningRate === 0.01)));
});

test('the best of all trials is returned, and every end is reported, divergence too', () => {
  using arena = new Arena();
  const problem = networkProblem(arena, { ...oracle, loss: squared });
  const { network, objective, ends } = tune(problem, 20, trialsOf(grid), stream('tune'));
  assert.equal(ends.length, 12);
  assert.equal(objective, Math.min(...ends.map((end) => end.objective)));
  assert.equal(networkObjective(problem, network!), objective);
  assert.ok(objective >= oracle.optimum - 1e-6 && objective < 1.25, String(objective));
  const tooFast = ends.filter(({ trial }) => trial.learningRate === 1e3);
  assert.ok(
    tooFast.length === 4 && tooFast.every((end) => end.status === 'diverged' && end.objective === Infinity),
  );
  const worst = tune(
    problem,
    20,
    tooFast.map(({ trial }) => trial),
    stream('tune'),
  );
  assert.deepEqual([worst.network, worst.objective], [undefined, Infinity]);
  assert.deepEqual(tune(problem, 20, trialsOf(grid), stream('tune')).ends, ends);
});

test('an aborted run keeps what was found', () => {
  using arena = new Arena();
  const problem = networkProblem(arena, { ...oracle, loss: squared });
  const abort = new AbortController();
  const { ends, network } = tune(problem, 20, trialsOf(grid), stream('tune'), {
    signal: abort.signal,
    progress: (fraction) => {
      if (fraction > 2.5 / 12) abort.abort();
    },
  });
  assert.deepEqual(
    ends.map(({ status }) => status),
    ['finished', 'finished', 'aborted'],
  );
  assert.ok(network);
});
