// A tiny data set, the folders to keep it in, and mirrors on this machine that give it.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { type CatalogEntry, type Edition, filesOf, type SourceFile } from '../../src/data/catalog.ts';
import type { Folders } from '../../src/data/find.ts';

/** IDX file of unsigned bytes, written from the format's description. */
export function idxFile(shape: readonly number[], data: ArrayLike<number>): Buffer {
  const sizes = Buffer.alloc(4 * shape.length);
  for (const [i, n] of shape.entries()) sizes.writeUInt32BE(n, 4 * i);
  return Buffer.concat([Buffer.from([0, 0, 8, shape.length]), sizes, Buffer.from(Array.from(data))]);
}

/** CIFAR-10 batch: one record per label, pixel k of record r being (31 r + 7 k) mod 256. */
export const cifarFile = (labels: readonly number[]): Buffer =>
  Buffer.concat(labels.map((label, r) => Buffer.from([label, ...cifarPixels(r)])));
export const cifarPixels = (r: number): number[] =>
  Array.from({ length: 3072 }, (_, k) => (31 * r + 7 * k) % 256);

const sourceFile = (name: string, content: Buffer): SourceFile => ({
  name,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
});

export interface Tiny {
  readonly entry: CatalogEntry;
  /** Uncompressed content by file name. */
  readonly contents: ReadonlyMap<string, Buffer>;
}

function tiny(
  edition: Omit<Edition, 'train' | 'test'>,
  files: Record<string, Buffer>,
  rest: Partial<CatalogEntry>,
): Tiny {
  const contents = new Map(Object.entries(files));
  const all = [...contents].map(([name, content]) => sourceFile(name, content));
  const train = all.filter(({ name }) => name.includes('train') || name.includes('data'));
  const test = all.filter((file) => !train.includes(file));
  const entry: CatalogEntry = {
    name: 'mnist',
    title: 'Tiny',
    editions: [{ ...edition, train, test }],
    mirrors: [],
    ...rest,
  };
  return { entry, contents };
}

const bytesFrom = (seed: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => (seed + 37 * i * i + 11 * i) % 251);

/** 12 training and 5 test images of 4 x 3. */
export const tinyIdx = (mirrors: readonly string[] = []): Tiny =>
  tiny(
    { provenance: 'official files', official: true, format: 'idx' },
    {
      'train-images': idxFile([12, 4, 3], bytesFrom(1, 144)),
      'train-labels': idxFile([12], [5, 2, 8, 0, 8, 2, 2, 9, 8, 1, 2, 7]),
      'test-images': idxFile([5, 4, 3], bytesFrom(9, 60)),
      'test-labels': idxFile([5], [8, 3, 2, 2, 8]),
    },
    { mirrors },
  );

/** Two training batches and a test batch in one archive. */
export const tinyCifar = (mirrors: readonly string[] = []): Tiny =>
  tiny(
    { provenance: 'official files', official: true, format: 'cifar' },
    { 'data_1.bin': cifarFile([2, 8, 5]), 'data_2.bin': cifarFile([8, 8]), 'test.bin': cifarFile([2, 0]) },
    { name: 'cifar-10', mirrors, archive: 'tiny.tar.gz' },
  );

/** tar.gz of the given members below a folder, with a file that nobody wants. */
export function archiveOf(members: Iterable<readonly [string, Buffer]>): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name: 'tiny/', type: 'directory' });
  tar.entry({ name: 'tiny/readme.html' }, 'hello');
  for (const [name, content] of members) tar.entry({ name: `tiny/${name}` }, content);
  tar.finalize();
  return buffer(tar).then((content) => gzipSync(content));
}

/** A temporary folder that goes away with the test. */
export function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-data-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function foldersIn(t: TestContext): Required<Folders> {
  const root = scratch(t);
  return { cache: join(root, 'cache'), given: join(root, 'given') };
}

/** Stores all files of a data set below `root`, compressed or plain. */
export function store({ entry, contents }: Tiny, root: string, compressed: boolean): void {
  const folder = join(root, entry.name);
  mkdirSync(folder, { recursive: true });
  for (const { name } of filesOf(entry.editions[0])) {
    const content = contents.get(name)!;
    if (compressed) writeFileSync(join(folder, `${name}.gz`), gzipSync(content));
    else writeFileSync(join(folder, name), content);
  }
}

/** Address of a server that lives as long as the test. */
export async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** A mirror that gives every file compressed; `spoil` may answer in its place. Also counts the requests per file. */
export async function mirror(
  t: TestContext,
  contents: ReadonlyMap<string, Buffer>,
  spoil: (file: string, ...rest: Parameters<RequestListener>) => boolean = () => false,
): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const url = await serve(t, (request, response) => {
    const file = request.url!.slice(1);
    asked.push(file);
    if (spoil(file, request, response)) return;
    const content = contents.get(file.replace(/\.gz$/, ''));
    if (content) response.end(gzipSync(content));
    else response.writeHead(404).end();
  });
  return { url, asked };
}

/** An address where nobody listens any more. */
export async function deadAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}/`;
}
