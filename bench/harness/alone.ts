// Memory of each contender of a case: a process of its own opens the group, runs one contender once, and says how much its
// peak grew by that. `node bench/harness/alone.ts <group> <label> <contender>` prints megabytes.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Arena } from '../../src/wasm/arena.ts';
import { type GroupName, groups } from '../groups/index.ts';
import { type Case, resultOf } from './contest.ts';
import { memoryTitle } from './lines.ts';
import type { CaseResult } from './results.ts';

const FILE = fileURLToPath(import.meta.url);

/** A case in MB: what each contender takes beyond its program and, of peers in Python, beyond their libraries. */
export function memoryOf(group: GroupName, label: string, one: Case): CaseResult {
  using arena = new Arena();
  const measured = one.contenders(arena).map(({ name }) => {
    const argv = [FILE, group, label, name];
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
    return status === 0
      ? { name, rounds: [Number(stdout)] }
      : { name, rounds: [], note: `memory could not be measured: ${stderr.trim().split('\n').at(-1)}` };
  });
  return resultOf({ name: memoryTitle(one.name), ...(one.size && { size: one.size }), unit: 'MB' }, measured);
}

/** Peak so far of this process, in MB. On Linux `maxRSS` starts with what the parent had, and `VmHWM` does not. */
function ownPeak(): number {
  const status = '/proc/self/status';
  const kibibytes = existsSync(status)
    ? Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))![1])
    : process.resourceUsage().maxRSS;
  return (kibibytes * 1024) / 1e6;
}

if (process.argv[1] === FILE) {
  const [name, label, title] = process.argv.slice(2);
  await using opened = await groups[name as GroupName].open(false);
  using arena = new Arena();
  const { single } = opened.tasks.find((task) => task.label === label)!;
  const loaded = ownPeak();
  const { prepare, run, peak } = single!.contenders(arena).find((contender) => contender.name === title)!;
  const before = (await peak?.()) ?? loaded;
  await prepare?.();
  await run();
  console.log(((await peak?.()) ?? ownPeak()) - before);
  process.exit(0);
}
