// The IDX format of MNIST and Fashion-MNIST: big-endian header (two zero bytes, type, number of dimensions, sizes),
// then the entries.
import { ForeignFileError, TruncatedFileError } from './errors.ts';

const UNSIGNED_BYTE = 8;

export interface IdxArray {
  readonly shape: readonly number[];
  /** Row-major view on the parsed bytes. */
  readonly data: Uint8Array;
}

/**
 * Parses an IDX file of unsigned bytes; no copy. `file` names it in errors: `ForeignFileError` (another format or
 * type, bytes left over), `TruncatedFileError`.
 */
export function parseIdx(bytes: Uint8Array, file: string): IdxArray {
  const expected = [0, 0, UNSIGNED_BYTE];
  const differs = expected.findIndex((byte, i) => i < bytes.length && bytes[i] !== byte);
  if (differs >= 0)
    throw new ForeignFileError(
      `${file} is no IDX file of unsigned bytes: byte ${differs} is ${bytes[differs]}, ${expected[differs]} was expected`,
    );
  const dimensions = bytes[3];
  if (dimensions === undefined || bytes.length < 4 + 4 * dimensions)
    throw new TruncatedFileError(`${file} ends after ${bytes.length} bytes, inside its header`);
  const header = new DataView(bytes.buffer, bytes.byteOffset, 4 + 4 * dimensions);
  const shape = Array.from({ length: dimensions }, (_, i) => header.getUint32(4 + 4 * i));
  const size = header.byteLength + shape.reduce((product, n) => product * n, 1);
  if (bytes.length < size)
    throw new TruncatedFileError(
      `${file} ends after ${bytes.length} bytes, its header (${shape.join(' x ')}) promises ${size}`,
    );
  if (bytes.length > size)
    throw new ForeignFileError(
      `${file} has ${bytes.length} bytes, its header (${shape.join(' x ')}) promises ${size}`,
    );
  return { shape, data: bytes.subarray(header.byteLength) };
}
