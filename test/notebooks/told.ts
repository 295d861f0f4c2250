// Runs notebooks on our kernel and holds their outputs against the committed ones.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { assayArgv, createSpecs, missing } from '../kernel/suite/specs.ts';
import { assertBuilt } from '../package/installed.ts';
import { execute } from './execute.ts';
import { type Cell, readNotebook } from './notebook.ts';

/** All but the pixels of pictures, which depend on the browser. */
const told = (cells: readonly Cell[]) =>
  cells.map(({ id, outputs = [] }) => [
    id,
    outputs.map(({ output_type, name, data = {} }) => [
      output_type,
      name,
      Object.entries(data).map(([mime, value]) => [mime, mime === 'image/png' ? 'a picture' : value]),
    ]),
  ]);

/** Time and size are told, not asserted. */
export async function assertTellsTheSame(name: string, context: TestContext): Promise<void> {
  const lacking = missing();
  if (lacking) return context.skip(lacking);
  assertBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'assay-executed-'));
  using specs = createSpecs();
  specs.add('assay', assayArgv(), { interrupt_mode: 'message' });
  try {
    const { said, cells } = await execute(name, 'assay', specs, folder);
    context.diagnostic(said);
    const committed = told(readNotebook(`notebooks/${name}.ipynb`));
    for (const [k, cell] of told(cells).entries()) assert.deepEqual(cell, committed[k]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
