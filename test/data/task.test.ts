import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Images } from '../../src/data/images.ts';
import { readImages } from '../../src/data/images.ts';
import { binaryTask } from '../../src/data/task.ts';
import { cifarPixels, foldersIn, store, tinyCifar, tinyIdx } from './tiny.ts';

/** Nested [row][column][channel] from a flat record; what the reference below works on. */
function picture(
  { pixels, height, width, channels }: Images,
  image: number,
  scrambled: boolean,
): number[][][] {
  const record = [
    ...pixels.subarray(image * height * width * channels, (image + 1) * height * width * channels),
  ];
  const at = (i: number, j: number, c: number) =>
    scrambled ? record[(i * width + j) * channels + c]! : record[c * height * width + i * width + j]!;
  return Array.from({ length: height }, (_, i) =>
    Array.from({ length: width }, (_, j) => Array.from({ length: channels }, (_, c) => at(i, j, c))),
  );
}

/** The fact sheet's `x[::stride, ::stride]`, step by step. */
function reference(images: Images, image: number, stride: number, scrambled: boolean): number[] {
  const every = <T>(items: T[]): T[] => items.filter((_, i) => i % stride === 0);
  const kept = every(picture(images, image, scrambled)).map((row) => every(row));
  if (scrambled) return kept.flat(2);
  return Array.from({ length: images.channels }, (_, c) =>
    kept.flatMap((row) => row.map((pixel) => pixel[c]!)),
  ).flat();
}

const anyImages = fc
  .record({
    height: fc.integer({ min: 1, max: 7 }),
    width: fc.integer({ min: 1, max: 7 }),
    channels: fc.constantFrom(1, 3),
  })
  .chain(({ height, width, channels }) => {
    const count = 6;
    const size = count * height * width * channels;
    return fc.uint8Array({ minLength: size, maxLength: size }).map(
      (pixels): Images => ({
        count,
        height,
        width,
        channels,
        pixels,
        labels: Uint8Array.of(2, 5, 8, 8, 0, 2),
        provenance: 'made up',
        official: false,
      }),
    );
  });

test('rows are the images of classes 2 (-1) and 8 (+1) in file order, every stride-th pixel both ways', () => {
  fc.assert(
    fc.property(anyImages, fc.integer({ min: 1, max: 4 }), fc.boolean(), (images, stride, scrambled) => {
      const pixels = scrambled ? 'scrambled' : 'planar';
      const { train, provenance, official } = binaryTask(images, images, 'raw', { stride, pixels });
      assert.deepEqual([...train.y], [-1, 1, 1, -1]);
      assert.deepEqual(
        [...train.X.data],
        [0, 2, 3, 5].flatMap((image) => reference(images, image, stride, scrambled)),
      );
      assert.equal(train.X.rows, 4);
      assert.equal(train.X.rows * train.X.cols, train.X.data.length);
      assert.deepEqual([provenance, official], ['made up', false]);
    }),
  );
});

test('scrambled differs from planar in colour images with a stride only', () => {
  const images: Images = {
    count: 1,
    height: 32,
    width: 32,
    channels: 3,
    pixels: Uint8Array.from(cifarPixels(1)),
    labels: Uint8Array.of(8),
    provenance: '',
    official: true,
  };
  const columns = (stride: number, pixels: 'planar' | 'scrambled') =>
    binaryTask(images, images, 'raw', { stride, pixels }).train.X.data;
  assert.deepEqual(columns(1, 'planar'), columns(1, 'scrambled'));
  assert.notDeepEqual(columns(3, 'planar'), columns(3, 'scrambled'));
  assert.equal(columns(3, 'planar').length, 363);
  assert.equal(columns(5, 'scrambled').length, 147);
});

test('unit scaling is v / 255; standard has mean 0 and deviation 1 on the truncated training set and serves the test set', () => {
  fc.assert(
    fc.property(anyImages, fc.integer({ min: 1, max: 3 }), (images, count) => {
      const raw = binaryTask(images, images, 'raw', { count });
      const first = binaryTask(images, images, 'raw').train.X.data.subarray(0, raw.train.X.data.length);
      assert.deepEqual(raw.train.X.data, first);
      const unit = binaryTask(images, images, 'unit', { count });
      assert.deepEqual(
        [...unit.train.X.data],
        [...raw.train.X.data].map((value) => value / 255),
      );

      const values = [...raw.train.X.data];
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance =
        values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length;
      const standard = binaryTask(images, images, 'standard', { count });
      for (const [scaled, plain] of [
        [standard.train, raw.train],
        [standard.test, raw.test],
      ] as const)
        scaled.X.data.forEach((value, i) => {
          const expected = (plain.X.data[i]! - mean) / (Math.sqrt(variance) + 1e-10);
          assert.ok(Math.abs(value - expected) <= 1e-9 * (1 + Math.abs(expected)), `${value} ${expected}`);
        });
      assert.equal(standard.train.X.rows, count);
      assert.equal(standard.test.X.rows, 4);
    }),
  );
});

test('counts and strides that make no sense are refused with the range', async (t) => {
  const folders = foldersIn(t);
  store(tinyIdx(), folders.cache, true);
  const { entry } = tinyIdx();
  const [train, test] = [await readImages(entry, 'train', folders), await readImages(entry, 'test', folders)];
  assert.equal(binaryTask(train, test, 'unit').train.X.rows, 7);
  assert.throws(() => binaryTask(train, test, 'unit', { count: 8 }), /count is 8: an integer from 1 to 7/);
  assert.throws(() => binaryTask(train, test, 'unit', { count: 0 }), RangeError);
  assert.throws(() => binaryTask(train, test, 'unit', { stride: 0 }), /stride is 0/);
  assert.throws(() => binaryTask(train, test, 'unit', { stride: 1.5 }), RangeError);
});

test('batches are joined in order', async (t) => {
  const folders = foldersIn(t);
  const tiny = tinyCifar();
  store(tiny, folders.cache, false);
  const train = await readImages(tiny.entry, 'train', folders);
  assert.deepEqual([...train.labels], [2, 8, 5, 8, 8]);
  assert.deepEqual([...train.pixels.subarray(3 * 3072, 4 * 3072)], cifarPixels(0));
});
