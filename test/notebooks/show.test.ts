// Where outputs go under each kernel, and the bar of long work.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a script prints in a fresh Node: the kernel is looked for once per process. */
async function printed(script: string, prelude = ''): Promise<string> {
  const code = `${prelude}\nconst notebook = await import('./src/notebook/index.ts');\n${script}`;
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', code]);
  assert.equal(stderr, '');
  return stdout;
}

/** Stands for the kernel: prints what it is given. */
const ASSAY = `globalThis.display = (bundle, options) => console.log(JSON.stringify([Object.keys(bundle), options]));`;

const SHOW = "notebook.show(notebook.figure('convex/c1')); notebook.show('text');";

test('in our kernel a figure goes out as one bundle, its caption and text as Markdown', async () => {
  assert.equal(
    await printed(SHOW, ASSAY),
    [
      '[["application/vnd.plotly.v1+json","image/png","text/plain"],{"raw":true}]',
      '[["text/markdown","text/plain"],{"raw":true}]',
      '[["text/markdown","text/plain"],{"raw":true}]\n',
    ].join('\n'),
  );
});

test('in tslab it goes out through its display, a MIME type at a time', async () => {
  const tslab = `
    import { createRequire } from 'node:module';
    const jupyter = createRequire(process.cwd() + '/x.js')('tslab/dist/jupyter.js');
    jupyter.lastWriteDisplayData = ({ data }) => console.log(Object.keys(data).join(), typeof Object.values(data)[0]);`;
  const live = "notebook.show(notebook.plot('t', [notebook.curve('a', [1, 2], [1, 2], '#000000')]));";
  assert.deepEqual((await printed(`${SHOW}${live}`, tslab)).trim().split('\n'), [
    'image/png string',
    'text/markdown string',
    'text/markdown string',
    'application/vnd.plotly.v1+json object',
  ]);
});

test('without a kernel it is printed', async () => {
  assert.match(
    await printed(SHOW),
    /^The convex optimum over all patterns[^\n]*\n\*\*The convex optimum[^\n]*\ntext\n$/,
  );
});

test('a bar appears for work of more than 0.3 s, moves in place, and says when the work has returned', async () => {
  const bars = (
    await printed(
      `const { progress } = notebook.watch('work');
     progress(0.1);
     const end = performance.now() + 700;
     while (performance.now() < end) progress(0.5);`,
      `globalThis.display = (bundle, { display_id, update }) =>
         console.log(JSON.stringify([bundle['text/plain'], display_id, update]));`,
    )
  )
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as [text: string, id: string, update: boolean]);
  assert.ok(bars.length >= 3);
  assert.match(bars[0]![0], /^work █{15}░{15} 50 %$/);
  assert.equal(bars.at(-1)![0], 'work: done');
  assert.deepEqual(
    bars.map(([, , update]) => update),
    bars.map((_, i) => i > 0),
  );
  assert.equal(new Set(bars.map(([, id]) => id)).size, 1);
  assert.equal(await printed("notebook.watch('short').progress(0.5);", ASSAY), '');
});

test('library calls get the signal of the running cell', async () => {
  const script = `
    const controller = new AbortController();
    Object.defineProperty(globalThis, Symbol.for('Jupyter.signal'), { get: () => controller.signal });
    console.log(notebook.watch('w').signal === controller.signal, notebook.signal() === controller.signal);`;
  assert.equal(
    await printed(`console.log(notebook.watch('w').signal, notebook.signal());${script}`),
    'undefined undefined\ntrue true\n',
  );
});
