// File names in strings that are no imports: `readFileSync('./data/`.
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Completions } from '../contract.ts';

const MAX_ITEMS = 1000;
const STRING_BEFORE = /(?<=^|[^\p{ID_Continue}$])(["'`])((?:(?!\1)[^\\\n])*)$/u;

/** Undefined where the text before `offset` on its line is not the start of a string, or names no folder. */
export function completePath(folder: string, source: string, offset: number): Completions | undefined {
  const line = source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset);
  const typed = STRING_BEFORE.exec(line)?.[2];
  if (typed === undefined || !typed.includes('/')) return undefined;
  const slash = typed.lastIndexOf('/') + 1;
  const name = typed.slice(slash);
  try {
    const items = readdirSync(resolve(folder, typed.slice(0, slash)), { withFileTypes: true })
      .filter((entry) => entry.name.startsWith(name) && (name !== '' || !entry.name.startsWith('.')))
      .slice(0, MAX_ITEMS)
      .map((entry) => ({ text: entry.isDirectory() ? `${entry.name}/` : entry.name, kind: 'path' }));
    return { start: offset - name.length, end: offset, items };
  } catch {
    return undefined; // No such folder: nothing to offer.
  }
}
