// The bench: ours against every peer, in one run, in turns. See `--help`.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { duration } from '../src/workbook/index.ts';
import { type GroupName, groups } from './groups/index.ts';
import { drawFigures } from './harness/figures.ts';
import { header, linesOf } from './harness/lines.ts';
import { measureGroup, type Watch } from './harness/measure.ts';
import { mergeGroup, readResults } from './harness/results.ts';

const ROOT = join(import.meta.dirname, '..');
const names = Object.keys(groups) as GroupName[];
const usage = `node bench/run.ts [group ...] [--quick] [--json] [--help]

Groups, all without a name:
${names.map((name) => `  ${name.padEnd(12)}${groups[name].title}`).join('\n')}

--quick   fewer sizes and rounds, in 3 minutes, into build/bench/
--json    the results as JSON on standard output instead of a table
Contenders of a case take turns in every round, on one thread each. Each group that is done replaces what bench/results.json has
of it, so that a run that is killed loses the group under way alone; at the end the figures in bench/figures are drawn anew.
\`make docs\` puts the table into README.md. Data sets that are not at hand are left out (\`assay data\`).`;

async function main(): Promise<number> {
  let given: ReturnType<typeof parse>;
  try {
    given = parse();
  } catch (error) {
    return refuse((error as Error).message);
  }
  const { values, positionals } = given;
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const unknown = positionals.filter((name) => !names.some((known) => known === name));
  if (unknown.length > 0) return refuse(`${unknown.join(', ')}: not a group`);
  const chosen = names.filter((name) => positionals.length === 0 || positionals.includes(name));
  await run(chosen, values.quick, values.json);
  return 0;
}

const parse = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });

function refuse(reason: string): number {
  console.error(`${reason}\n${usage}`);
  return 2;
}

async function run(chosen: readonly GroupName[], quick: boolean, json: boolean): Promise<void> {
  const folder = join(ROOT, quick ? 'build/bench' : 'bench');
  const file = join(folder, 'results.json');
  const earlier = readResults(file);
  const expected = (name: GroupName): number =>
    earlier.groups[name]?.seconds ?? groups[name].seconds[quick ? 'quick' : 'full'];
  const say = json ? () => {} : console.log;
  say(header);
  for (const [at, name] of chosen.entries()) {
    const later = chosen.slice(at + 1).reduce((sum, other) => sum + expected(other), 0);
    const begun = performance.now();
    const watch: Watch = {
      before: (label, done, all) => {
        const left = Math.max(0, expected(name) - (performance.now() - begun) / 1000) + later;
        console.error(`${name}, ${done + 1} of ${all}: ${label}; about ${duration(left)} left`);
      },
      after: (results) => {
        for (const line of results.flatMap(linesOf)) say(line);
      },
    };
    const group = await measureGroup(name, quick, watch);
    mergeGroup(file, name, group);
    for (const [peer, why] of Object.entries(group.absent)) say(`without ${peer}: ${why}`);
    for (const { case: title, symbol, unit, contestant, exponent, standardError } of group.growth) {
      const what = unit === 's' ? 'time' : 'memory';
      say(
        `${title}, ${contestant}: ${what} grows as ${symbol}^${exponent.toFixed(2)} (standard error ${standardError.toFixed(2)})`,
      );
    }
    console.error(`${name}: ${duration(group.seconds)}, kept in ${file}`);
  }
  const results = readResults(file);
  if (json)
    console.log(
      JSON.stringify(Object.fromEntries(chosen.map((name) => [name, results.groups[name]])), null, 1),
    );
  await drawFigures(results, join(folder, 'figures'), console.error);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130)); // with all that was started
process.exit(await main());
