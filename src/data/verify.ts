// The bytes of a file, uncompressed, only if they are the known ones.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Format, SourceFile } from './catalog.ts';
import { parseCifar } from './cifar.ts';
import { DamagedFileError, TruncatedFileError } from './errors.ts';
import { parseIdx } from './idx.ts';

const inflate = promisify(gunzip);

/** By the mark of gzip, whatever the name says: some hosts undo the compression on the way. */
export const isCompressed = (stored: Uint8Array): boolean => stored[0] === 0x1f && stored[1] === 0x8b;

/** Undoes gzip where there is one. Errors: `TruncatedFileError`, `DamagedFileError`. */
export async function uncompress(stored: Uint8Array, file: string): Promise<Uint8Array> {
  if (!isCompressed(stored)) return stored;
  try {
    return await inflate(stored);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'Z_BUF_ERROR')
      throw new TruncatedFileError(`${file} ends inside its compressed data, after ${stored.length} bytes`, {
        cause,
      });
    throw new DamagedFileError(`${file} cannot be uncompressed: ${(cause as Error).message}`, { cause });
  }
}

/**
 * Checks uncompressed bytes against the catalogue. Errors: `ForeignFileError` (not the format at all),
 * `TruncatedFileError`, else `DamagedFileError` with both hashes.
 */
export function verify(
  bytes: Uint8Array,
  { bytes: size, sha256 }: SourceFile,
  format: Format,
  file: string,
): void {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === sha256) return;
  if (format === 'idx') parseIdx(bytes, file);
  else parseCifar(bytes, file);
  if (bytes.length < size) throw new TruncatedFileError(`${file} has ${bytes.length} of ${size} bytes`);
  throw new DamagedFileError(
    `${file} is not the known file: its uncompressed bytes have SHA-256 ${found}, expected was ${sha256}`,
  );
}

/** Uncompressed bytes of a stored file, hashed on every reading. Errors: as `uncompress` and `verify`. */
export async function readVerified(path: string, file: SourceFile, format: Format): Promise<Uint8Array> {
  const bytes = await uncompress(await readFile(path), path);
  verify(bytes, file, format, path);
  return bytes;
}
