// `make docs`: writes the tables and counts of docs/ and README.md from the recorded results.
import { readFileSync, writeFileSync } from 'node:fs';
import { documents } from './generated/index.ts';

for (const [path, text] of documents('.')) {
  const isChanged = readFileSync(path, 'utf8') !== text;
  if (isChanged) writeFileSync(path, text);
  console.log(`${path}  ${isChanged ? 'written' : 'up to date'}`);
}
