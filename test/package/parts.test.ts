// The parts that notebooks, figures and the kernel stand on load under the locked Node and do their work.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

test('danfojs-node makes a data frame and describes it', async () => {
  const { DataFrame } = await import('danfojs-node');
  const frame = new DataFrame({ a: [1, 2, 3, 4], b: [2, 4, 6, 9] });
  assert.deepEqual(frame.shape, [4, 2]);
  const described = frame.describe();
  const mean = described.index.indexOf('mean');
  assert.deepEqual(described.values[mean], [2.5, 5.25]);
});

test('ml-matrix solves a symmetric eigenvalue problem', async () => {
  const { EigenvalueDecomposition, Matrix } = await import('ml-matrix');
  const { realEigenvalues } = new EigenvalueDecomposition(
    new Matrix([
      [2, 1],
      [1, 2],
    ]),
  );
  assert.deepEqual(
    realEigenvalues.map((value) => value.toFixed(12)),
    ['1.000000000000', '3.000000000000'],
  );
});

test('plotly.js lies in one file that needs nothing else', () => {
  const file = fileURLToPath(import.meta.resolve('plotly.js-dist-min/plotly.min.js'));
  assert.match(readFileSync(file, 'utf8').slice(0, 300), /plotly\.js v4/);
});

test('zeromq carries a message between two sockets', async () => {
  const { Pull, Push } = await import('zeromq');
  const [sender, receiver] = [new Push(), new Pull()];
  try {
    await sender.bind('tcp://127.0.0.1:*');
    receiver.connect(sender.lastEndpoint!);
    await sender.send(['kernel', 'info']);
    assert.deepEqual((await receiver.receive()).map(String), ['kernel', 'info']);
  } finally {
    sender.close();
    receiver.close();
  }
});

test('koffi calls a function of the C library', async () => {
  const { default: koffi } = await import('koffi');
  const libraries: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'libSystem.dylib',
    win32: 'msvcrt.dll',
  };
  const strlen = koffi
    .load(libraries[process.platform] ?? 'libc.so.6')
    .func('size_t strlen(const char *text)');
  assert.equal(Number(strlen('seven!!')), 7);
});

test('tslab loads', () => {
  const tslab = require('tslab') as { readonly display: { readonly html: (html: string) => void } };
  assert.equal(typeof tslab.display.html, 'function');
});
