// What the attempts at a chunk have finished: each writes a store of its own, so that tasks that are killed, requeued, run
// twice or at the same time do not disturb each other.
import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readIndex, readLines, workingFile } from '../workbook/index.ts';
import type { Line, Sweep } from './sweep.ts';

const partsOf = (folder: string, k: number): string => join(folder, 'parts', String(k));

/** Makes the folder of a new attempt at chunk k, which no other attempt gets. */
export function newAttempt(folder: string, k: number): string {
  mkdirSync(partsOf(folder, k), { recursive: true });
  return mkdtempSync(join(partsOf(folder, k), `${new Date().toISOString()}-${hostname()}-`));
}

/** Stored lines of a chunk's finished runs, found by identity. */
export interface Finished {
  readonly has: (id: string) => boolean;
  /** The lines of finished runs, in the order of `ids`. */
  readonly read: (ids: readonly string[]) => string[];
}

/** Of a run that several attempts have finished, the first counts. A part that cannot be read is reported and left out. */
export function finishedOf(
  folder: string,
  { profile }: Sweep,
  k: number,
  lines: readonly Line[],
  report: (message: string) => void,
): Finished {
  const parts = partsOf(folder, k);
  const attempts = existsSync(parts) ? readdirSync(parts).sort() : [];
  const experiments = [...new Set(lines.map(({ experiment }) => experiment))];
  const files = attempts
    .flatMap((attempt) =>
      experiments.map((experiment) => workingFile(join(parts, attempt), profile, experiment)),
    )
    .flatMap((path) => {
      try {
        return [{ path, index: readIndex(path) }];
      } catch (error) {
        report(`${(error as Error).message}; its runs count as not finished`);
        return [];
      }
    });
  const fileOf = (id: string) => files.find(({ index }) => index.has(id));
  return {
    has: (id) => fileOf(id) !== undefined,
    read: (ids) => {
      const texts = new Map<string, string>();
      for (const [file, its] of Map.groupBy(ids, fileOf))
        for (const [i, text] of readLines(file!.path, file!.index, its).entries()) texts.set(its[i]!, text);
      return ids.map((id) => texts.get(id)!);
    },
  };
}
