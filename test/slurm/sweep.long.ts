// A sweep of several hundred runs on a real Slurm whose nodes and tasks die, against the same runs on this machine.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { decode } from '../../src/workbook/index.ts';
import { type Cluster, missing, startCluster } from './cluster.ts';

const skip = missing();
const EXPERIMENTS = ['xor/figure1-left', 'xor/figure2'];
const RUNS_PER_TASK = 8;
const LIMIT = 240_000;

/** A copy of this project: a sweep stays below it. */
function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-project-'));
  for (const part of ['package.json', 'bin', 'src', 'build/wasm'])
    cpSync(part, join(folder, part), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

interface Answer {
  readonly code: number;
  readonly text: string;
}

const assayIn =
  (folder: string, env: NodeJS.ProcessEnv) =>
  (...args: string[]): Promise<Answer> => {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const child = spawn(process.execPath, [join(folder, 'bin/assay.mjs'), ...args], { cwd: folder, env });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        text += chunk;
      });
    child.on('close', (code) => resolve({ code: code ?? -1, text }));
    return promise;
  };

async function until(done: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + LIMIT;
  while (!(await done())) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(300);
  }
}

/** All that a store says of its runs but where and when they were computed, in its order. */
const payload = (folder: string, experiment: string): unknown[] =>
  readFileSync(join(folder, `.assay/runs/paper/${experiment}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { provenance: _, ...rest } = decode(line) as { provenance: unknown };
      return rest;
    });

const sum = (text: string, column: number): number =>
  [...text.matchAll(/^ {2}xor\/\S+ +(\d+) +(\d+) +(\d+) +(\d+)$/gm)].reduce(
    (total, row) => total + Number(row[column]),
    0,
  );
const [DONE, RUNNING, WAITING, FAILED] = [1, 2, 3, 4];

test('what comes back from a cluster has the bits of this machine, whatever dies, is requeued or runs twice', {
  skip,
  timeout: 600_000,
}, async (t) => {
  await using cluster: Cluster = await startCluster();
  const [far, near] = [project(), project()];
  t.after(() => {
    for (const folder of [far, near]) rmSync(folder, { recursive: true, force: true });
  });
  const assay = assayIn(far, cluster.env);
  const status = async (): Promise<string> => (await assay('status', '1')).text;
  const queue = (): string[] =>
    cluster.run('squeue', '--noheader', '--array', '--format=%F_%K %T %N').split('\n').filter(Boolean);

  const submitted = await assay(
    ...['run', ...EXPERIMENTS, '--on', 'slurm', '--runs-per-task', String(RUNS_PER_TASK)],
    ...['--array-width', '4', '--mem', '400M', '--partition', 'all', '--sbatch=--nice=0'],
  );
  assert.equal(submitted.code, 0, submitted.text);
  const [, runs, tasks] = /(\d+) runs in (\d+) tasks/.exec(submitted.text)!.map(Number);
  assert.ok(runs! >= 200, submitted.text);
  assert.match(
    submitted.text,
    /Sweep 1 submitted: job \d+, job \d+;/,
    'two arrays, as the limit here is 16 tasks',
  );

  // What is edited from now on is not what the tasks run.
  const edited = join(far, 'src/xor/frozenDescent.ts');
  const source = readFileSync(edited, 'utf8');
  appendFileSync(edited, "\nthrow new Error('edited after the submission');\n");

  await until(async () => sum(await status(), DONE!) >= 20, 'some finished runs');
  await until(async () => {
    for (const pid of cluster.tasksOn('node1')) process.kill(pid, 'SIGKILL');
    return sum(await status(), FAILED!) > 0;
  }, 'a task that was killed before its end');
  await until(() => queue().some((line) => line.endsWith('RUNNING node2')), 'a task on the second node');
  const another = queue()
    .find((line) => line.endsWith('RUNNING node2'))!
    .split(' ')[0]!;
  cluster.run('scontrol', 'requeue', another);
  const early = await assay('collect', '1');
  assert.equal(early.code, 1, early.text);
  const added = Number(/(\d+) runs? added/.exec(early.text)![1]);
  assert.ok(added >= 20, early.text);
  await until(() => cluster.tasksOn('node2').length > 0, 'a task on the second node');
  cluster.kill('node2');
  const sweep = join(far, '.assay/sweeps/1');
  const last = String(tasks! - 1);
  const twice = await assayIn(join(sweep, 'code'), cluster.env)('task', sweep, last); // beside the cluster's own
  assert.equal(twice.code, 0, twice.text);

  await until(
    () => /down/.test(cluster.run('sinfo', '--noheader', '--Node', '--format=%N %T')),
    'a dead node',
  );
  cluster.start('node2');
  await until(() => queue().length === 0, 'an empty queue');

  const after = await status();
  assert.equal(sum(after, RUNNING!) + sum(after, WAITING!), 0, after);
  assert.ok(sum(after, FAILED!) > 0, after);
  assert.equal(sum(after, DONE!) + sum(after, FAILED!), runs, after);
  assert.match(after, /task \d+ lacks \d+ runs?: .*\.log\)/, after);
  if (cluster.accounts) assert.match(after, /task \d+ lacks \d+ runs?: FAILED; /, after);

  const retried = await assay('collect', '1', '--retry', '--time', '9');
  assert.equal(retried.code, 1, retried.text);
  assert.match(retried.text, /failed: \d+ runs? of xor\/\S+ \(seeds? \d+/);
  const [, lacking] = /failed: .* in (\d+) tasks?$/m.exec(retried.text)!;
  assert.match(retried.text, new RegExp(`^${lacking} tasks? submitted again: job \\d+`, 'm'));
  await until(() => queue().length === 0, 'the retried task');
  const complete = await assay('collect');
  assert.equal(complete.code, 0, complete.text);
  assert.match(complete.text, / none missing/);
  assert.match((await assay('collect')).text, new RegExp(`0 runs added, ${runs} there before, none missing`));

  writeFileSync(edited, source);
  assert.match((await assay('run', ...EXPERIMENTS)).text, /nothing to compute/);
  const here = assayIn(near, process.env);
  const local = await here('run', ...EXPERIMENTS);
  assert.equal(local.code, 0, local.text);
  for (const [i, experiment] of EXPERIMENTS.entries()) {
    const order = (one: unknown): string => JSON.stringify(one);
    assert.deepEqual(
      payload(far, experiment).map(order).sort(),
      payload(near, experiment).map(order).sort(),
      experiment,
    );
    const name = `${i}.npz`;
    for (const run of [assay, here]) assert.equal((await run('export', experiment, '--out', name)).code, 0);
    assert.ok(
      readFileSync(join(far, name)).equals(readFileSync(join(near, name))),
      `${experiment}, exported`,
    );
  }
});
