import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf, parseNetwork } from '../../src/convex/index.ts';

const network = { hidden: Float64Array.of(1, 2, 3, 4, 5, 6), output: Float64Array.of(7, 8), d: 3 };
const array = (shape: number[], ...data: number[]) => ({ shape, data: Float64Array.from(data) });

test('a network as JSON, as arrays of ours, and as the weights of PyTorch and of Keras', () => {
  assert.deepEqual(
    parseNetwork(
      {
        hidden: [
          [1, 2, 3],
          [4, 5, 6],
        ],
        output: [7, 8],
      },
      'n',
    ),
    network,
  );
  const rows = array([2, 3], 1, 2, 3, 4, 5, 6);
  assert.deepEqual(networkOf({ hidden: rows, output: array([2], 7, 8) }, 'n'), network);
  assert.deepEqual(networkOf({ W1: rows, W2: array([1, 2], 7, 8), other: array([], 1) }, 'n'), network);
  assert.deepEqual(networkOf({ W1: array([3, 2], 1, 4, 2, 5, 3, 6), W2: array([2, 1], 7, 8) }, 'n'), network);
});

test('what is no network is refused with what was expected', () => {
  for (const [value, message] of [
    [{ hidden: [[1]] }, /"output" is missing or wrong: a list of numbers/],
    [{ hidden: [], output: [] }, /"hidden" is missing or wrong: 0 lists of equal length/],
    [{ hidden: [[1], [1, 2]], output: [1, 2] }, /2 lists of equal length, one for each entry of "output"/],
    [{ hidden: [[1]], output: [1, 2] }, /2 lists of equal length/],
    [{ hidden: [['a']], output: [1] }, /a list of lists of numbers/],
  ] as const)
    assert.throws(() => parseNetwork(value, 'n.json'), { name: 'ModelError', message });
  for (const [arrays, message] of [
    [{ A: array([1], 1) }, /^n\.npz holds no network: .* it has A$/],
    [
      { W1: array([1, 1], 1), W2: array([1], 1), b1: array([1], 1) },
      /has biases b1: make b1 the last column of W1/,
    ],
    [
      { W1: array([2, 3], 1, 2, 3, 4, 5, 6), W2: array([4], 1, 2, 3, 4) },
      /W1 has the shape \(2, 3\) and W2 4 entries/,
    ],
    [{ W1: array([2], 1, 2), W2: array([2], 1, 2) }, /W1 has the shape \(2\)/],
  ] as const)
    assert.throws(() => networkOf(arrays, 'n.npz'), { name: 'ModelError', message });
});
