// The tables of speed in README.md, from bench/results.json.
import { digits } from '../../bench/harness/duration.ts';
import { memoryTitle, quantity, spread, titleOf } from '../../bench/harness/lines.ts';
import { representative } from '../../bench/harness/representative.ts';
import type { CaseResult, GroupResult, Results } from '../../bench/harness/results.ts';
import { duration } from '../../src/workbook/index.ts';
import { markdownTable } from './blocks.ts';

/** Where and when, with which versions, and how busy the machine was: 1 is the bench alone. */
export function benchMachine({ groups }: Results): string {
  const all = Object.values(groups);
  const distinct = (values: readonly string[]): string => [...new Set(values)].join('; ');
  const where = distinct(
    all.map(({ machine: { cpu, cores, gigabytes } }) => `${cpu}, ${cores} cores, ${gigabytes} GB`),
  );
  const skipped = new Set(['OpenBLAS kernel']);
  const versions = new Map(all.flatMap((group) => Object.entries(group.versions)));
  const listed = [...versions]
    .filter(([name]) => !skipped.has(name))
    .map(([name, version]) => `${name} ${version}`);
  const absent = new Map(all.flatMap((group) => Object.entries(group.absent)));
  const without = absent.size === 0 ? '' : ` Left out: ${[...absent.keys()].join(', ')}.`;
  const seconds = all.reduce((sum, group) => sum + group.seconds, 0);
  const loads = all.map(({ load }) => load);
  const [least, most] = [Math.min(...loads).toFixed(1), Math.max(...loads).toFixed(1)];
  const load = least === most ? least : `${least} to ${most}`;
  const dates = distinct(all.map(({ date }) => date));
  return `Measured ${dates} on ${where} (load ${load}), in ${duration(Math.round(seconds))}: ${listed.join(', ')}.${without}`;
}

/** A table for each group, with a line for each case: our median, and how many times as long each peer takes. */
export const speedTables = (results: Results): string =>
  Object.entries(results.groups)
    .map(([name, group]) => {
      const shown = representative({ ...results, groups: { [name]: group } });
      const rows = shown.map((one) => rowOf(one, group));
      const withMemory = rows.some((row) => row.at(-1) !== '');
      const head = ['case', 'Assay', 'grows as', "a peer's over ours", 'memory, MB'];
      const kept = (row: readonly string[]) => (withMemory ? row : row.slice(0, -1));
      return `${group.title}:\n\n${markdownTable(kept(head), rows.map(kept))}`;
    })
    .join('\n\n');

function rowOf(one: CaseResult, { growth, cases }: GroupResult): string[] {
  const [ours, ...others] = one.contestants;
  const found = growth.find(
    ({ case: title, contestant, unit }) =>
      title === one.case && contestant === ours!.name && unit === one.unit,
  );
  const grows = found
    ? `${found.symbol}^${found.exponent.toFixed(2)} ± ${found.standardError.toFixed(2)}`
    : '';
  const time = ours!.median === undefined ? (ours!.note ?? '-') : quantity(ours!.median, one.unit);
  return [titleOf(one), time, grows, against(others), memoryOf(one, cases)];
}

/** Those that were measured one by one, the others together by what became of them. */
function against(others: CaseResult['contestants']): string {
  const measured = others.filter(({ rounds }) => rounds.length > 0);
  const rest = Map.groupBy(
    others.filter(({ rounds }) => rounds.length === 0),
    ({ note = 'not measured' }) => note.split(':')[0]!,
  );
  return [
    ...measured.map((one) => `${one.name} ${spread(one)}`),
    ...[...rest].map(
      ([why, all]) =>
        `${why}: ${all.map(({ name }) => name.replace(/^CVXPY, |, augmented.*$/g, '')).join(', ')}`,
    ),
  ].join('; ');
}

function memoryOf({ case: title, size }: CaseResult, cases: readonly CaseResult[]): string {
  const found = cases.find(
    (one) => one.unit === 'MB' && one.case === memoryTitle(title) && one.size?.value === size?.value,
  );
  const known = found?.contestants.filter(({ median }) => median) ?? [];
  return known.map(({ name, median }) => `${name} ${digits(median!)}`).join('; ');
}
