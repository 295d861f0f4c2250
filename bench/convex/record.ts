// Writes measured times where E3 reads them, with what they were measured on.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { formatTimings, type Timing } from '../../src/papers/convex/timings.ts';

const file = join(import.meta.dirname, '../../src/papers/convex/recorded/timings.ts');

export function record(rows: readonly Timing[]): void {
  const quoted = (text: string) => `'${text.replaceAll("'", '')}'`;
  const text = `// Written by \`node bench/convex.ts --long --record\`: see ../timings.ts for the columns.
import type { Recorded } from '../timings.ts';

export const recorded: Recorded = {
  date: ${quoted(new Date().toISOString().slice(0, 10))},
  cpu: ${quoted(cpus()[0]?.model.trim() ?? 'unknown')},
  cores: ${cpus().length},
  table: \`
${formatTimings(rows)}
\`,
};
`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
