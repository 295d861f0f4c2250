// Which data sets are here and good, quickly: a file is hashed again only if its size or time of change differ.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSet } from '../spec/experiment.ts';
import { type CatalogEntry, catalog, filesOf } from './catalog.ts';
import { DataError } from './errors.ts';
import { type Folders, find, foldersOf, locate } from './find.ts';
import { readVerified } from './verify.ts';
import { writeWhole } from './write.ts';

export type DataStatus = { readonly name: DataSet; readonly title: string } & (
  | {
      readonly available: true;
      /** Its folder. */
      readonly where: string;
      /** As of `Images`. */
      readonly provenance: string;
      readonly official: boolean;
    }
  | {
      readonly available: false;
      /** Says what to do. */
      readonly reason: string;
    }
);

/** Files found good before: path -> size, time of change (ms) and the hash they had. */
type Verified = Record<string, readonly [size: number, changed: number, sha256: string]>;

const recordOf = ({ cache }: Folders): string => join(cache, 'verified.json');

async function verifiedBefore(folders: Folders): Promise<Verified> {
  try {
    return JSON.parse(await readFile(recordOf(folders), 'utf8')) as Verified;
  } catch {
    return {};
  }
}

async function statusOf(entry: CatalogEntry, folders: Folders, verified: Verified): Promise<DataStatus> {
  const { name, title } = entry;
  try {
    const { edition, folder } = find(entry, folders);
    for (const file of filesOf(edition)) {
      const path = locate(folder, file)!;
      const { size, mtimeMs } = await stat(path);
      const [knownSize, knownChange, sha256] = verified[path] ?? [];
      if (knownSize === size && knownChange === mtimeMs && sha256 === file.sha256) continue;
      await readVerified(path, file, edition.format);
      verified[path] = [size, mtimeMs, file.sha256];
    }
    return {
      name,
      title,
      available: true,
      where: folder,
      provenance: edition.provenance,
      official: edition.official,
    };
  } catch (error) {
    if (error instanceof DataError) return { name, title, available: false, reason: error.message };
    throw error;
  }
}

/** `dataStatus` of any catalogue entries and folders. */
export async function statusOfAll(entries: readonly CatalogEntry[], folders: Folders): Promise<DataStatus[]> {
  const verified = await verifiedBefore(folders);
  const before = JSON.stringify(verified);
  const result: DataStatus[] = [];
  for (const entry of entries) result.push(await statusOf(entry, folders, verified));
  const after = JSON.stringify(verified);
  // A cache that cannot be written costs time, nothing else.
  if (after !== before) await writeWhole(recordOf(folders), after).catch(() => {});
  return result;
}

/** What is here of each data set: about a second the first time, a millisecond afterwards. Never throws for data. */
export const dataStatus = (): Promise<DataStatus[]> => statusOfAll(Object.values(catalog), foldersOf());
