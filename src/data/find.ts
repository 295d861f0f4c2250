// Where the files of a data set are: the folder named by ASSAY_DATA, else the cache of `assay data`.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { type CatalogEntry, type Edition, filesOf, type SourceFile } from './catalog.ts';
import { MissingDataError } from './errors.ts';

export interface Folders {
  /** Kept by `assay data`, written to. */
  readonly cache: string;
  /** Named by ASSAY_DATA, looked at first, only read. */
  readonly given?: string;
}

/** Folders as the environment says; both have one folder per data set. */
export function foldersOf(environment: NodeJS.ProcessEnv = process.env): Folders {
  const { ASSAY_DATA, XDG_CACHE_HOME, LOCALAPPDATA } = environment;
  const windows = process.platform === 'win32' ? LOCALAPPDATA : undefined;
  const cache = join(XDG_CACHE_HOME || windows || join(homedir(), '.cache'), 'assay', 'data');
  return ASSAY_DATA ? { cache, given: resolve(ASSAY_DATA) } : { cache };
}

/** Path of a file in a folder, plain or compressed. */
export const locate = (folder: string, { name }: SourceFile): string | undefined =>
  [name, `${name}.gz`].map((candidate) => join(folder, candidate)).find((path) => existsSync(path));

/** The folder that decides for a data set: the first that holds any of its files, else the cache. */
export function folderOf(entry: CatalogEntry, { given, cache }: Folders): string {
  const candidates = [given ?? cache, cache].map((root) => join(root, entry.name));
  const files = entry.editions.flatMap(filesOf);
  return candidates.find((folder) => files.some((file) => locate(folder, file))) ?? candidates[1]!;
}

/** An edition of a data set that is on this machine, complete but not yet verified. */
export interface Found {
  readonly edition: Edition;
  readonly folder: string;
}

/** The first complete edition in the folder that decides. Errors: `MissingDataError`. */
export function find(entry: CatalogEntry, folders: Folders): Found {
  const folder = folderOf(entry, folders);
  const editions = entry.editions.map((edition) => ({
    edition,
    absent: filesOf(edition)
      .filter((file) => !locate(folder, file))
      .map(({ name }) => name),
  }));
  const complete = editions.find(({ absent }) => absent.length === 0);
  if (complete) return { edition: complete.edition, folder };
  const partial = editions.find(({ edition, absent }) => absent.length < filesOf(edition).length);
  const given = folders.given === undefined ? '' : `${join(folders.given, entry.name)} (ASSAY_DATA) or `;
  const where = partial
    ? `${folder} lacks ${partial.absent.join(', ')}`
    : `no file of it in ${given}${folder}`;
  throw new MissingDataError(
    `${entry.title} is not here: ${where}. Run \`assay data\`, or set ASSAY_DATA to a folder that has ${entry.name}/ with its files.`,
  );
}
