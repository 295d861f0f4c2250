// Several arrays of NumPy in one file: a zip archive of `.npy` files.
import { crc32 } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import { TableError } from './errors.ts';
import { type ArrayData, formatNpy, type NdArray, parseNpy } from './npy.ts';

const END_OF_DIRECTORY = 0x06054b50;
const END_LENGTH = 22;

export interface Npz {
  readonly names: readonly string[];
  /** The array of one of the names. Errors: `TableError` as of `parseNpy`. */
  readonly read: (name: string) => NdArray;
}

/**
 * The arrays of a `.npz` file, as numpy.savez or numpy.savez_compressed writes it; `source` names it in messages.
 * Those that are not read may hold anything. Errors: `TableError`: no zip archive, a damaged one.
 */
export function parseNpz(bytes: Uint8Array, source: string): Npz {
  const files = new Map(
    Object.entries(unpack(bytes, source)).map(([file, content]) => [file.replace(/\.npy$/, ''), content]),
  );
  return {
    names: [...files.keys()],
    read: (name) => {
      const content = files.get(name);
      if (!content)
        throw new TableError(`${source} has no array ${name}: it has ${[...files.keys()].join(', ')}`);
      return parseNpy(content, `${source}, array ${name}`);
    },
  };
}

function unpack(bytes: Uint8Array, source: string): Readonly<Record<string, Uint8Array>> {
  let files: Record<string, Uint8Array>;
  let sums: ReadonlyMap<string, number>;
  try {
    files = unzipSync(bytes);
    sums = checksums(bytes);
  } catch (error) {
    throw new TableError(
      `${source} is no .npz file, or a damaged one (${(error as Error).message}): save or copy it again`,
    );
  }
  for (const [name, content] of Object.entries(files))
    if (crc32(content) !== sums.get(name))
      throw new TableError(`${source}: ${name} in it is damaged (checksum); save or copy it again`);
  return files;
}

/** CRC-32 of each file from the central directory of the archive; the library that unpacks it looks at none. */
function checksums(bytes: Uint8Array): Map<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - END_LENGTH;
  while (view.getUint32(end, true) !== END_OF_DIRECTORY) end--;
  const found = new Map<string, number>();
  let entry = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    const length = view.getUint16(entry + 28, true);
    const name = Buffer.from(bytes.subarray(entry + 46, entry + 46 + length)).toString('utf8');
    found.set(name, view.getUint32(entry + 16, true));
    entry += 46 + length + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
  }
  return found;
}

/** A `.npz` file of arrays of doubles, bytes or words, not compressed; equal arrays give equal bytes. */
export function formatNpz(
  arrays: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: ArrayData }>>,
): Uint8Array {
  const files = Object.entries(arrays).map(([name, { shape, data }]) => [
    `${name}.npy`,
    formatNpy(shape, data),
  ]);
  return zipSync(Object.fromEntries(files), { level: 0, mtime: new Date(1980, 0, 1) });
}
