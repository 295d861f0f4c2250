import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { verifiedTable } from '../src/cli/verified.ts';
import { assay, ended, folder, linesOf, startAssay, until } from './workbook/fixtures/place.ts';

const text = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');
const VERDICTS = 'results/tiny/verdicts.json';

/** Runs that were computed, as `tiny/numbers 1`. */
const tracing = (root: string) => ({ ASSAY_TEST_TRACE: join(root, 'trace') });

test('a verdict that is not recorded, or another one, is exit code 1, and the difference is shown', async () => {
  const root = folder();
  const verify = (options: string[], shift = '0') =>
    assay(['verify', 'tiny/1', ...options], root, { ASSAY_TEST_SHIFT: shift });
  const first = await verify([]);
  assert.equal(first.code, 1);
  assert.match(first.stdout, /6 runs to compute/);
  assert.match(first.stdout, /tiny\/1: reproduced, but no verdict is recorded/);
  assert.ok(!existsSync(join(root, VERDICTS)));

  assert.equal((await verify(['--record'])).code, 0);
  assert.match(text(root, VERDICTS), /^\{\n"tiny\/1": \{"verdict":"reproduced","parts":\[.*\]\}\n\}\n$/);
  const again = await verify([]);
  assert.equal(again.code, 0);
  assert.match(again.stdout, /nothing to compute/);
  assert.match(again.stdout, /tiny\/1 +The first entry of seed 1 is one\. +6 +reproduced +\d+\.\d s\n/);
  assert.match(again.stdout, / {2}first entry +1 +1 +1 +inside\n/);
  assert.match(again.stdout, /1 claim: 1 reproduced; all as recorded/);

  const shifted = await verify(['--rerun'], '0.5');
  assert.equal(shifted.code, 1);
  assert.match(shifted.stdout, /tiny\/1: not reproduced, recorded: reproduced\n/);
  assert.match(shifted.stdout, /^ {2}first entry: 1\.5 \[1\.5, 1\.5\] of 1 now, 1 \[1, 1\] of 1 recorded$/m);
  assert.match(shifted.stdout, /1 claim: 1 not reproduced; 1 not as recorded/);
  assert.equal((await verify(['--record'])).code, 0);
  assert.match(text(root, VERDICTS), /"not reproduced"/);
});

test('the same verdict from other values is told, and no failure', async () => {
  const root = folder();
  await assay(['verify', 'tiny/4', '--record'], root);
  writeFileSync(join(root, VERDICTS), text(root, VERDICTS).replace('"value":16', '"value":17'));
  const { code, stdout } = await assay(['verify', 'tiny/4'], root);
  assert.equal(code, 0);
  assert.match(
    stdout,
    /tiny\/4: reproduced as recorded, from other values\n {2}runs: 16 .* now, 17 .* recorded/,
  );
});

test('long experiments come from recorded results unless asked for; recording keeps what was not checked', async () => {
  const root = folder();
  const none = await assay(['verify', 'tiny/2'], root);
  assert.equal(none.code, 1);
  assert.match(none.stdout, /no results of tiny\/long: computing it takes about 2 min 30 s/);
  assert.match(none.stdout, /0 claims: none could be checked/);
  const long = await assay(['verify', 'tiny/2', '--long', '--record'], root);
  assert.equal(long.code, 0);
  assert.match(
    long.stdout,
    /tiny\/2 +The mean of what .* three\. +3 +inconclusive .*\n +\(Beyond the paper\.\) +about 4 more runs/,
  );
  assert.match(long.stdout, /mean +<= 3 +2 \[-0\.4841, 4\.484\] +3 +open\n +about 4 more runs\n/);
  assert.equal((await assay(['verify', 'tiny/3', '--record'], root)).code, 0);
  const all = JSON.parse(text(root, VERDICTS)) as Record<string, { verdict: string }>;
  assert.deepEqual(
    Object.entries(all).map(([id, { verdict }]) => [id, verdict]),
    [
      ['tiny/2', 'inconclusive'],
      ['tiny/3', 'not testable'],
    ],
  );
});

