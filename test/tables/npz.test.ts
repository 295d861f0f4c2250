import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatNpz, parseNpz } from '../../src/tables/index.ts';
import { npz } from './numpy.ts';

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

for (const kind of ['stored', 'compressed'] as const)
  test(`arrays that numpy ${kind} are read; one of words is refused only when it is asked for`, () => {
    const { names, read } = parseNpz(bytesOf(npz[kind]), 'a.npz');
    assert.deepEqual(names, ['X', 'y', 'names']);
    assert.deepEqual(read('X'), { shape: [3, 2], data: Float64Array.of(1, 2, 3, 4, 5, 6) });
    assert.deepEqual(read('y'), { shape: [3], data: Float64Array.of(0, 1, 1) });
    assert.throws(() => read('names'), {
      name: 'TableError',
      message: /^a\.npz, array names holds numbers of type "<U1"/,
    });
    assert.throws(() => read('z'), {
      name: 'TableError',
      message: 'a.npz has no array z: it has X, y, names',
    });
  });

test('a damaged archive is refused, whatever byte of its numbers is changed', () => {
  for (const kind of ['stored', 'compressed'] as const) {
    const whole = bytesOf(npz[kind]);
    const first = Buffer.from(whole).indexOf('X.npy') + 'X.npy'.length + 20;
    for (let place = first; place < first + 60; place++) {
      const damaged = whole.slice();
      damaged[place]! ^= 1;
      assert.throws(() => parseNpz(damaged, 'a.npz'), { name: 'TableError', message: /^a\.npz.*damaged/ });
    }
  }
  for (const bytes of [new Uint8Array(0), new Uint8Array(100), bytesOf(npz.stored).subarray(0, 200)])
    assert.throws(() => parseNpz(bytes, 'a.npz'), {
      name: 'TableError',
      message: /no \.npz file, or a damaged one/,
    });
});

test('what is written reads back, and equal arrays give equal bytes', () => {
  const arrays = {
    hidden: { shape: [2, 1], data: Float64Array.of(0.1, -0) },
    text: { shape: [3], data: Uint8Array.of(1, 2, 255) },
    none: { shape: [0], data: new Float64Array(0) },
  };
  const bytes = formatNpz(arrays);
  const { names, read } = parseNpz(bytes, 'a.npz');
  assert.deepEqual(names, ['hidden', 'text', 'none']);
  assert.deepEqual(read('hidden'), arrays.hidden);
  assert.deepEqual([...read('text').data], [1, 2, 255]);
  assert.deepEqual(read('none').shape, [0]);
  assert.deepEqual(formatNpz(arrays), bytes);
});
