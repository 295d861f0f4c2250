// The commands, with scripts in the place of Slurm's that write down what they are asked; a real one: test/slurm.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readChunk, readSweep } from '../../src/sweep/sweep.ts';
import { ended, folder, linesOf, start } from '../workbook/fixtures/place.ts';

interface Site {
  readonly root: string;
  readonly assay: (...args: string[]) => ReturnType<typeof ended>;
  /** Calls of sbatch so far, a line each. */
  readonly submissions: () => string[];
  readonly set: (command: string, body: string) => void;
}

/** A folder with a cluster of arrays of three tasks at most, whose queue is empty. */
function site(): Site {
  const root = folder();
  const bin = join(root, 'slurm');
  mkdirSync(bin);
  const set = (command: string, body: string): void => {
    writeFileSync(join(bin, command), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, command), 0o755);
  };
  set('scontrol', 'echo "MaxArraySize            = 3"');
  set('sbatch', `echo "$@" >> ${root}/submissions; echo "$(wc -l < ${root}/submissions);cluster"`);
  set('squeue', ':');
  set('sacct', 'exit 1');
  const assay = (...args: string[]) =>
    ended(start('../../sweep/fixtures/assay.ts', args, root, { PATH: `${bin}:${process.env['PATH']}` }));
  return { root, assay, set, submissions: () => linesOf(join(root, 'submissions')) };
}

const SUBMIT = [
  'run',
  'xor/figure2',
  'xor/exact',
  '--profile',
  'quick',
  '--on',
  'slurm',
  '--runs-per-task',
  '6',
];

