// The bits of the sample as they are recorded in `results/sample.json`: committed, one digest per line.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../workbook/files.ts';

export interface RecordedBits {
  /** Digest of what was computed. */
  readonly bits: string;
  /** Of an experiment: settings and seed of its run, and the hash of its code. */
  readonly run?: string;
  readonly code?: string;
  /** What must be said of its data, where they are not the official ones. */
  readonly data?: string;
}

/** By name, such as `generator normal` and `experiment xor/phase`. */
export type Sample = ReadonlyMap<string, RecordedBits>;

export const sampleFile = (root: string): string => join(root, 'results/sample.json');

/** Empty where nothing is recorded. */
export function readSample(root: string): Sample {
  const file = sampleFile(root);
  if (!existsSync(file)) return new Map();
  return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, RecordedBits>));
}

/** Replaces the file; returns its path. */
export function writeSample(root: string, sample: Sample): string {
  const lines = [...sample].map(([name, entry]) => `${JSON.stringify(name)}: ${JSON.stringify(entry)}`);
  replaceFile(sampleFile(root), `{\n${lines.join(',\n')}\n}\n`);
  return sampleFile(root);
}
