import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assay, folder, linesOf, startAssay } from './workbook/fixtures/place.ts';

const text = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');
const forget = (root: string): void => rmSync(join(root, '.assay/runs'), { recursive: true });

test('help names all commands, and each has its own with an example', async () => {
  const root = folder();
  const { code, stdout } = await assay(['--help'], root);
  assert.equal(code, 0);
  const commands = [
    'list',
    'run',
    'figures',
    'verify',
    'fit',
    'predict',
    'export',
    'data',
    'doctor',
    'review',
    'kernel',
    'status',
    'collect',
    'task',
  ];
  for (const command of commands) assert.match(stdout, new RegExp(`^ {2}${command}\\b`, 'm'));
  const helps = await Promise.all(commands.map((command) => assay([command, '--help'], root)));
  for (const [i, help] of helps.entries()) {
    assert.equal(help.code, 0);
    assert.match(help.stdout, new RegExp(`Examples?:\\n {2}assay ${commands[i]}`));
  }
});

test('wrong use has exit code 2 and one line that says what is right', async () => {
  const root = folder();
  const wrong: [string[], RegExp][] = [
    [['rnu'], /unknown command 'rnu'\n\(Did you mean run\?\)/],
    [['run', '--jbos', '2'], /unknown option '--jbos'/],
    [['run', '--jobs', '0'], /'--jobs <n>' argument '0' is invalid\. a positive integer is needed/],
    [['run', '--profile', 'slow'], /Allowed choices are paper, quick/],
    [
      ['run', 'tiny/nubmers'],
      /assay: there is no experiment "tiny\/nubmers"; the nearest is "tiny\/numbers"\. There are: tiny, /,
    ],
    [['figures', 'huge'], /there is no figure "huge"/],
    [['run', '--record', '--profile', 'quick'], /only results of the paper profile are recorded/],
  ];
  const ended = await Promise.all(wrong.map(([args]) => assay(args, root)));
  for (const [i, { code, stderr }] of ended.entries()) {
    assert.equal(code, 2, stderr);
    assert.match(stderr, wrong[i]![1]);
    assert.doesNotMatch(stderr, /\n {4}at /, 'no stack');
  }
});

test('list shows papers, experiments with runs and cost, figures and claims', async () => {
  const { code, stdout } = await assay(['list'], folder());
  assert.equal(code, 0);
  assert.match(stdout, /^tiny {2}A tiny paper \(Nobody, arXiv 0000\.00000\)$/m);
  assert.match(stdout, /experiment tiny\/numbers +6 runs +about 0\.0 s on 2 cores +Numbers that/);
  assert.match(stdout, /experiment tiny\/long +3 runs +about 2 min 30 s on 2 cores, long/);
  assert.match(stdout, /experiment tiny\/needy .* needs mnist/);
  assert.match(stdout, /figure tiny\/values +Values/);
  assert.match(stdout, /claim tiny\/1 +read +The first entry/);
  assert.match(stdout, /claim tiny\/2 +derived, beyond the paper +The mean/);
  assert.match(stdout, /claim tiny\/3 +remembered, not testable +It is beautiful/);
});

test('a dry run prints the plan and computes nothing', async () => {
  const root = folder();
  const { code, stdout } = await assay(['run', 'tiny/numbers', 'tiny/long', '--dry-run'], root);
  assert.equal(code, 0);
  assert.match(stdout, /^Plan \(paper profile\)$/m);
  assert.match(stdout, /tiny\/numbers {2}6 runs {2}never run/);
  assert.match(
    stdout,
    /tiny\/long +3 runs {2}never run; left out as long \(about 2 min 30 s on 2 cores\): assay run tiny\/long --long/,
  );
  assert.match(stdout, /6 runs to compute, about/);
  assert.ok(!existsSync(join(root, '.assay/runs')));
});

test('plain lines without colours where the output is no terminal; NO_COLOR is heard where it could be one', async () => {
  const [plain, forced, none] = await Promise.all(
    [{}, { FORCE_COLOR: '1' }, { NO_COLOR: '1' }].map((environment) =>
      assay(['run', 'tiny/numbers', '--jobs', '1'], folder(), environment),
    ),
  );
  assert.match(plain!.stdout, /^tiny\/numbers: 6 runs started\ntiny\/numbers: 6 runs in \d+\.\d s$/m);
  const control = String.fromCharCode(27);
  assert.ok(!plain!.stdout.includes(control));
  assert.ok(forced!.stdout.includes(`${control}[`));
  assert.ok(!none!.stdout.includes(control));
});

test('a reader that goes away stops nothing', async () => {
  const root = folder();
  const child = startAssay(['run', 'tiny/numbers'], root);
  child.stdout!.destroy();
  const [code] = (await once(child, 'exit')) as [number];
  assert.equal(code, 0);
  assert.equal(linesOf(join(root, '.assay/runs/paper/tiny/numbers.jsonl')).length, 6);
});

test('a failed run is reported with its reason, the others are kept, and the exit code is 1', async () => {
  const root = folder();
  const { code, stdout } = await assay(['run', 'tiny/faulty'], root);
  assert.equal(code, 1);
  assert.match(stdout, /tiny\/faulty: 8 runs in .*, 4 failed/);
  assert.match(stdout, /tiny\/faulty failed \(seed \d, settings \{\}\): /);
  assert.match(stdout, /tiny\/faulty: 1 more failed/);
  assert.equal(linesOf(join(root, '.assay/runs/paper/tiny/faulty.jsonl')).length, 4);
});

