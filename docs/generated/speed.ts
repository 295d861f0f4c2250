// The table of speed in README.md, from bench/results.json.
import { digits } from '../../bench/harness/duration.ts';
import { memoryTitle, quantity, spread, titleOf } from '../../bench/harness/lines.ts';
import { representative } from '../../bench/harness/representative.ts';
import type { CaseResult, Results } from '../../bench/harness/results.ts';
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

/** One line for each case: our median, and how many times as long each peer takes. */
export function speedTable(results: Results): string {
  const all = Object.values(results.groups);
  const growth = all.flatMap((group) => group.growth);
  const cases = all.flatMap((group) => group.cases);
  const rows = representative(results).map((one) => {
    const [ours, ...others] = one.contestants;
    const found = growth.find(
      ({ case: title, contestant, unit }) =>
        title === one.case && contestant === ours!.name && unit === one.unit,
    );
    const grows = found
      ? `${found.symbol}^${found.exponent.toFixed(2)} ± ${found.standardError.toFixed(2)}`
      : '';
    const time = ours!.median === undefined ? (ours!.note ?? '-') : quantity(ours!.median, one.unit);
    return [titleOf(one), time, grows, others.map(against).join('; '), memoryOf(one, cases)];
  });
  return markdownTable(['case', 'Assay', 'grows as', "a peer's over ours", 'memory, MB'], rows);
}

function memoryOf({ case: title, size }: CaseResult, cases: readonly CaseResult[]): string {
  const found = cases.find(
    (one) => one.unit === 'MB' && one.case === memoryTitle(title) && one.size?.value === size?.value,
  );
  const known = found?.contestants.filter(({ median }) => median !== undefined) ?? [];
  return known.map(({ name, median }) => `${name} ${digits(median!)}`).join('; ');
}

const against = (one: CaseResult['contestants'][number]): string =>
  one.rounds.length > 0 ? `${one.name} ${spread(one)}` : `${one.name} ${one.note}`;
