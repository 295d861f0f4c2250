import assert from 'node:assert/strict';
import { test } from 'node:test';
import { select, UsageError } from '../../src/workbook/select.ts';

const items = ['xor/figure1-left', 'xor/figure1-right', 'convex/e2'].map((id) => ({ id }));
const ids = (...names: string[]) => select(items, names, 'experiment').map(({ id }) => id);

test('nothing named means all, a paper all of its own, an id itself; each once and in the order of the list', () => {
  assert.deepEqual(
    ids(),
    items.map(({ id }) => id),
  );
  assert.deepEqual(
    ids('convex', 'xor'),
    items.map(({ id }) => id),
  );
  assert.deepEqual(ids('xor', 'xor/figure1-right'), ['xor/figure1-left', 'xor/figure1-right']);
});

test('an unknown name is an error that names the nearest and all there are', () => {
  const message = (name: string, nearest: string) => (error: unknown) =>
    error instanceof UsageError &&
    error.message ===
      `there is no experiment "${name}"; the nearest is "${nearest}". There are: xor, convex, xor/figure1-left, xor/figure1-right, convex/e2`;
  assert.throws(() => ids('xor/figure1-lfet'), message('xor/figure1-lfet', 'xor/figure1-left'));
  assert.throws(() => ids('convxe'), message('convxe', 'convex'));
  assert.throws(() => ids('xor/fig'), message('xor/fig', 'xor/figure1-left'));
  assert.throws(() => select([], ['a'], 'figure'), /there is no figure "a", nor any other/);
});