test('a submission writes lines, code and script, and one array for each three chunks', async () => {
  const { root, assay, submissions } = site();
  const { code, stdout, stderr } = await assay(...SUBMIT, '--array-width', '4', '--sbatch=--account=physics');
  assert.equal(code, 0, stderr);
  assert.match(stdout, /23 runs in 4 tasks, each about .* or less with 1 core/);
  assert.match(stdout, /Sweep 1 submitted: job 1, job 2; its code and results are in \.assay\/sweeps\/1/);
  const path = join(root, '.assay/sweeps/1');
  assert.deepEqual(submissions(), [
    `--parsable --array=0-2%2 --comment=0 ${path}/job.sh 0`,
    `--parsable --array=0%2 --comment=3 ${path}/job.sh 3`,
  ]);
  const sweep = readSweep(path);
  assert.deepEqual(sweep.arrays, [
    { job: '1', offset: 0 },
    { job: '2', offset: 3 },
  ]);
  const lines = [0, 1, 2, 3].flatMap((k) => readChunk(path, k));
  assert.equal(new Set(lines.map(({ id }) => id)).size, 23);
  assert.match(readFileSync(join(path, 'job.sh'), 'utf8'), /^#SBATCH --account=physics$/m);
  for (const part of ['bin/assay.mjs', 'src/cli.ts', 'package.json', 'build/wasm'])
    assert.ok(existsSync(join(path, 'code', part)), part);
});

test('a dry run prints the script and what would be submitted, and leaves nothing', async () => {
  const { root, assay, submissions } = site();
  const { code, stdout } = await assay(...SUBMIT, '--dry-run', '--mem', '3G');
  assert.equal(code, 0);
  assert.match(stdout, /^#!\/bin\/sh\n(#SBATCH .*\n)*#SBATCH --mem=3G\n/m);
  assert.match(stdout, /^sbatch --array=0-2 --comment=0 .*job\.sh 0\nsbatch --array=0 --comment=3 /m);
  assert.deepEqual(submissions(), []);
  assert.ok(!existsSync(join(root, '.assay/sweeps')));
});

test('runs that wait in another sweep are pointed out, and no longer once they are collected', async () => {
  const { root, assay } = site();
  await assay(...SUBMIT);
  await assay('task', join(root, '.assay/sweeps/1'), '0');
  assert.match(
    (await assay(...SUBMIT, '--dry-run')).stdout,
    / 23 runs of these in sweep 1 already: assay status 1/,
  );
  await assay('collect');
  assert.match((await assay(...SUBMIT, '--dry-run')).stdout, / 17 runs of these in sweep 1 already/);
});

test('what sbatch refuses at once leaves no sweep; what it refuses later is submitted by a retry', async () => {
  const { root, assay, set, submissions } = site();
  set('sbatch', 'echo "sbatch: error: invalid partition specified: shrt" >&2; exit 1');
  const refused = await assay(...SUBMIT, '--partition', 'shrt');
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /assay: sbatch refuses: sbatch: error: invalid partition specified: shrt/);
  assert.deepEqual(readdirSync(join(root, '.assay/sweeps')), []);

  set(
    'sbatch',
    `case "$*" in *comment=3*) echo "error: limit" >&2; exit 1;; esac; echo "$@" >> ${root}/submissions; echo 8`,
  );
  const partly = await assay(...SUBMIT);
  assert.equal(partly.code, 1);
  assert.match(partly.stdout, /Sweep 1 is submitted in part: assay collect 1 --retry submits the rest/);
  set('squeue', 'for k in 0 1 2; do echo "$k|0|PENDING|Priority"; done');
  set('sbatch', `echo "$@" >> ${root}/submissions; echo 9`);
  const retried = await assay('collect', '--retry', '--mem', '9G', '--time', '60');
  assert.equal(retried.code, 1);
  assert.match(
    retried.stdout,
    /^ {2}waiting: 1 run of xor\/figure2 \(seed 1\), 17 runs of xor\/exact \(seeds 1, 2\) in 3 tasks$/m,
  );
  assert.match(retried.stdout, /^ {2}failed: \d runs of .* in 1 task$/m);
  assert.match(submissions().at(-1)!, /--array=0 --comment=3 --time=60 --mem=9G .*job\.sh 3$/);
  assert.deepEqual(
    readSweep(join(root, '.assay/sweeps/1')).arrays.map(({ job }) => job),
    ['8', '9'],
  );
});

test('status tells from results and queue what is done, runs, waits and failed, and why', async () => {
  const { root, assay, set } = site();
  await assay(...SUBMIT);
  const path = join(root, '.assay/sweeps/1');
  assert.equal((await assay('task', path, '0')).code, 0);
  set('squeue', 'echo "1|0|RUNNING|None"; echo "2|0|PENDING|QOSMaxJobs"');
  set('sacct', 'echo "1_0|COMPLETED"; echo "2_0|TIMEOUT"');
  writeFileSync(join(path, 'logs/2_0.log'), 'one\nslurmstepd: error: CANCELLED DUE TO TIME LIMIT\n');
  const { code, stdout } = await assay('status');
  assert.equal(code, 0);
  const total = (column: number) =>
    [...stdout.matchAll(/^ {2}xor\/\S+ +(\d+) +(\d+) +(\d+) +(\d+)$/gm)].reduce(
      (sum, row) => sum + Number(row[column]),
      0,
    );
  assert.deepEqual([1, 2, 3].map(total), [6, 6, 6]);
  assert.equal(total(4), 5, stdout);
  assert.match(stdout, /1 task waiting: QOSMaxJobs/);
  assert.match(
    stdout,
    /task 3 lacks 5 runs: TIMEOUT; slurmstepd: error: CANCELLED DUE TO TIME LIMIT \(.*2_0\.log\)/,
  );
  const collected = await assay('collect', '1');
  assert.match(collected.stdout, /Sweep 1: 6 runs added, 0 there before, 17 missing/);
  assert.equal(linesOf(join(path, 'missing.jsonl')).length, 17);
});

test('where the queue cannot be asked, nothing is taken for failed and nothing is submitted again', async () => {
  const { assay, set, submissions } = site();
  await assay(...SUBMIT);
  set('squeue', 'exit 1');
  assert.match((await assay('status')).stdout, /squeue does not answer here/);
  const before = submissions().length;
  const { code, stderr } = await assay('collect', '--retry');
  assert.equal(code, 1);
  assert.match(stderr, /tasks that wait or run cannot be told from those that failed/);
  assert.equal(submissions().length, before);
});

test('wrong use is said, with exit code 2', async () => {
  const { assay } = site();
  const wrong: [string[], RegExp][] = [
    [['run', '--mem', '3G'], /--mem is for a cluster: add --on slurm/],
    [['run', '--array-width', '3'], /--array-width is for a cluster/],
    [['run', '--on', 'pbs'], /Allowed choices are slurm/],
    [['run', '--on', 'slurm', '--record'], /cannot be used with option '--record'/],
    [['status', 'x'], /an integer from 0 on is needed/],
    [['collect'], /there is no sweep yet/],
    [['collect', '4'], /there is no sweep 4\. There are: none/],
  ];
  for (const [args, message] of wrong) {
    const { code, stderr } = await assay(...args);
    assert.equal(code, 2, `${args}: ${stderr}`);
    assert.match(stderr, message);
  }
  await assay(...SUBMIT);
  const beyond = await assay('task', '.assay/sweeps/1', '4');
  assert.equal(beyond.code, 2);
  assert.match(beyond.stderr, /sweep 1 has the tasks 0 to 3, but not 4/);
  assert.match((await assay('collect', '1', '--mem', '1G')).stderr, /are for --retry/);
});

test('without Slurm a submission says what is lacking and leaves nothing', async () => {
  const root = folder();
  const { code, stderr } = await ended(
    start('../../sweep/fixtures/assay.ts', SUBMIT, root, { PATH: '/nowhere' }),
  );
  assert.equal(code, 1);
  assert.match(stderr, /there is no `sbatch` here/);
  assert.deepEqual(readdirSync(join(root, '.assay/sweeps')), []);
});