test('recorded results: the same bits, other bits, and replaced on request', async () => {
  const root = folder();
  const run = (...args: string[]) => assay(['run', 'tiny/numbers', '--jobs', '2', ...args], root);
  const file = join(root, 'results/tiny/numbers.jsonl');
  assert.match((await run()).stdout, /Against the recorded results\n {2}tiny\/numbers {2}not recorded/);
  assert.ok(!existsSync(file));
  assert.match(
    (await run('--record')).stdout,
    /tiny\/numbers: 6 runs recorded in results\/tiny\/numbers\.jsonl/,
  );
  const seeds = linesOf(file).map((line) => /"seed":(\d)/.exec(line)![1]);
  assert.deepEqual(seeds, ['1', '2', '3', '1', '2', '3'], 'in the order of the experiment');
  const recorded = text(root, 'results/tiny/numbers.jsonl');
  assert.match((await run('--force')).stdout, /tiny\/numbers {2}identical bits \(6 runs\)/);

  const shifted = await assay(['run', 'tiny/numbers', '--force'], root, { ASSAY_TEST_SHIFT: '1e-9' });
  assert.equal(shifted.code, 0);
  assert.match(
    shifted.stdout,
    /tiny\/numbers {2}different \(6 runs; largest relative difference 1\.0e-9, tolerance 0; seed \d, records\[0\]\.x\[\d\]: .* recorded, .* computed\)/,
  );
  assert.equal(text(root, 'results/tiny/numbers.jsonl'), recorded);
  writeFileSync(file, recorded.split('\n').slice(1).join('\n'));
  assert.match((await run('--force')).stdout, /identical bits \(5 of 6 runs\)/);
});

test('figures: computes, checks claims, draws, and says what made each', async () => {
  const root = folder();
  const { code, stdout } = await assay(['figures', 'tiny/numbers'], root);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /Claims\n {2}tiny\/1 {2}reproduced {2}The first entry of seed 1 is one\./);
  const spec = JSON.parse(text(root, 'figures/tiny/numbers.json')) as { data: { y: number[] }[] };
  assert.deepEqual(spec.data[0]!.y, [1, 1 / 2, 1 / 3, 1, 1 / 2, 1 / 3]);
  assert.match(text(root, 'figures/index.html'), /assay figures tiny\/numbers/);
  const quick = await assay(['figures', 'tiny/numbers', '--profile', 'quick'], root);
  assert.equal(quick.code, 0);
  assert.doesNotMatch(quick.stdout, /Claims/);
  assert.ok(readdirSync(join(root, 'figures/quick/tiny')).includes('numbers.json'));
  assert.deepEqual(readdirSync(join(root, '.assay/runs')).sort(), ['paper', 'quick']);
});

test('what is long or lacks its data is drawn from recorded results, with a note; without any it is said', async () => {
  const root = folder();
  const none = await assay(['figures', 'tiny/values'], root);
  assert.equal(none.code, 1);
  assert.match(none.stdout, /tiny\/needy +2 runs {2}skipped: MNIST is not here: .* Run `assay data`/);
  assert.match(
    none.stdout,
    /no results of tiny\/long: computing it takes about 2 min 30 s on 2 cores; to compute it: assay run tiny\/long --long; nothing is recorded/,
  );

  assert.equal((await assay(['run', 'tiny/long', '--long', '--record'], root)).code, 0);
  const older = text(root, 'results/tiny/long.jsonl')
    .replaceAll('tiny/long', 'tiny/needy')
    .replace(/\n.*\n$/, '\n')
    .replaceAll(/\.[0-9a-f]{32}"/g, `.${'0'.repeat(32)}"`);
  writeFileSync(join(root, 'results/tiny/needy.jsonl'), older);
  forget(root);
  const { code, stdout } = await assay(['figures', 'tiny/values'], root);
  assert.equal(code, 0, stdout);
  for (const file of ['figures/tiny/values.json', 'figures/tiny/values.html']) {
    const shown = text(root, file).replaceAll('<br>', ' ');
    assert.match(shown, /Recorded results of tiny\/long:/);
    assert.match(shown, /Recorded results of tiny\/needy \(older code, older settings\):/);
    assert.match(shown, /assay run tiny\/long --long/);
    assert.match(shown, /its data \(mnist\) are not on this machine; to fetch them: assay data/);
  }
  const quick = await assay(['figures', 'tiny/values', '--profile', 'quick'], root);
  assert.match(text(root, 'figures/quick/tiny/values.json'), /older code, older settings, the paper's size/);
  assert.equal(quick.code, 0);
});

test('data says of each data set why it is not here, and the exit code is 1', async () => {
  const root = folder();
  const names = {
    mnist: 'train-labels-idx1-ubyte',
    'fashion-mnist': 't10k-labels-idx1-ubyte',
    'cifar-10': 'test_batch.bin',
  };
  for (const [name, file] of Object.entries(names)) {
    mkdirSync(join(root, 'data', name), { recursive: true });
    writeFileSync(join(root, 'data', name, file), 'not what it should be');
  }
  const { code, stdout } = await assay(['data'], root, { ASSAY_DATA: join(root, 'data') });
  assert.equal(code, 1);
  for (const name of Object.keys(names))
    assert.match(stdout, new RegExp(`^ {2}${name} +missing {2}.*lacks`, 'm'));
});

test('doctor shows every part on one screen', async () => {
  const { code, stdout } = await assay(['doctor'], folder());
  for (const part of ['node', 'kernels', 'engines', 'browser', 'data sets', 'git', 'disk', 'machine'])
    assert.match(stdout, new RegExp(`^ {2}${part} +(good|note|broken) `, 'm'));
  assert.equal(code, 0, stdout);
  assert.ok(stdout.split('\n').length < 40);
});
