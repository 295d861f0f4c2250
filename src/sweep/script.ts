// The script that every task of a sweep's job arrays runs.
import { join, resolve } from 'node:path';
import { digest } from '../workbook/index.ts';
import { codeFolder } from './snapshot.ts';

/** What a task asks the cluster for, as sbatch takes it. */
export interface Resources {
  readonly partition?: string;
  readonly time?: string;
  readonly mem?: string;
  /** Further options of sbatch, such as `--account=physics`. */
  readonly sbatch?: readonly string[];
}

export const optionsOf = ({ partition, time, mem, sbatch = [] }: Resources): string[] => [
  ...(partition === undefined ? [] : [`--partition=${partition}`]),
  ...(time === undefined ? [] : [`--time=${time}`]),
  ...(mem === undefined ? [] : [`--mem=${mem}`]),
  ...sbatch,
];

/** Name of the sweep's jobs in the queue: no other folder has it. */
export const jobName = (folder: string, number: number): string =>
  `assay-${number}-${digest(folder).slice(0, 8)}`;

/** Its argument is the chunk of the array's task 0; each task has a core for each of its worker processes. */
export function script(
  folder: string,
  number: number,
  jobs: number,
  resources: Resources,
  { ASSAY_DATA }: NodeJS.ProcessEnv = process.env,
): string {
  const options = [
    `--job-name=${jobName(folder, number)}`,
    '--nodes=1',
    '--ntasks=1',
    `--cpus-per-task=${jobs}`,
    `--output="${join(folder, 'logs').replaceAll('%', '%%')}/%A_%a.log"`,
    '--open-mode=append',
    '--requeue',
    ...optionsOf(resources),
  ];
  const command = [process.execPath, join(codeFolder(folder), 'bin/assay.mjs'), 'task', folder]
    .map(quote)
    .join(' ');
  return [
    '#!/bin/sh',
    ...options.map((option) => `#SBATCH ${option}`),
    ...(ASSAY_DATA ? [`export ASSAY_DATA=${quote(resolve(ASSAY_DATA))}`] : []),
    `exec ${command} "$(($1 + SLURM_ARRAY_TASK_ID))"`,
    '',
  ].join('\n');
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
