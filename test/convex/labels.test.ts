import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bce, classesOf, classOf, encodeLabels, hinge, squared } from '../../src/convex/index.ts';

test('the smaller number or the first word is the negative class', () => {
  assert.deepEqual(classesOf(['10', '9', '10'], 'y'), { negative: '9', positive: '10' });
  assert.deepEqual(classesOf(['1', '-1'], 'y'), { negative: '-1', positive: '1' });
  assert.deepEqual(classesOf(['yes', 'no'], 'y'), { negative: 'no', positive: 'yes' });
  assert.deepEqual(classesOf(['2', 'a'], 'y'), { negative: '2', positive: 'a' });
});

test('labels become those of the loss, and the sign of an output gives them back', () => {
  const classes = { negative: 'no', positive: 'yes' };
  assert.deepEqual([...encodeLabels(['no', 'yes'], classes, bce)], [0, 1]);
  assert.deepEqual([...encodeLabels(['no', 'yes'], classes, hinge)], [-1, 1]);
  assert.deepEqual(
    [-1, -0, 0, 1e-300].map((output) => classOf(output, classes)),
    ['no', 'no', 'no', 'yes'],
  );
  assert.throws(() => encodeLabels(['no', 'maybe'], classes, bce), {
    name: 'RangeError',
    message: 'label 1 is "maybe": the classes are "no" (negative) and "yes" (positive)',
  });
  assert.throws(() => encodeLabels(['no'], classes, squared), {
    message: 'the squared loss takes numbers, not classes',
  });
});

test('one class or more than two are refused with their counts and what to do', () => {
  assert.throws(() => classesOf(['a', 'a'], 'column "y"'), {
    name: 'RangeError',
    message:
      'column "y" has 1 class, a (2): the bce and hinge losses tell two classes apart; add samples of another class',
  });
  assert.throws(() => classesOf(['7', '10', '9', '9', '8', '3', '4', '5'], 'column "y"'), {
    message:
      /^column "y" has 7 classes, 3 \(1\), 4 \(1\), 5 \(1\), 7 \(1\), 8 \(1\), and 2 more: .* keep the rows of two of them, or train one class against the rest; for quantities use the squared loss$/,
  });
});
