import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contest, resultOf, seconds } from '../../bench/harness/contest.ts';
import { ratio } from '../../bench/harness/ratio.ts';

test('a ratio is the median of the ratios of the rounds, from quartile to quartile', () => {
  // A neighbour slows every other round fivefold: medians of each alone would mix rounds of both kinds.
  const ours = [1, 5, 1, 5, 1];
  const theirs = [2, 12, 3, 15, 4];
  assert.deepEqual(ratio(theirs, ours), { median: 3, low: 2.4, high: 3 });
});

test('a contender of fewer rounds is compared with the first ones, and none is an error', () => {
  assert.deepEqual(ratio([6], [2, 100]), { median: 3, low: 3, high: 3 });
  assert.throws(() => ratio([], [1]), /no rounds/);
});

test('contenders take turns, each is prepared once, and a slow one stops early', async () => {
  const said: string[] = [];
  const contender = (name: string, value: number, rounds?: number) => ({
    name,
    prepare: () => said.push(`prepare ${name}`),
    run: () => {
      said.push(name);
      return value;
    },
    rounds,
  });
  const contenders = () => [contender('ours', 2), contender('peer', 6), contender('slow', 8, 1)];
  const result = await contest({ name: 'case', size: { symbol: 'n', value: 7 }, rounds: 2, contenders });
  assert.deepEqual(said, [
    ...['prepare ours', 'prepare peer', 'prepare slow'],
    ...['ours', 'peer', 'slow', 'ours', 'peer'],
  ]);
  assert.deepEqual(
    result.contestants.map(({ rounds, median, ratio }) => [rounds, median, ratio?.median]),
    [
      [[2, 2], 2, undefined],
      [[6, 6], 6, 3],
      [[8], 8, 4],
    ],
  );
});

test('a contender without rounds keeps its reason and has no ratio', () => {
  const { contestants } = resultOf({ name: 'case' }, [
    { name: 'ours', rounds: [1, 3] },
    { name: 'peer', rounds: [], note: 'not within 8 s' },
  ]);
  assert.deepEqual(contestants[0], { name: 'ours', rounds: [1, 3], best: 1, median: 2 });
  assert.deepEqual(contestants[1], { name: 'peer', rounds: [], note: 'not within 8 s' });
});

test('what comes before a run is not timed', () => {
  const order: string[] = [];
  const time = seconds(
    () => order.push('run'),
    2,
    () => order.push('before'),
  );
  assert.deepEqual(order, ['before', 'run', 'before', 'run']);
  assert.ok(time >= 0);
});
