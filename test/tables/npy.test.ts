import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatNpy, parseNpy } from '../../src/tables/index.ts';
import { npy } from './numpy.ts';

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const read = (name: keyof typeof npy) => {
  const { shape, data } = parseNpy(bytesOf(npy[name]), 'a.npy');
  return { shape, data: [...data] };
};

test('numpy files of every type and order give their numbers bit for bit, row-major', () => {
  const { data } = read('float64');
  assert.deepEqual(data, [1.5, -0, 1e-310, 3, 4.25, -Number.MAX_VALUE]);
  assert.ok(Object.is(data[1], -0));
  const count = (length: number) => Array.from({ length }, (_, e) => e);
  assert.deepEqual(read('fortran'), { shape: [2, 3], data: count(6) });
  assert.deepEqual(read('cube'), { shape: [2, 3, 4], data: count(24) });
  assert.deepEqual(read('float32'), { shape: [2], data: [Math.fround(0.1), -2.5] });
  assert.deepEqual(read('int64'), { shape: [2], data: [-3, Number.MAX_SAFE_INTEGER] });
  assert.deepEqual(read('bigEndian'), { shape: [2], data: [-2, 258] });
  assert.deepEqual(read('uint8'), { shape: [1, 2], data: [0, 255] });
  assert.deepEqual(read('boolean'), { shape: [2], data: [1, 0] });
  assert.deepEqual(read('scalar'), { shape: [], data: [2.5] });
  assert.deepEqual(read('empty'), { shape: [0, 3], data: [] });
  assert.deepEqual(read('version2'), { shape: [2], data: [1, 2] });
  assert.deepEqual(read('version3'), { shape: [2], data: [1, 2] });
});

test('a file is written as numpy writes it, byte by byte', () => {
  const { shape, data } = parseNpy(bytesOf(npy.float64), 'a.npy');
  assert.deepEqual(formatNpy(shape, data), bytesOf(npy.float64));
  assert.deepEqual(formatNpy([1, 2], Uint8Array.of(0, 255)), bytesOf(npy.uint8));
  assert.deepEqual(formatNpy([2], Float64Array.of(1, 2)).subarray(-16), bytesOf(npy.version2).subarray(-16));
});

test('what is written reads back bit for bit, of any shape', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
      fc.infiniteStream(fc.double()),
      (shape, stream) => {
        const size = shape.reduce((product, length) => product * length, 1);
        const data = Float64Array.from({ length: size }, () => stream.next().value);
        assert.deepEqual(parseNpy(formatNpy(shape, data), 'a.npy'), { shape, data });
      },
    ),
    { numRuns: 200 },
  );
});

test('words are written byte for byte as numpy writes them', () => {
  assert.deepEqual(formatNpy([2], ['ab', 'c']), bytesOf(npy.words));
});

test('what is no such file is refused with the reason', () => {
  const whole = bytesOf(npy.float64);
  const changed = (place: number, value: number) => {
    const copy = whole.slice();
    copy[place] = value;
    return copy;
  };
  const refused: [Uint8Array, RegExp][] = [
    [new Uint8Array(0), /^a\.npy is no \.npy file/],
    [new TextEncoder().encode('a,b\n1,2\n'), /^a\.npy is no \.npy file/],
    [changed(6, 4), /version 4 of the \.npy format: 1, 2 or 3/],
    [whole.subarray(0, 8), /ends early/],
    [whole.subarray(0, 50), /ends early/],
    [whole.subarray(0, whole.length - 1), /ends early/],
    [Uint8Array.of(...whole, 0), /has 49 bytes of numbers: 48 were expected for its shape \(2, 3\)/],
    [changed(12, 0), /holds no plain array/],
    [bytesOf(npy.words), /numbers of type "<U2": .* convert by/],
    [bytesOf(npy.complex), /numbers of type "<c16"/],
    [bytesOf(npy.large), /integer 9007199254740992, which no double holds exactly/],
  ];
  for (const [bytes, message] of refused)
    assert.throws(() => parseNpy(bytes, 'a.npy'), { name: 'TableError', message });
});
