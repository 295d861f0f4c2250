// The suites of the kernel against other kernels of TypeScript, and what they lose, in one run. `node bench/kernel/suites.ts`
// prints the table (half an hour: other kernels let many checks wait until they time out), `--json` the lines it is made of.
// Deno comes from the npm package into build/peers; a kernel that cannot be had is left out with a line that says so.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSpecs, type Dialect, missing, runSuites, type Told } from '../../test/kernel/suite/specs.ts';
import { type KernelPeer, kernelPeers } from './peers.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SUITES = [
  'public',
  'protocol',
  'wire',
  'typescript',
  'tslab',
  'load',
  'interrupt',
  'memory',
  'figures',
];

interface Peer extends KernelPeer {
  readonly dialect: Dialect;
  readonly suites?: readonly string[];
}

const DIALECTS: readonly Dialect[] = ['assay', 'tslab', 'deno'];
const peers: readonly Peer[] = [
  ...kernelPeers().map((peer, i) => ({ ...peer, dialect: DIALECTS[i]! })),
  {
    title: 'ipykernel',
    dialect: 'python',
    argv: [join(ROOT, '.venv/bin/python'), '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
    env: {},
    suites: SUITES.filter((suite) => suite !== 'typescript' && suite !== 'tslab'),
  },
];

type Figures = Readonly<Record<string, number | string | null>>;

interface Result {
  readonly title: string;
  readonly told: readonly Told[];
  readonly figures: Figures;
}

async function measure({ title, dialect, argv, env, suites = SUITES }: Peer): Promise<Result | undefined> {
  if (typeof argv === 'string') {
    console.error(`${title} ${argv}: left out`);
    return undefined;
  }
  using specs = createSpecs();
  specs.add('bench', argv, { env, interrupt_mode: dialect === 'assay' ? 'message' : 'signal' });
  const told: Told[] = [];
  let figures: Figures = {};
  for await (const line of runSuites(specs, 'bench', dialect, suites)) {
    if (line.suite === 'figures') figures = line as unknown as Figures;
    else {
      told.push(line);
      const { suite, check, ok, error = '' } = line;
      if (!ok) console.error(`${title}: ${suite}: ${check}: ${error.split('\n')[0]!.slice(0, 160)}`);
    }
  }
  console.error(`${title}: ${told.length} checks, ${told.filter(({ ok }) => ok).length} passed`);
  return { title, told, figures };
}

const reason = missing();
if (reason) {
  console.error(`no suites: ${reason}`);
  process.exit(0);
}
const results: Result[] = [];
for (const peer of peers) {
  const result = await measure(peer);
  if (result) results.push(result);
}
if (process.argv.includes('--json')) console.log(JSON.stringify(results, null, 1));
else printTable(results);

function printTable(results: readonly Result[]): void {
  const suite =
    (...names: string[]) =>
    ({ told }: Result): string => {
      const run = told.filter((line) => names.includes(line.suite));
      return run.length === 0 ? '-' : `${run.filter(({ ok }) => ok).length}/${run.length}`;
    };
  const check =
    (text: string) =>
    ({ told }: Result): string => {
      const line = told.find((one) => one.check === text);
      return line === undefined ? '-' : line.ok ? 'works' : 'fails';
    };
  const figure =
    (name: string, unit: string) =>
    ({ figures }: Result): string => {
      const value = figures[name];
      return typeof value === 'number' ? `${value}${unit}` : '-';
    };
  const rows: readonly (readonly [string, (result: Result) => string])[] = [
    ['public suite', suite('public')],
    ['protocol', suite('protocol', 'wire')],
    ['TypeScript behaviour', suite('typescript')],
    ['cells written for tslab', suite('tslab')],
    ['output, load, interrupts', suite('load', 'interrupt', 'memory')],
    ['2000 printed lines through nbclient: kept', figure('lines_kept', '')],
    ['200 queued executes: replies', figure('replies', '')],
    ['stop button in a busy loop', check('an interrupt stops a busy loop')],
    ['stop button in a pending await', check('an interrupt stops a pending await')],
    ['nothing of a stopped cell goes on', check('nothing of an interrupted cell goes on')],
    ['top-level `let` loop, 1e8 steps', figure('loop_s', ' s')],
    ['start to first checked answer', figure('start_s', ' s')],
    ['`1 + 1` round trip after 50 cells', figure('round_trip_ms', ' ms')],
    ['memory after the first cell', figure('memory_mb', ' MB')],
  ];
  const line = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);
  line(['passed / run', ...results.map(({ title }) => title)]);
  line(['---', ...results.map(() => '---')]);
  for (const [name, cell] of rows) line([name, ...results.map(cell)]);
}
