// A table from a file, by the ending of its name.
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { parseCsv } from './csv.ts';
import { TableError } from './errors.ts';
import { type NdArray, parseNpy } from './npy.ts';
import { parseNpz } from './npz.ts';
import type { Column, Table } from './table.ts';

const LONGEST_TEXT = 500e6; // characters that one string holds, about

/**
 * `.csv`, `.tsv`, `.txt`: columns by the names in the first line. `.npy`: a matrix, its columns named x0, x1, ...
 * `.npz`: the matrix X, with such names, and the vector y, if it is there, named y. Errors: `TableError`.
 */
export async function readTable(path: string): Promise<Table> {
  const read = readers[extname(path).toLowerCase()];
  if (!read)
    throw new TableError(`${path}: the name of a table ends with ${Object.keys(readers).join(', ')}`);
  return read(await contentOf(path), path);
}

const readText = (bytes: Uint8Array, path: string): Table => parseCsv(decoded(bytes, path), path);

const readers: Readonly<Record<string, (bytes: Uint8Array, path: string) => Table>> = {
  '.csv': readText,
  '.tsv': readText,
  '.txt': readText,
  '.npy': (bytes, path) => tableOf(path, parseNpy(bytes, path)),
  '.npz': (bytes, path) => {
    const { names, read } = parseNpz(bytes, path);
    return tableOf(path, read('X'), names.includes('y') ? read('y') : undefined);
  },
};

async function contentOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new TableError(
      code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read: ${message}`,
    );
  }
}

function decoded(bytes: Uint8Array, path: string): string {
  if (bytes.length > LONGEST_TEXT)
    throw new TableError(`${path} is longer than ${LONGEST_TEXT / 1e6} MB: save it as .npy or .npz`);
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new TableError(`${path} is not UTF-8 text: save it as "CSV UTF-8"`);
  }
}

function tableOf(source: string, X: NdArray, y?: NdArray): Table {
  const [rows, cols] = X.shape;
  if (X.shape.length !== 2 || rows === 0 || cols === 0)
    throw new TableError(
      `${source}: X has the shape (${X.shape.join(', ')}): samples x features, at least one of each, were expected`,
    );
  if (y && (y.data.length !== rows || Math.max(...y.shape) !== rows))
    throw new TableError(`${source}: X has ${rows} rows but y has the shape (${y.shape.join(', ')})`);
  const columns = Array.from({ length: cols! }, (_, j) => {
    const numbers = new Float64Array(rows!);
    for (let k = 0; k < rows!; k++) numbers[k] = X.data[k * cols! + j]!;
    return columnFrom(`x${j}`, numbers);
  });
  if (y) columns.push(columnFrom('y', y.data));
  return { source, rows: rows!, columns, place: (row) => `row ${row} (from 0)` };
}

function columnFrom(name: string, source: Float64Array): Column {
  if (source.every(Number.isFinite)) return { name, numbers: source };
  const numbers = source.map((value) => (Number.isFinite(value) ? value : NaN));
  return { name, numbers, words: Array.from(source, String) };
}
