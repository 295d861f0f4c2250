// The array file of NumPy, versions 1 to 3 (NEP 1): a magic string, a Python dictionary, the bare numbers.
import { TableError } from './errors.ts';

/** An array of any number of dimensions, row-major. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

const MAGIC = '\x93NUMPY';
const ALIGNMENT = 64;
const HEADER =
  /^\{'descr': *'([^']*)', *'fortran_order': *(True|False), *'shape': *\(([\d, ]*)\),? *\} *\n?$/;

type Reader = (view: DataView, offset: number, little: boolean) => number;

const READERS: Readonly<Record<string, Reader>> = {
  f8: (view, offset, little) => view.getFloat64(offset, little),
  f4: (view, offset, little) => view.getFloat32(offset, little),
  i1: (view, offset) => view.getInt8(offset),
  i2: (view, offset, little) => view.getInt16(offset, little),
  i4: (view, offset, little) => view.getInt32(offset, little),
  i8: (view, offset, little) => Number(view.getBigInt64(offset, little)),
  u1: (view, offset) => view.getUint8(offset),
  u2: (view, offset, little) => view.getUint16(offset, little),
  u4: (view, offset, little) => view.getUint32(offset, little),
  u8: (view, offset, little) => Number(view.getBigUint64(offset, little)),
  b1: (view, offset) => view.getUint8(offset),
};

/**
 * The array of a `.npy` file; `source` names it in messages. Reads float32, float64, integers and booleans of either
 * byte order, in C or Fortran order. Errors: `TableError`: another format or type, fewer or more numbers than the
 * shape says, an integer that no double holds exactly.
 */
export function parseNpy(bytes: Uint8Array, source: string): NdArray {
  if (Buffer.from(bytes.subarray(0, 6)).toString('latin1') !== MAGIC)
    throw new TableError(`${source} is no .npy file: it does not start as numpy.save writes it`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6] ?? 0;
  const [prefix, isKnown] = version === 1 ? [10, true] : [12, version === 2 || version === 3];
  if (!isKnown)
    throw new TableError(`${source} has version ${version} of the .npy format: 1, 2 or 3 was expected`);
  const truncated = () => new TableError(`${source} ends early: it was cut off, so save or copy it again`);
  if (bytes.length < prefix) throw truncated();
  const start = prefix + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < start) throw truncated();
  const header = Buffer.from(bytes.subarray(prefix, start)).toString(version === 3 ? 'utf8' : 'latin1');
  const match = HEADER.exec(header);
  if (!match)
    throw new TableError(
      `${source} holds no plain array: its header is ${header.trim()}; save one numeric array`,
    );
  const [, descr, order, dimensions] = match;
  const [, byteOrder, type] = /^([<>|=]?)(.*)$/.exec(descr!)!;
  const read = READERS[type!];
  if (!read)
    throw new TableError(
      `${source} holds numbers of type "${descr}": float32, float64, integers or booleans were expected; convert by array.astype("float64")`,
    );
  const shape = dimensions!.split(',').flatMap((part) => (part.trim() === '' ? [] : [Number(part)]));
  const size = shape.reduce((product, length) => product * length, 1);
  const width = Number(type!.slice(1));
  if (bytes.length < start + size * width) throw truncated();
  if (bytes.length > start + size * width)
    throw new TableError(
      `${source} has ${bytes.length - start} bytes of numbers: ${size * width} were expected for its shape (${shape.join(', ')})`,
    );
  const data = new Float64Array(size);
  for (let e = 0; e < size; e++) data[e] = read(view, start + e * width, byteOrder !== '>');
  if (width === 8 && type !== 'f8') {
    const large = data.findIndex((value) => !Number.isSafeInteger(value));
    if (large >= 0)
      throw new TableError(
        `${source} holds the integer ${data[large]}, which no double holds exactly; convert by array.astype("float64")`,
      );
  }
  return { shape, data: order === 'True' ? rowMajor(shape, data) : data };
}

/** Entries from column-major to row-major order. */
function rowMajor(shape: readonly number[], source: Float64Array): Float64Array {
  const out = new Float64Array(source.length);
  const index = shape.map(() => 0);
  const strides = shape.map((_, axis) =>
    shape.slice(0, axis).reduce((product, length) => product * length, 1),
  );
  for (let e = 0; e < out.length; e++) {
    out[e] = source[index.reduce((sum, i, axis) => sum + i * strides[axis]!, 0)]!;
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
  }
  return out;
}

/** What an array file can hold here: doubles, bytes, or words. */
export type ArrayData = Float64Array | Uint8Array | readonly string[];

/** A `.npy` file (version 1, C order) of doubles, bytes or words (Unicode of fixed width), as numpy.save would write it. */
export function formatNpy(shape: readonly number[], data: ArrayData): Uint8Array {
  const [descr, content] = encodeData(data);
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${dimensions}), }`;
  const start = Math.ceil((10 + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(start + content.byteLength);
  bytes.set(Buffer.from(`${MAGIC}\x01\x00`, 'latin1'));
  new DataView(bytes.buffer).setUint16(8, start - 10, true);
  bytes.set(Buffer.from(`${dictionary.padEnd(start - 11)}\n`, 'latin1'), 10);
  bytes.set(content, start);
  return bytes;
}

function encodeData(data: ArrayData): [string, Uint8Array] {
  if (data instanceof Uint8Array) return ['|u1', data];
  if (data instanceof Float64Array) {
    const view = new DataView(new ArrayBuffer(data.byteLength));
    for (let e = 0; e < data.length; e++) view.setFloat64(8 * e, data[e]!, true);
    return ['<f8', new Uint8Array(view.buffer)];
  }
  const points = data.map((word) => Array.from(word, (character) => character.codePointAt(0)!));
  const width = points.reduce((most, { length }) => Math.max(most, length), 1);
  const view = new DataView(new ArrayBuffer(4 * width * points.length));
  for (const [e, word] of points.entries())
    for (const [i, point] of word.entries()) view.setUint32(4 * (e * width + i), point, true);
  return [`<U${width}`, new Uint8Array(view.buffer)];
}
