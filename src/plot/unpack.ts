// Unpacks the Chromium that npm brings (`@sparticuz/chromium`: Linux x64, Brotli) beside the packages.
import { accessSync, constants, createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-stream';

const CHUNK = 1 << 20;

/**
 * The folder with `chromium` and, in `lib`, the libraries that small systems lack: 200 MB, 3 s the first time. It is in
 * `node_modules/.cache`, or in the user's cache where the packages are not the user's own.
 * It is unpacked beside its place and renamed, so that it is whole whenever it is there, also when two
 * processes come at once.
 */
export async function unpacked(environment: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const root = join(dirname(entry), '..', '..');
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const { XDG_CACHE_HOME } = environment;
  const userCache = join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'assay');
  const cache = writable(join(root, '..', '..', '.cache', 'assay')) ?? userCache;
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const beside = await mkdtemp(`${folder}-`);
  try {
    const inflated = (name: string) => [
      createReadStream(join(root, 'bin', name)),
      createBrotliDecompress({ chunkSize: CHUNK }),
    ];
    const browser = createWriteStream(join(beside, 'chromium'), { mode: 0o755 });
    await pipeline([...inflated('chromium.br'), browser], { signal });
    const libraries = extract();
    const unpacking = pipeline([...inflated('al2023.tar.br'), libraries], { signal });
    await mkdir(join(beside, 'lib'));
    for await (const file of libraries) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of file) chunks.push(chunk as Uint8Array);
      if (file.header.type === 'file')
        await writeFile(join(beside, 'lib', basename(file.header.name)), chunks);
    }
    await unpacking;
    await rename(beside, folder).catch((error) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  return folder;
}

function writable(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return undefined;
  }
}
