// The verdicts of a paper's claims as they are recorded, with the values behind them: one claim per line, committed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckedClaim, CheckedPart } from '../spec/check.ts';
import type { Json } from '../spec/experiment.ts';
import { decode, encode } from './encoding.ts';
import { replaceFile } from './files.ts';

export interface RecordedVerdict {
  readonly verdict: CheckedClaim['verdict'];
  readonly parts: readonly Pick<CheckedPart, 'label' | 'value' | 'low' | 'high' | 'count'>[];
}

const verdictsFile = (root: string, paper: string): string => join(root, 'results', paper, 'verdicts.json');

/** By the id of the claim; empty where nothing is recorded. */
export function readVerdicts(root: string, paper: string): ReadonlyMap<string, RecordedVerdict> {
  const file = verdictsFile(root, paper);
  if (!existsSync(file)) return new Map();
  return new Map(
    Object.entries(decode(readFileSync(file, 'utf8')) as unknown as Record<string, RecordedVerdict>),
  );
}

/** Replaces the file of a paper; returns its path. */
export function writeVerdicts(
  root: string,
  paper: string,
  verdicts: ReadonlyMap<string, RecordedVerdict>,
): string {
  const lines = [...verdicts].map(([id, { verdict, parts }]) => {
    const values = parts.map(({ label, value, low, high, count }) => ({ label, value, low, high, count }));
    return `${JSON.stringify(id)}: ${encode({ verdict, parts: values } satisfies Json)}`;
  });
  const file = verdictsFile(root, paper);
  replaceFile(file, `{\n${lines.join(',\n')}\n}\n`);
  return file;
}
