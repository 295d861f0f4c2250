import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { script } from '../../src/sweep/script.ts';

test('the shell runs the chunk that array and index name, in folders with any characters', (t) => {
  const folder = join(tmpdir(), `assay's "100%" $HOME sweep ${process.pid}`);
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'code/bin'), { recursive: true });
  symlinkSync(process.execPath, join(folder, 'node'));
  writeFileSync(
    join(folder, 'code/bin/assay.mjs'),
    'console.log(JSON.stringify([process.argv.slice(2), process.env.ASSAY_DATA]));',
  );
  const job = join(folder, 'job.sh');
  writeFileSync(job, script(folder, 3, 1, {}, { ASSAY_DATA: "/data/it's" }));
  const said = execFileSync('sh', [job, '2000'], {
    env: { ...process.env, SLURM_ARRAY_TASK_ID: '17' },
    encoding: 'utf8',
  });
  assert.deepEqual(JSON.parse(said), [['task', folder, '2017'], "/data/it's"]);
});

test('what a task asks for is in the script, further options last, so that they count', () => {
  const text = script('/sweeps/3', 3, 4, {
    ...{ partition: 'short', time: '2:00:00', mem: '4G' },
    sbatch: ['--account=physics', '--mem=5G'],
  });
  for (const option of ['--partition=short', '--time=2:00:00', '--cpus-per-task=4', '--requeue'])
    assert.ok(text.includes(`\n#SBATCH ${option}\n`), option);
  assert.ok(text.indexOf('--mem=5G') > text.indexOf('--mem=4G'));
  assert.ok(text.indexOf('#SBATCH --mem=5G') < text.indexOf('exec '));
});

test('a log file has the sweep, job and task in its name, and a percent sign in the path stays one', () => {
  assert.match(script('/at 100%/3', 3, 1, {}), /^#SBATCH --output="\/at 100%%\/3\/logs\/%A_%a\.log"$/m);
});
