// Settings and seeds of many runs in a form that can be read: what is common to all, what varies, and the seeds of each.
import type { Json, Result, Settings } from '../spec/experiment.ts';
import { encode, type StoredRun } from '../workbook/index.ts';

export interface SettingsOfRuns {
  /** Name and value of what all runs share. */
  readonly common: readonly (readonly [name: string, value: string])[];
  /** Names of what varies. */
  readonly varied: readonly string[];
  /** One for each combination, with its values of `varied`. */
  readonly groups: readonly SettingsGroup[];
}

export interface SettingsGroup {
  readonly values: readonly string[];
  readonly seeds: string;
  readonly runs: number;
  readonly seconds: number;
  readonly mebibytes: number;
}

type Timed = Pick<Result, 'settings' | 'seed'> & {
  readonly provenance: Pick<StoredRun['provenance'], 'seconds' | 'mebibytes'>;
};

export function settingsOfRuns(runs: readonly Timed[]): SettingsOfRuns {
  const bySettings = [...Map.groupBy(runs, ({ settings }) => encode(settings, 'settings')).values()];
  const all: Settings[] = bySettings.map(([first]) => first!.settings);
  const names = [...new Set(all.flatMap(Object.keys))];
  const textOf = (settings: Settings, name: string): string =>
    name in settings ? valueText(settings[name]!) : '';
  const isCommon = (name: string): boolean => new Set(all.map((one) => textOf(one, name))).size === 1;
  const varied = names.filter((name) => !isCommon(name));
  return {
    common: names.filter(isCommon).map((name) => [name, textOf(all[0]!, name)]),
    varied,
    groups: bySettings.map((of, i) => ({
      values: varied.map((name) => textOf(all[i]!, name)),
      seeds: ranges(of.map(({ seed }) => seed)),
      runs: of.length,
      seconds: of.reduce((sum, { provenance }) => sum + provenance.seconds, 0),
      mebibytes: Math.max(...of.map(({ provenance }) => provenance.mebibytes)),
    })),
  };
}

/** `1-20, 31`. */
export function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const n of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs
    .map(([from, to]) => (from === to ? `${from}` : `${from}${to === from + 1 ? ', ' : '–'}${to}`))
    .join(', ');
}

/** Every digit of a number; many integers in a row as a range. */
export function valueText(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (Array.isArray(value)) {
    const isRow =
      value.length > 3 && value.every((entry, i) => Number.isInteger(entry) && entry === value[0] + i);
    return isRow ? `[${value[0]}, ..., ${value.at(-1)}]` : `[${value.map(valueText).join(', ')}]`;
  }
  if (value === null || typeof value === 'boolean') return String(value);
  return `{ ${Object.entries(value)
    .map(([key, entry]) => `${key}: ${valueText(entry)}`)
    .join(', ')} }`;
}
