// Measures a group: its cases one by one, with progress, and the memory of those that ask for it.
import { cpus, loadavg, totalmem } from 'node:os';
import { type GroupName, groups } from '../groups/index.ts';
import { memoryOf } from './alone.ts';
import { growthOf } from './growth.ts';
import type { CaseResult, GroupResult } from './results.ts';

export interface Watch {
  /** Before a case, of which this many are done. */
  readonly before: (label: string, done: number, all: number) => void;
  readonly after: (results: readonly CaseResult[]) => void;
}

export async function measureGroup(name: GroupName, quick: boolean, watch: Watch): Promise<GroupResult> {
  const begun = performance.now();
  const { title, open } = groups[name];
  const cases: CaseResult[] = [];
  await using opened = await open(quick);
  for (const [done, { label, measure, single }] of opened.tasks.entries()) {
    watch.before(label, done, opened.tasks.length);
    const results = [...(await measure())];
    if (single?.memory && !quick) results.push(memoryOf(name, label, single));
    cases.push(...results);
    watch.after(results);
  }
  return {
    title,
    date: new Date().toISOString().slice(0, 10),
    machine: {
      cpu: cpus()[0]?.model.trim() ?? process.arch,
      cores: cpus().length,
      gigabytes: Math.max(1, Math.round(totalmem() / 2 ** 30)),
    },
    versions: { Node: process.version.slice(1), ...opened.versions },
    absent: { ...opened.absent },
    load: loadavg()[0]!,
    seconds: (performance.now() - begun) / 1000,
    cases,
    growth: growthOf(cases),
  };
}
