// The same notebooks run on plain tslab, with plainer output and the same numbers.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSpecs, missing } from '../kernel/suite/specs.ts';
import { assertBuilt } from '../package/installed.ts';
import { execute } from './execute.ts';
import { type Cell, figuresOf, names, readNotebook } from './notebook.ts';

const dataOf = (cells: readonly Cell[], mime: string): unknown[] =>
  cells.flatMap(({ outputs = [] }) =>
    outputs.flatMap(({ data }) => (data && mime in data ? [data[mime]] : [])),
  );

for (const name of names)
  test(`${name} on tslab`, async (context) => {
    const lacking = missing();
    if (lacking) return context.skip(lacking);
    assertBuilt();
    const folder = mkdtempSync(join(tmpdir(), 'assay-tslab-'));
    using specs = createSpecs();
    specs.add('tslab', [
      process.execPath,
      join(import.meta.dirname, '../../node_modules/tslab/bin/tslab'),
      'kernel',
      '--config-path',
      '{connection_file}',
    ]);
    try {
      const { said, cells } = await execute(name, 'tslab', specs, folder);
      context.diagnostic(said);
      const committed = readNotebook(`notebooks/${name}.ipynb`);
      for (const { id, outputs = [] } of cells)
        for (const { output_type } of outputs) assert.equal(output_type, 'display_data', `cell ${id}`);
      assert.deepEqual(dataOf(cells, 'text/markdown'), dataOf(committed, 'text/markdown'));
      assert.deepEqual(dataOf(cells, 'text/html'), dataOf(committed, 'text/html'));
      const shown =
        dataOf(cells, 'image/png').length + dataOf(cells, 'application/vnd.plotly.v1+json').length;
      assert.equal(shown, figuresOf(committed).length);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