test('a claim that is not testable gives its reason and needs no results', async () => {
  const { code, stdout } = await assay(['verify', 'tiny/3', '--recorded', '--record'], folder());
  assert.equal(code, 0);
  assert.match(stdout, /tiny\/3 +It is beautiful\. +not testable\n +a matter of taste\n/);
});

test('--recorded computes nothing', async () => {
  const root = folder();
  const none = await assay(['verify', 'tiny/1', '--recorded'], root, tracing(root));
  assert.equal(none.code, 1);
  assert.match(none.stdout, /no results of tiny\/numbers: nothing is recorded/);
  await assay(['run', 'tiny/numbers', '--record'], root);
  await assay(['verify', 'tiny/1', '--recorded', '--record'], root, tracing(root));
  const { code, stdout } = await assay(['verify', 'tiny/1', '--recorded'], root, tracing(root));
  assert.equal(code, 0);
  assert.doesNotMatch(stdout, /Plan|Recorded results/);
  assert.ok(!existsSync(join(root, 'trace')));

  const file = join(root, 'results/tiny/numbers.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/\.[0-9a-f]{32}"/g, `.${'0'.repeat(32)}"`));
  const older = await assay(['verify', 'tiny/1', '--recorded'], root);
  assert.match(older.stdout, /^Recorded results of tiny\/numbers \(older code\)$/m);
});

test('--json prints JSON and nothing else on the standard output', async () => {
  const root = folder();
  const { code, stdout, stderr } = await assay(['verify', '--json', '--long'], root);
  assert.equal(code, 1);
  assert.match(stderr, /Plan \(paper profile\)[\s\S]*tiny\/numbers: 6 runs started[\s\S]*not as recorded/);
  const { claims, notes, problems } = JSON.parse(stdout);
  assert.deepEqual([notes, problems], [[], []]);
  assert.deepEqual(
    claims.map((claim: { id: string; verdict: string; beyond: boolean; more: unknown; changed: boolean }) => [
      claim.id,
      claim.verdict,
      claim.beyond,
      claim.more,
      claim.changed,
    ]),
    [
      ['tiny/1', 'reproduced', false, null, true],
      ['tiny/2', 'inconclusive', true, { count: 4, unit: 'run' }, true],
      ['tiny/3', 'not testable', false, null, true],
      ['tiny/4', 'reproduced', false, null, true],
    ],
  );
  const [, mean] = claims;
  assert.deepEqual(mean.parts[0].expected, ['-Infinity', 3]);
  assert.equal(mean.runs, 3);
  assert.ok(mean.seconds >= 0);
});

test('--sample computes a share of the runs anew, the same ones for the same seed', async () => {
  const root = folder();
  await assay(['run', 'tiny/numbers', '--record'], root);
  await assay(['verify', 'tiny/1', '--recorded', '--record'], root);
  const traced = async (share: string, seed: string) => {
    writeFileSync(join(root, 'trace'), '');
    const options = ['--sample', share, '--seed', seed, '--jobs', '1'];
    const { code, stdout } = await assay(['verify', 'tiny/1', ...options], root, tracing(root));
    assert.equal(code, 0, stdout);
    assert.match(stdout, /tiny\/numbers {2}identical bits \(\d runs?\)/);
    return linesOf(join(root, 'trace'));
  };
  assert.equal((await traced('100%', '1')).length, 6);
  assert.equal((await traced('1%', '1')).length, 1, 'at least one of each experiment');
  const half = await traced('50%', '1');
  assert.equal(half.length, 3);
  assert.deepEqual(await traced('50%', '1'), half);
  const others: string[][] = [];
  for (const seed of ['2', '3', '4']) others.push(await traced('50%', seed));
  assert.ok(others.some((other) => other.join() !== half.join()));
});

test('--sample fails where a recorded line was altered, and says where', async () => {
  const root = folder();
  await assay(['run', 'tiny/numbers', '--record'], root);
  await assay(['verify', 'tiny/1', '--recorded', '--record'], root);
  const file = join(root, 'results/tiny/numbers.jsonl');
  const lines = linesOf(file);
  lines[4] = lines[4]!.replace('"x":[0.5,', '"x":[0.5000000000000001,');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const { code, stdout } = await assay(['verify', 'tiny/1', '--sample', '100%'], root);
  assert.equal(code, 1);
  assert.match(
    stdout,
    /different \(6 runs; .* seed 2, records\[0\]\.x\[0\]: 0\.5000000000000001 recorded, 0\.5/,
  );
  assert.match(stdout, /tiny\/numbers does not repeat its recorded results/);
  assert.match(stdout, /1 claim: 1 reproduced; all as recorded/);
});

test('--sample fails where no recorded run is one of the present runs', async () => {
  const root = folder();
  await assay(['run', 'tiny/numbers', '--record'], root);
  const file = join(root, 'results/tiny/numbers.jsonl');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replaceAll(/"id":"[0-9a-f]{32}/g, `"id":"${'0'.repeat(32)}`),
  );
  const { code, stdout } = await assay(['verify', 'tiny/1', '--sample', '100%'], root);
  assert.equal(code, 1);
  assert.match(stdout, /tiny\/numbers: none of its runs is recorded/);
});

test('the table shows what was excluded and what is counted', () => {
  const part = { label: 'share', value: 0.5, low: 0.25, high: 0.75, count: 5, interval: '', unit: 'seed' };
  const text = verifiedTable([
    {
      claim: {
        id: 'p/1',
        statement: 'It holds.',
        source: '',
        trust: 'read',
        verdict: 'inconclusive',
        parts: [{ ...part, expected: [1e-4, 0.5], excluded: 3, state: 'open', more: 2 }],
      },
      runs: 125,
      seconds: 90,
      recorded: undefined,
    },
  ]);
  assert.match(stripVTControlCharacters(text), /p\/1 +It holds\. +125 +inconclusive +1 min 30 s\n/);
  assert.match(
    text,
    /share +1e-4 to 0\.5 +0\.5 \[0\.25, 0\.75\] +5 seeds +open\n +3 excluded +about 2 more seeds$/,
  );
});

test('wrong use has exit code 2 and says what is right', async () => {
  const root = folder();
  const wrong: [string[], RegExp][] = [
    [['tiny/9'], /there is no claim "tiny\/9"; the nearest is "tiny\/1"\. There are: tiny, tiny\/1/],
    [['--sample', 'ten'], /a percentage such as 10% is needed/],
    [['--sample', '0%'], /a percentage such as 10% is needed/],
    [['--sample', '10%', '--rerun'], /cannot be used with option '--rerun'/],
    [['--recorded', '--long'], /cannot be used with option '--long'/],
    [['--seed', '3'], /add --sample/],
  ];
  const ends = await Promise.all(wrong.map(([args]) => assay(['verify', ...args], root)));
  for (const [i, { code, stderr }] of ends.entries()) {
    assert.equal(code, 2, stderr);
    assert.match(stderr, wrong[i]![1]);
  }
});

test('Ctrl-C loses no finished run, and the same command goes on', async () => {
  const root = folder();
  const child = startAssay(['verify', 'tiny/4', '--jobs', '1'], root);
  const end = ended(child);
  const file = join(root, '.assay/runs/paper/tiny/slow.jsonl');
  await until(() => linesOf(file).length > 2, 'three runs');
  child.kill('SIGINT');
  const { code, stderr } = await end;
  assert.equal(code, 130);
  assert.match(stderr, /to go on: assay verify tiny\/4 --jobs 1/);
  const kept = linesOf(file).length;
  const { stdout } = await assay(['verify', 'tiny/4', '--record'], root);
  assert.match(stdout, new RegExp(`${16 - kept} runs to compute`));
});
