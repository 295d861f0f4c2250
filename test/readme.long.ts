// What the README tells people to do works, in a fresh clone, and does it twice with the same bits.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const readme = readFileSync('README.md', 'utf8');
const appendix = readFileSync('docs/artifact-appendix.md', 'utf8');
const blocks = (language: string, text = readme) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, body]) => body!);
const commands = [
  ...new Set([...blocks('sh'), ...blocks('sh', appendix)].flatMap((block) => block.trim().split('\n'))),
];

/** Run by .ci/run, and the second one is running now. */
const runElsewhere = ['make test', 'make test-long'];
/** A quarter of an hour; `make bench-quick` is the same with fewer sizes and rounds. */
const tooLong = ['make bench'];

let clone: string;
before(() => {
  clone = join(mkdtempSync(join(tmpdir(), 'assay-')), 'assay');
  const { status, stderr } = spawnSync('git', ['clone', '--quiet', '.', clone], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});
after(() => rmSync(join(clone, '..'), { recursive: true, force: true }));

function run(command: string): string {
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: clone,
    shell: true,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    // The test runner's own variables would make tests in there report to this one.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NODE_TEST'))),
  });
  const output = `${stdout}\n${stderr}`;
  // Without a network the data sets cannot be fetched, and the command must say so.
  const offline = command.endsWith(' data') && status !== 0 && /no mirror gave the file/.test(output);
  assert.ok(status === 0 || offline, `${command} ended with ${status}:\n${output.slice(-4000)}`);
  return output;
}

/** Hash of each file drawn at reduced sizes. */
const drawn = () =>
  new Map(
    globSync('figures/quick/*/*.{png,svg,json}', { cwd: clone }).map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(clone, file)))
        .digest('hex'),
    ]),
  );

test('make figures draws from a bare clone and finds the recorded bits', (t) => {
  const output = run('make figures');
  assert.match(output, /identical bits/);
  assert.doesNotMatch(output, /equal within|different \(|not recorded/);
  assert.ok(existsSync(join(clone, 'figures/index.html')));
  // The committed pictures may have been rasterized by a processor with other vector instructions; nothing else differs.
  const changed = run('git status --porcelain').trim().split('\n').filter(Boolean);
  t.diagnostic(`${changed.length} of the committed pictures differ from those drawn here`);
  for (const line of changed) assert.match(line, /^ ?M figures\/\w+\/[\w-]+\.png$/);
});

test('a second computation, by one worker instead of all, gives the same PNG, SVG and JSON', () => {
  run('make figures PROFILE=quick');
  const first = drawn();
  assert.ok(first.size >= 150);
  run('node bin/assay.mjs figures --profile quick --force --jobs 1');
  assert.deepEqual(drawn(), first);
});

for (const command of commands.filter(
  (command) => ![...runElsewhere, ...tooLong, 'make figures'].includes(command),
))
  test(`README: ${command}`, () => {
    run(command);
  });

test('README: every command of the table stands in a block, so that it is run here', () => {
  const table = [...readme.matchAll(/^\| `((?:make|npx) [^`]+)`/gm)].map(([, command]) => command!);
  assert.ok(table.length >= 7);
  assert.deepEqual(
    table.filter((command) => !commands.includes(command)),
    [],
  );
});

test('README: commands that this test cannot run itself are run by .ci/run', () => {
  const ci = readFileSync('.ci/run', 'utf8').split('\n');
  for (const command of runElsewhere) assert.ok(commands.includes(command) && ci.includes(command), command);
});

test('README: the examples of an experiment, a figure, a claim and the libraries compile', () => {
  const [library, dynamics, experiment, figure, claim] = blocks('ts');
  const imports = `
import { axis, colours, points } from '../../chart/index.ts';
import { defineClaim, part } from '../../spec/claim.ts';
import { defineFigure } from '../../spec/figure.ts';
import { tInterval } from '../../stats/index.ts';
`;
  writeFileSync(join(clone, 'src/papers/xor/mine.ts'), `${imports}${experiment}${figure}${claim}`);
  const inTree = (example: string) => example.replaceAll(/'assay\/(\w+)'/g, "'./$1/index.ts'");
  writeFileSync(join(clone, 'src/library.ts'), inTree(library!));
  writeFileSync(join(clone, 'src/dynamics.ts'), inTree(dynamics!));
  run('"$(node bin/locked-node.mjs)" node_modules/typescript/bin/tsc -p .');
  for (const example of ['library', 'dynamics']) run(`"$(node bin/locked-node.mjs)" src/${example}.ts`);
});
