// Model files by the ending of their name: `.json` or `.npz`.
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import {
  formatModel,
  type Model,
  ModelError,
  modelArrays,
  modelOfArrays,
  networkOf,
  type Predictor,
  parsedJson,
  parseModel,
  parseNetwork,
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
  await writeWhole(path, isJson(path) ? formatModel(model) : formatNpz(modelArrays(model)));
}

/** Errors: `UsageError`, `ModelError`, `TableError`. */
export async function readModel(path: string): Promise<Model> {
  const bytes = await contentOf(path);
  return isJson(path) ? parseModel(bytes.toString('utf8'), path) : modelOfArrays(arraysOf(bytes, path), path);
}

/** A model, or the bare network of another program, which takes features as they are and may have a bias column. */
export async function readNetwork(
  path: string,
  bias: boolean,
): Promise<Predictor & { readonly features?: readonly string[] }> {
  const bytes = await contentOf(path);
  if (!isJson(path)) {
    const arrays = arraysOf(bytes, path);
    return arrays['model'] ? modelOfArrays(arrays, path) : { network: networkOf(arrays, path), bias };
  }
  const text = bytes.toString('utf8');
  return text.includes('"format"')
    ? parseModel(text, path)
    : { network: parseNetwork(parsedJson(text, path), path), bias };
}

const isJson = (path: string): boolean => extname(path).toLowerCase() === '.json';

async function contentOf(path: string): Promise<Buffer> {
  checkModelName(path);
  try {
    return await readFile(path);
  } catch (error) {
    throw new ModelError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

function arraysOf(bytes: Buffer, path: string) {
  const { names, read } = parseNpz(bytes, path);
  return Object.fromEntries(names.map((name) => [name, read(name)]));
}
