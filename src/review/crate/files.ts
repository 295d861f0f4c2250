// Files and folders of the crate: sizes, SHA-256 and formats.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Entity, oneOrAll, type Reference, ref, refs } from './entity.ts';

interface Format {
  readonly media: string;
  /** Page that describes the format: PRONOM's where it has one. */
  readonly page?: string;
  readonly name?: string;
}

const pronom = (id: string): string => `https://www.nationalarchives.gov.uk/PRONOM/${id}`;
const TEXT: Format = { media: 'text/plain', page: pronom('x-fmt/111'), name: 'Plain text' };
const YAML: Format = { media: 'application/yaml', page: pronom('fmt/818'), name: 'YAML' };
const FORMATS: Readonly<Record<string, Format>> = {
  '.jsonl': { media: 'application/jsonl', page: 'https://jsonlines.org/', name: 'JSON Lines' },
  '.json': { media: 'application/json', page: pronom('fmt/817'), name: 'JSON' },
  '.png': { media: 'image/png', page: pronom('fmt/11'), name: 'Portable Network Graphics' },
  '.md': { media: 'text/markdown', page: pronom('fmt/1149'), name: 'Markdown' },
  '.cff': YAML,
};

const formatOf = (path: string): Format => FORMATS[extname(path)] ?? TEXT;

/** A file at `path`, without size and hash, and the page of its format. */
export function document(path: string, name: string, more: Partial<Entity> = {}): Entity[] {
  const { media, page, name: formatName } = formatOf(path);
  const entity: Entity = {
    '@id': path,
    '@type': 'File',
    name,
    ...more,
    encodingFormat: oneOrAll<string | Reference>(page ? [media, ref(page)] : [media]),
  };
  return page ? [entity, { '@id': page, '@type': 'WebSite', name: formatName! }] : [entity];
}

/** The same of a file below `root`, with its size in bytes and its SHA-256. */
export function file(root: string, path: string, name: string, more: Partial<Entity> = {}): Entity[] {
  const bytes = readFileSync(join(root, path));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return document(path, name, { ...more, contentSize: String(bytes.length), sha256 });
}

export const exists = (root: string, path: string): boolean => existsSync(join(root, path));

/** A folder of the crate, its path ending with a slash. */
export const folder = (
  path: string,
  name: string,
  parts: readonly string[],
  more: Partial<Entity> = {},
): Entity => ({
  '@id': path,
  '@type': 'Dataset',
  name,
  ...more,
  hasPart: refs(parts),
});
