// Fills the cache with the official files: the work of `assay data`.
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { DataSet } from '../spec/experiment.ts';
import { type CatalogEntry, catalog, type Format, filesOf, type SourceFile } from './catalog.ts';
import { download, type Meter } from './download.ts';
import { DataError, TruncatedFileError } from './errors.ts';
import { type Folders, folderOf, foldersOf, locate } from './find.ts';
import { type DataStatus, statusOfAll } from './status.ts';
import { isCompressed, readVerified, uncompress, verify } from './verify.ts';
import { writeWhole } from './write.ts';

export interface DownloadProgress extends Meter {
  readonly dataSet: DataSet;
  /** As it is called at the mirror. */
  readonly file: string;
}

export interface FetchOptions {
  readonly only?: readonly DataSet[];
  readonly signal?: AbortSignal;
  readonly progress?: (step: DownloadProgress) => void;
}

type Bytes = ReadonlyMap<SourceFile, Uint8Array>;

/** The wanted members of a tar archive, verified; the archive is never held uncompressed. Errors: `DataError`, zlib's. */
async function unpackTar(
  archive: Uint8Array,
  wanted: readonly SourceFile[],
  format: Format,
  url: string,
): Promise<Bytes> {
  const found = new Map<SourceFile, Uint8Array>();
  const tar = extract();
  const collect = async (): Promise<void> => {
    for await (const member of tar) {
      const bytes = await buffer(member);
      const file = wanted.find(({ name }) => name === basename(member.header.name));
      if (!file) continue;
      verify(bytes, file, format, `${file.name} in ${url}`);
      found.set(file, bytes);
    }
  };
  const source = Readable.from([archive]);
  const feed = isCompressed(archive) ? pipeline(source, createGunzip(), tar) : pipeline(source, tar);
  await Promise.all([collect(), feed]);
  const lacking = wanted.filter((file) => !found.has(file)).map(({ name }) => name);
  if (lacking.length > 0) throw new TruncatedFileError(`${url} lacks ${lacking.join(', ')}`);
  return found;
}

/** Downloads what the cache lacks of the official edition. Errors: `DownloadError`; the signal's reason on abort. */
async function fetchEntry(
  entry: CatalogEntry,
  folder: string,
  { signal, progress }: FetchOptions,
): Promise<void> {
  const { name: dataSet, archive, mirrors, editions } = entry;
  const { format } = editions[0];
  const wanted: SourceFile[] = [];
  for (const file of filesOf(editions[0])) {
    const path = locate(folder, file);
    const good = path && (await readVerified(path, file, format).catch(() => undefined));
    if (!good) wanted.push(file);
  }
  const get = async (
    file: string,
    unpack: (bytes: Uint8Array, url: string) => Promise<Bytes>,
  ): Promise<void> => {
    const files = await download(
      mirrors.map((mirror) => mirror + file),
      unpack,
      (meter) => progress?.({ dataSet, file, ...meter }),
      signal,
    );
    for (const [{ name }, bytes] of files) await writeWhole(join(folder, name), bytes);
  };
  if (archive) return get(archive, (stored, url) => unpackTar(stored, wanted, format, url));
  for (const file of wanted)
    await get(`${file.name}.gz`, async (stored, url) => {
      const bytes = await uncompress(stored, url);
      verify(bytes, file, format, url);
      return new Map([[file, bytes]]);
    });
}

/** `fetchDataSets` of any catalogue entries and folders. */
export async function fetchAll(
  entries: readonly CatalogEntry[],
  folders: Folders,
  options: FetchOptions,
): Promise<DataStatus[]> {
  const failures = new Map<DataSet, string>();
  const before = await statusOfAll(entries, folders);
  for (const [i, entry] of entries.entries()) {
    const folder = join(folders.cache, entry.name);
    // What ASSAY_DATA holds is the user's: it is used or refused, never mended.
    if (before[i]!.available || folderOf(entry, folders) !== folder) continue;
    try {
      await fetchEntry(entry, folder, options);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      failures.set(entry.name, error.message);
    }
  }
  const after = await statusOfAll(entries, folders);
  return after.map((status) => {
    const reason = failures.get(status.name);
    return status.available || reason === undefined ? status : { ...status, reason };
  });
}

/**
 * Downloads the data sets that are not here yet (MNIST 11 MB, Fashion-MNIST 31 MB, CIFAR-10 170 MB) and says what is
 * here afterwards; what could not be had has the reason, with every mirror, in its status. Errors: the signal's
 * reason on abort; the file system's where the cache cannot be written.
 */
export function fetchDataSets(options: FetchOptions = {}): Promise<DataStatus[]> {
  const { only = Object.keys(catalog) } = options;
  return fetchAll(
    Object.values(catalog).filter(({ name }) => only.includes(name)),
    foldersOf(),
    options,
  );
}
