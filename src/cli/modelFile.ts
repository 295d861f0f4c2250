// Model files by the ending of their name: `.json` or `.npz`.
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import {
  formatModel,
  type Model,
  ModelError,
  modelArrays,
  modelOfArrays,
  parseModel,
} from '../convex/index.ts';
import { writeWhole } from '../data/write.ts';
import { formatNpz, parseNpz } from '../tables/index.ts';
import { UsageError } from '../workbook/index.ts';

/** Errors: `UsageError` for a name with another ending. */
export function checkModelName(path: string): void {
  if (!['.json', '.npz'].includes(extname(path).toLowerCase()))
    throw new UsageError(`${path}: the name of a model file ends with .json or .npz`);
}

export async function writeModel(path: string, model: Model): Promise<void> {
  const isJson = extname(path).toLowerCase() === '.json';
  await writeWhole(path, isJson ? formatModel(model) : formatNpz(modelArrays(model)));
}

export async function readModel(path: string): Promise<Model> {
  checkModelName(path);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new ModelError(`${path} cannot be read: ${(error as Error).message}`);
  }
  if (extname(path).toLowerCase() === '.json') return parseModel(bytes.toString('utf8'), path);
  const { names, read } = parseNpz(bytes, path);
  return modelOfArrays(Object.fromEntries(names.map((name) => [name, read(name)])), path);
}
