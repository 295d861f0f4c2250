// The settings of an experiment as property values: one for each setting, with all values that it takes.
import type { Json } from '../../spec/experiment.ts';
import type { StoredRun } from '../../workbook/index.ts';
import { type Entity, oneOrAll, propertyValue } from './entity.ts';

/** A setting with more values than this is given by their number and range. */
const FEW = 24;

export function settingsOf(experiment: string, runs: readonly StoredRun[]): Entity[] {
  const names = [...new Set(runs.flatMap(({ settings }) => Object.keys(settings)))];
  return names.map((name) =>
    setting(
      `#${experiment}/settings/${name}`,
      name,
      runs.flatMap(({ settings }) => (name in settings ? [settings[name]!] : [])),
    ),
  );
}

export const seedsOf = (experiment: string, seeds: readonly number[]): Entity =>
  setting(`#${experiment}/seeds`, 'seed', seeds);

function setting(id: string, name: string, values: readonly Json[]): Entity {
  const different = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  if (different.length <= FEW) return propertyValue(id, name, oneOrAll(different.map(plain)));
  const numbers = different.filter((value) => typeof value === 'number');
  const range =
    numbers.length === different.length
      ? {
          minValue: numbers.reduce((a, b) => Math.min(a, b)),
          maxValue: numbers.reduce((a, b) => Math.max(a, b)),
        }
      : {};
  return propertyValue(id, name, `${different.length} values`, range);
}

/** Numbers, words and truth values as they are; what JSON-LD would read as an object, or JSON lacks, as text. */
const plain = (value: Json): string | number | boolean =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value))
    ? value
    : typeof value === 'number'
      ? String(value)
      : JSON.stringify(value);
