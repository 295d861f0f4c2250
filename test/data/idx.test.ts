import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ForeignFileError, TruncatedFileError } from '../../src/data/errors.ts';
import { parseIdx } from '../../src/data/idx.ts';
import { idxFile } from './tiny.ts';

const arrays = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }).chain((shape) => {
  const length = shape.reduce((product, n) => product * n, 1);
  return fc.record({
    shape: fc.constant(shape),
    data: fc.uint8Array({ minLength: length, maxLength: length }),
  });
});

test('parseIdx gives back the shape and the bytes that were written', () => {
  fc.assert(
    fc.property(arrays, fc.nat(7), ({ shape, data }, offset) => {
      const file = idxFile(shape, data);
      // The parser must honour a view that does not start its buffer.
      const view = new Uint8Array(file.length + offset).subarray(offset);
      view.set(file);
      assert.deepEqual(parseIdx(view, 'x'), { shape, data });
    }),
  );
});

test('a file cut at any position is called truncated', () => {
  const file = idxFile([2, 3, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  for (let length = 0; length < file.length; length++)
    assert.throws(() => parseIdx(file.subarray(0, length), 'cut-file'), TruncatedFileError);
  assert.throws(
    () => parseIdx(file.subarray(0, 20), 'cut-file'),
    /cut-file ends after 20 bytes.*2 x 3 x 2.*28/,
  );
});

test('another format, another type of entry, and bytes left over are foreign', () => {
  assert.throws(() => parseIdx(Buffer.from('<html>not here</html>'), 'page'), ForeignFileError);
  assert.throws(
    () => parseIdx(Buffer.from([0, 0, 0x0d, 1, 0, 0, 0, 0]), 'floats'),
    /byte 2 is 13, 8 was expected/,
  );
  assert.throws(() => parseIdx(Buffer.from([0, 0, 8, 1, 0, 0, 0, 1, 7, 7]), 'long'), ForeignFileError);
});
