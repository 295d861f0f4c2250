// One experiment as a process run: what ran, on what machine, from what, to what, when, and for how long.
import type { AnyExperiment } from '../../spec/experiment.ts';
import { count, duration, type StoredRun } from '../../workbook/index.ts';
import { dataSet } from './dataSets.ts';
import { type Entity, oneOrAll, propertyValue, ref, refs } from './entity.ts';
import { seedsOf, settingsOf } from './settings.ts';
import { summarize } from './summary.ts';

export const actionId = (experiment: string): string => `#${experiment}`;

export interface Described {
  /** The action, its inputs and its measurements. */
  readonly entities: readonly Entity[];
  /** Of the software that ran, and of the Node.js it ran on. */
  readonly commits: readonly string[];
  readonly nodes: readonly string[];
  /** When it ended. */
  readonly end: string;
}

/** `commitId` names the software at a commit; `results` are the paths of what came out. */
export function describeAction(
  experiment: AnyExperiment,
  runs: readonly StoredRun[],
  {
    agent,
    commitId,
    results,
  }: { agent: string; commitId: (commit: string) => string; results: readonly string[] },
): Described {
  const { id, title, needs = [] } = experiment;
  const summary = summarize(runs);
  const sets = needs.map((name) => dataSet(name, summary.remarks));
  const inputs = [...settingsOf(id, runs), seedsOf(id, summary.seeds)];
  const environment = [
    propertyValue(`#${id}/cpu`, 'processor', oneOrAll(summary.cpus)),
    propertyValue(`#${id}/node`, 'Node.js', oneOrAll(summary.nodes)),
    propertyValue(`#${id}/engine`, 'linear-algebra engine', oneOrAll(summary.engines)),
    propertyValue(`#${id}/code`, 'hash of the code that ran', oneOrAll(summary.code)),
  ];
  const usage = [
    propertyValue(`#${id}/seconds`, 'computing time of all runs, one core each', summary.seconds, {
      unitText: 's',
    }),
    propertyValue(`#${id}/memory`, 'peak resident memory of a worker', summary.mebibytes, {
      unitText: 'MiB',
    }),
  ];
  const action: Entity = {
    '@id': actionId(id),
    '@type': 'CreateAction',
    name: `Experiment ${id}: ${title}`,
    description: `${count(summary.runs, 'run')}, ${duration(summary.seconds)} of computing, on ${summary.cpus.join(' and ')}. To run it: npx assay run ${id} --force --long${summary.remarks.length > 0 ? `. ${summary.remarks.join('. ')}` : ''}`,
    instrument: refs(summary.commits.map(commitId)),
    agent: ref(agent),
    object: refs([...inputs, ...sets.map(([set]) => set!)]),
    result: refs(results),
    startTime: summary.start,
    endTime: summary.end,
    actionStatus: 'http://schema.org/CompletedActionStatus',
    environment: refs(environment),
    resourceUsage: refs(usage),
  };
  return {
    entities: [action, ...inputs, ...sets.flat(), ...environment, ...usage],
    commits: summary.commits,
    nodes: summary.nodes,
    end: summary.end,
  };
}
