// The binary version of CIFAR-10: records of one label byte and 3072 pixel bytes (1024 red, green, blue, row by row).
import { ForeignFileError, TruncatedFileError } from './errors.ts';

const CLASSES = 10;
const PIXELS = 3 * 32 * 32;
const RECORD = 1 + PIXELS;

export interface CifarRecords {
  readonly labels: Uint8Array;
  /** count x 3 x 32 x 32. */
  readonly pixels: Uint8Array;
}

/** Parses a batch. `file` names it in errors: `ForeignFileError` (a label above 9), `TruncatedFileError`. */
export function parseCifar(bytes: Uint8Array, file: string): CifarRecords {
  for (let start = 0; start < bytes.length; start += RECORD)
    if (bytes[start]! >= CLASSES)
      throw new ForeignFileError(
        `${file} is no batch of CIFAR-10: record ${start / RECORD} has label ${bytes[start]}, 0..${CLASSES - 1} was expected`,
      );
  const count = Math.floor(bytes.length / RECORD);
  const rest = bytes.length - count * RECORD;
  if (rest > 0)
    throw new TruncatedFileError(
      `${file} ends after ${rest} bytes of record ${count}; a record has ${RECORD} bytes`,
    );
  const labels = new Uint8Array(count);
  const pixels = new Uint8Array(count * PIXELS);
  for (let record = 0; record < count; record++) {
    const start = record * RECORD;
    labels[record] = bytes[start]!;
    pixels.set(bytes.subarray(start + 1, start + RECORD), record * PIXELS);
  }
  return { labels, pixels };
}
