// The binary tasks of the convex-training paper: classes 2 against 8, down-sampled and scaled as its authors do
// (fact sheet, section 9).
import type { DataSet } from '../spec/experiment.ts';
import { type Images, loadImages } from './images.ts';

const NEGATIVE = 2;
const POSITIVE = 8;

/** `unit`: v / 255. `standard`: (v - mean) / (std + 1e-10), one mean and std of all training entries. `raw`: 0..255. */
export type Scaling = 'unit' | 'standard' | 'raw';

export interface TaskOptions {
  /** The first `count` training images of the two classes, in file order; default all of them. */
  readonly count?: number;
  /** Keeps every `stride`-th pixel of every `stride`-th row; default 1. */
  readonly stride?: number;
  /** Default as the paper: MNIST `unit`, the others `standard`. */
  readonly scaling?: Scaling;
  /**
   * `scrambled` repeats a slip of the authors' CIFAR-10 loader: it strides over the channel-by-channel record as if
   * it were 32 x 32 x 3, so that its pixels are not those of the picture. No difference at stride 1 or in grey images.
   */
  readonly pixels?: 'planar' | 'scrambled';
}

export interface Sample {
  /** One image a row, row-major; ready for `fromRows`. */
  readonly X: { readonly rows: number; readonly cols: number; readonly data: Float64Array };
  /** sign(label - 5): class 2 is -1, class 8 is +1. */
  readonly y: Float64Array;
}

export interface BinaryTask {
  readonly train: Sample;
  readonly test: Sample;
  /** As of `Images`. */
  readonly provenance: string;
  readonly official: boolean;
}

/** Positions in an image's record of the pixels that are kept, in the order of the columns of X. */
function keptPixels({ height, width, channels }: Images, stride: number, scrambled: boolean): Int32Array {
  const rows = Math.ceil(height / stride);
  const cols = Math.ceil(width / stride);
  const perChannel = rows * cols;
  return Int32Array.from({ length: channels * perChannel }, (_, column) => {
    const pixel = scrambled ? Math.floor(column / channels) : column % perChannel;
    const channel = scrambled ? column % channels : Math.floor(column / perChannel);
    const position = Math.floor(pixel / cols) * stride * width + (pixel % cols) * stride;
    return scrambled ? position * channels + channel : channel * height * width + position;
  });
}

/** Numbers of the images of the two classes, in file order. */
function ofTask({ labels }: Images): number[] {
  const chosen: number[] = [];
  labels.forEach((label, image) => {
    if (label === NEGATIVE || label === POSITIVE) chosen.push(image);
  });
  return chosen;
}

/** Value of each of the 256 bytes. Mean and variance come from counts of the bytes, so their sums are exact. */
function scale(
  scaling: Scaling,
  { pixels, channels, height, width }: Images,
  chosen: number[],
  kept: Int32Array,
): Float64Array {
  const values = Float64Array.from({ length: 256 }, (_, byte) => byte);
  if (scaling === 'raw') return values;
  if (scaling === 'unit') return values.map((value) => value / 255);
  const occurrences = new Float64Array(256);
  for (const image of chosen) {
    const start = image * channels * height * width;
    for (const position of kept) occurrences[pixels[start + position]!]!++;
  }
  const average = (weight: (value: number) => number): number =>
    values.reduce((sum, value) => sum + occurrences[value]! * weight(value), 0) /
    (chosen.length * kept.length);
  const mean = average((value) => value);
  const deviation = Math.sqrt(average((value) => (value - mean) * (value - mean)));
  return values.map((value) => (value - mean) / (deviation + 1e-10));
}

function sample(images: Images, chosen: number[], kept: Int32Array, valueOfByte: Float64Array): Sample {
  const data = new Float64Array(chosen.length * kept.length);
  const size = images.channels * images.height * images.width;
  let entry = 0;
  for (const image of chosen)
    for (const position of kept) data[entry++] = valueOfByte[images.pixels[image * size + position]!]!;
  return {
    X: { rows: chosen.length, cols: kept.length, data },
    y: Float64Array.from(chosen, (image) => Math.sign(images.labels[image]! - 5)),
  };
}

/** `loadBinaryTask` of images that are loaded already. Errors: `RangeError`. */
export function binaryTask(
  train: Images,
  test: Images,
  scaling: Scaling,
  options: TaskOptions = {},
): BinaryTask {
  const { stride = 1, pixels = 'planar' } = options;
  const available = ofTask(train);
  const { count = available.length } = options;
  if (!Number.isInteger(stride) || stride < 1)
    throw new RangeError(`stride is ${stride}: a positive integer was expected`);
  if (!Number.isInteger(count) || count < 1 || count > available.length)
    throw new RangeError(`count is ${count}: an integer from 1 to ${available.length} was expected`);
  const chosen = available.slice(0, count);
  const kept = keptPixels(train, stride, pixels === 'scrambled');
  const valueOfByte = scale(scaling, train, chosen, kept);
  const { provenance, official } = train;
  return {
    train: sample(train, chosen, kept, valueOfByte),
    test: sample(test, ofTask(test), kept, valueOfByte),
    provenance,
    official,
  };
}

/**
 * Training and test set of the task `class 2 against class 8`: MNIST 11,809 and 2,006 images, Fashion-MNIST (pullover,
 * bag) 12,000 and 2,000, CIFAR-10 (bird, ship) 10,000 and 2,000. X has ceil(28 / stride)^2 columns, or
 * 3 ceil(32 / stride)^2. Errors: `DataError` (see `loadImages`), `RangeError`.
 */
export async function loadBinaryTask(dataSet: DataSet, options: TaskOptions = {}): Promise<BinaryTask> {
  const { scaling = dataSet === 'mnist' ? 'unit' : 'standard' } = options;
  const [train, test] = await Promise.all([loadImages(dataSet, 'train'), loadImages(dataSet, 'test')]);
  return binaryTask(train, test, scaling, options);
}
