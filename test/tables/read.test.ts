import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { formatNpy, formatNpz, readTable, samplesOf } from '../../src/tables/index.ts';
import { npz } from './numpy.ts';

const root = mkdtempSync(join(tmpdir(), 'assay-tables-'));
after(() => rmSync(root, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
}

test('tables from text in UTF-8 and UTF-16, from .npy and from .npz', async () => {
  const text = 'a,Größe\n1,2\n3,4\n';
  for (const path of [
    file('a.csv', text),
    file('a.tsv', text.replaceAll(',', '\t')),
    file('a16.txt', Buffer.from(`\uFEFF${text}`, 'utf16le')),
  ]) {
    const table = await readTable(path);
    assert.deepEqual(samplesOf(table, ['Größe', 'a']), {
      rows: 2,
      cols: 2,
      data: Float64Array.of(2, 1, 4, 3),
    });
  }
  const array = await readTable(file('a.npy', formatNpy([2, 3], Float64Array.of(0, 1, 2, 3, 4, 5))));
  assert.deepEqual(
    array.columns.map(({ name, numbers }) => [name, ...numbers]),
    [
      ['x0', 0, 3],
      ['x1', 1, 4],
      ['x2', 2, 5],
    ],
  );
  const arrays = await readTable(file('a.npz', Buffer.from(npz.stored, 'base64')));
  assert.deepEqual(
    arrays.columns.map(({ name, numbers }) => [name, ...numbers]),
    [
      ['x0', 1, 3, 5],
      ['x1', 2, 4, 6],
      ['y', 0, 1, 1],
    ],
  );
});

test('files that are none of these are refused with the reason', async () => {
  const one = (...shape: number[]) => ({ shape, data: new Float64Array(shape.reduce((a, b) => a * b, 1)) });
  const nan = formatNpy([2, 1], Float64Array.of(1, NaN));
  for (const [path, message] of [
    [join(root, 'none.csv'), /^there is no file .*none\.csv$/],
    [file('a.xlsx', ''), /the name of a table ends with \.csv, \.tsv, \.txt, \.npy, \.npz$/],
    [root, /the name of a table ends/],
    [
      file('latin.csv', Buffer.from('Gr\xf6\xdfe\n1\n', 'latin1')),
      /is not UTF-8 text: save it as "CSV UTF-8"/,
    ],
    [file('flat.npy', formatNpy([3], one(3).data)), /X has the shape \(3\): samples x features/],
    [file('empty.npy', formatNpy([0, 3], one(0, 3).data)), /X has the shape \(0, 3\)/],
    [file('noX.npz', formatNpz({ A: one(2, 2) })), /has no array X: it has A$/],
    [file('short.npz', formatNpz({ X: one(3, 2), y: one(2) })), /X has 3 rows but y has the shape \(2\)/],
    [
      file('wide.npz', formatNpz({ X: one(4, 2), y: one(2, 2) })),
      /X has 4 rows but y has the shape \(2, 2\)/,
    ],
  ] as const)
    await assert.rejects(readTable(path), { name: 'TableError', message });
  const table = await readTable(file('nan.npy', nan));
  assert.throws(() => samplesOf(table, ['x0']), {
    message: /row 1 \(from 0\), column "x0": the cell is missing \("NaN"\)/,
  });
  const column = await readTable(file('column.npz', formatNpz({ X: one(3, 2), y: one(3, 1) })));
  assert.equal(column.columns.length, 3);
});
