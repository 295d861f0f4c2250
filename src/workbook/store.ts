// Files of finished runs: one JSON line per run, appended by one writer, found by identity without parsing records.
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Profile, ResultRecord, Settings } from '../spec/experiment.ts';
import { decode, encode } from './encoding.ts';
import { lock } from './lock.ts';
import type { Provenance } from './provenance.ts';

/** One line. Only `records` is payload: what is compared; `provenance` says where it comes from. */
export interface StoredRun {
  readonly id: string;
  readonly experiment: string;
  readonly settings: Settings;
  readonly seed: number;
  readonly provenance: Provenance;
  readonly records: readonly ResultRecord[];
}

/** Where what was computed here is kept; not committed. */
export const workingFile = (root: string, profile: Profile, experiment: string): string =>
  join(root, '.assay/runs', profile, `${experiment}.jsonl`);

/** Where the results of the paper profile are recorded; committed. */
export const recordedFile = (root: string, experiment: string): string =>
  join(root, 'results', `${experiment}.jsonl`);

/** First and last byte (exclusive, without the line end) of a line. */
interface Place {
  readonly start: number;
  readonly end: number;
}

export type Index = ReadonlyMap<string, Place>;

const CHUNK = 1 << 20;
const HEAD = 128;
const ID = /^\{"id":"([\da-f]{32}\.-?\d+\.[\da-f]{32})",/;

/** A line of the store; `records` as text that `encode` wrote (the worker did). */
export const line = (run: Omit<StoredRun, 'records'>, records: string): string =>
  `{"id":"${run.id}","experiment":${JSON.stringify(run.experiment)},"seed":${run.seed},` +
  `"settings":${encode(run.settings, 'settings')},"provenance":${JSON.stringify(run.provenance)},"records":${records}}\n`;

/** Places of all complete lines by identity, the last of equal ones; empty where there is no file. */
export function readIndex(path: string): Index {
  if (!existsSync(path)) return new Map();
  const fd = openSync(path, 'r');
  try {
    return scan(fd, path).index;
  } finally {
    closeSync(fd);
  }
}

function scan(fd: number, path: string): { index: Map<string, Place>; end: number } {
  const index = new Map<string, Place>();
  const buffer = Buffer.alloc(CHUNK);
  const head = (place: Place): string => {
    const bytes = Buffer.alloc(Math.min(HEAD, place.end - place.start));
    readSync(fd, bytes, 0, bytes.length, place.start);
    return bytes.toString('latin1');
  };
  let start = 0;
  for (let at = 0, length = 0; ; at += length) {
    length = readSync(fd, buffer, 0, CHUNK, at);
    if (length === 0) return { index, end: start };
    const chunk = buffer.subarray(0, length);
    for (let newline = chunk.indexOf(10); newline >= 0; newline = chunk.indexOf(10, newline + 1)) {
      const place = { start, end: at + newline };
      const text =
        start < at ? head(place) : chunk.toString('latin1', start - at, Math.min(newline, start - at + HEAD));
      const id = ID.exec(text)?.[1];
      if (id === undefined)
        throw new Error(`byte ${start} of ${path} does not begin a run: repair or delete that line`);
      index.set(id, place);
      start = place.end + 1;
    }
  }
}

/** The lines of these identities, in this order. Error where one is missing. */
export function readLines(path: string, index: Index, ids: readonly string[]): string[] {
  const places = ids.map((id) => {
    const place = index.get(id);
    if (!place) throw new Error(`${path} has no run ${id}`);
    return place;
  });
  if (places.length === 0) return [];
  const fd = openSync(path, 'r');
  try {
    return places.map(({ start, end }) => {
      const bytes = Buffer.alloc(end - start);
      readSync(fd, bytes, 0, bytes.length, start);
      return bytes.toString();
    });
  } finally {
    closeSync(fd);
  }
}

/** The runs of these identities, in this order. Error where one is missing. */
export const readRuns = (path: string, index: Index, ids: readonly string[]): StoredRun[] =>
  readLines(path, index, ids).map((text) => decode(text) as unknown as StoredRun);

/** All recorded runs of an experiment, as they stand in its file; none where nothing is recorded. */
export function recordedRuns(root: string, experiment: string): StoredRun[] {
  const file = recordedFile(root, experiment);
  const index = readIndex(file);
  return readRuns(file, index, [...index.keys()]);
}

export interface Store {
  readonly has: (id: string) => boolean;
  /** Adds a whole line with one write. */
  readonly append: (line: string) => void;
  readonly close: () => void;
}

/**
 * Opens a file of runs for its only writer. A last line without its end, left by a kill in the middle of a write, is
 * moved to `<file>.torn` and reported. Errors: `LockedError`.
 */
export async function openStore(path: string, report: (message: string) => void): Promise<Store> {
  mkdirSync(dirname(path), { recursive: true });
  const release = await lock(`${path}.lock`);
  const fd = openSync(path, 'a+');
  try {
    const { index, end } = scan(fd, path);
    const torn = Buffer.alloc(fstatSync(fd).size - end);
    if (torn.length > 0) {
      readSync(fd, torn, 0, torn.length, end);
      appendFileSync(`${path}.torn`, Buffer.concat([torn, Buffer.from('\n')]));
      ftruncateSync(fd, end);
      report(`the last line of ${path} was torn by a kill: moved to ${path}.torn`);
    }
    const has = (id: string): boolean => index.has(id);
    return { has, append: (text) => writeAll(fd, text), close };
  } catch (error) {
    close();
    throw error;
  }
  function close(): void {
    closeSync(fd);
    release();
  }
}

function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
}
