// Speed and memory of our kernel against tslab and Deno, over the wire, in one run; loops also against plain Node.
// `node bench/kernel.ts` prints a table (2 minutes), `--json` the same numbers as JSON. What they get right: bench/kernel/suites.ts.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type KernelProcess, startProcess } from './kernel/client.ts';
import { type KernelPeer, kernelPeers } from './kernel/peers.ts';

const STARTS = 5;
const CELLS = 50;
const ROUND_TRIPS = 100;
const LINES = 100_000;
/** Milliseconds without activity before memory is read; and the longest that a peer may take for one cell. */
const IDLE = 3000;
const LIMIT = 300_000;

/** Code of cells: what a loop needs from an earlier cell, and the loop. */
const LOOPS = {
  'top-level let, 1e7 steps': ['', 'let sum = 0;\nfor (let i = 0; i < 1e7; i++) sum += i % 7;\nsum'],
  'array of an earlier cell, 1e7': [
    'const xs = Array.from({ length: 1e6 }, (_, i) => i % 10);',
    'let total = 0;\nfor (let k = 0; k < 10; k++) for (const x of xs) total += x;\ntotal',
  ],
  'function of an earlier cell, 1e7 calls': [
    'function next(x: number): number {\n  return (x * 5 + 1) % 1024;\n}',
    'let state = 0;\nfor (let i = 0; i < 1e7; i++) state = next(state);\nstate',
  ],
} as const;
type Loop = keyof typeof LOOPS;
const names = Object.keys(LOOPS) as Loop[];

interface Figures {
  readonly title: string;
  /** Milliseconds. */
  readonly start: number;
  readonly roundTrip: number;
  readonly lines: number;
  readonly linesKept: number;
  readonly loops: Readonly<Record<Loop, number>>;
  /** Resident MB, idle, after the first cell and after all. */
  readonly memory: number;
  readonly memoryAfter: number;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

async function ok(kernel: KernelProcess, code: string): Promise<Answer> {
  const answer = await kernel.execute(code, LIMIT);
  if (answer.status !== 'ok') throw new Error(`${code}: ${JSON.stringify(answer.outputs.at(-2)?.content)}`);
  return answer;
}

const keptLines = ({ outputs }: Answer): number =>
  outputs
    .filter(({ type }) => type === 'stream')
    .reduce((sum, { content }) => sum + String(content['text']).split('\n').length - 1, 0);

async function measure(title: string, argv: readonly string[], env: NodeJS.ProcessEnv): Promise<Figures> {
  const start = () => startProcess(argv, { cwd: tmpdir(), env: { ...process.env, ...env } });
  const starts: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const before = performance.now();
    await using kernel = await start();
    await ok(kernel, 'const one: number = 1;\none + 1');
    starts.push(performance.now() - before);
  }
  await using kernel = await start();
  await ok(kernel, 'const one: number = 1;\none + 1');
  await sleep(IDLE);
  const memory = kernel.memory();
  for (let i = 0; i < CELLS; i++) await ok(kernel, `const v${i} = ${i} + one;\nv${i}`);
  const trips: number[] = [];
  for (let i = 0; i < ROUND_TRIPS; i++) trips.push((await ok(kernel, '1 + 1')).ms);
  const roundTrip = median(trips);

  const loops: [Loop, number][] = [];
  for (const name of names) {
    const [before, loop] = LOOPS[name];
    if (before !== '') await ok(kernel, before);
    loops.push([name, (await ok(kernel, loop)).ms - roundTrip]);
  }
  const printed = await ok(kernel, `for (let i = 0; i < ${LINES}; i++) console.log('line', i);`);
  await sleep(IDLE);
  return {
    ...{ title, start: median(starts), roundTrip, lines: printed.ms, linesKept: keptLines(printed) },
    loops: Object.fromEntries(loops) as Record<Loop, number>,
    ...{ memory, memoryAfter: kernel.memory() },
  };
}

/** The same loops as the body of a module that Node runs, each in a process of its own; milliseconds. */
function plainNode(): Readonly<Record<Loop, number>> {
  const entries = names.map((name): [Loop, number] => {
    const [before, loop] = LOOPS[name];
    const body = loop.split('\n').slice(0, -1).join('\n');
    const code = `${before}\nconst begun = performance.now();\n${body}\nconsole.log(performance.now() - begun);`;
    const argv = ['--input-type=module-typescript', '--eval', code];
    return [name, Number(spawnSync(process.execPath, argv, { encoding: 'utf8' }).stdout)];
  });
  return Object.fromEntries(entries) as Record<Loop, number>;
}

async function all(peers: readonly KernelPeer[]): Promise<Figures[]> {
  const figures: Figures[] = [];
  for (const { title, argv, env } of peers) {
    if (typeof argv === 'string') {
      console.error(`${title} ${argv}: left out`);
      continue;
    }
    figures.push(await measure(title, argv, env));
  }
  return figures;
}

function print(figures: readonly Figures[], plain: Readonly<Record<Loop, number>>): void {
  const row = (name: string, cell: (one: Figures) => string, last = ''): void =>
    console.log(`${name.padEnd(42)}${figures.map((one) => cell(one).padEnd(16)).join('')}${last}`.trimEnd());
  const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
  row('', ({ title }) => title, 'plain Node');
  row(`start to first answer, median of ${STARTS}`, ({ start }) => ms(start));
  row(`round trip of 1 + 1 after ${CELLS} cells`, ({ roundTrip }) => ms(roundTrip));
  for (const name of names) row(name, ({ loops }) => ms(loops[name]), ms(plain[name]));
  row(`${LINES} printed lines`, ({ lines }) => ms(lines));
  row('  of them kept', ({ linesKept }) => String(linesKept));
  row('memory, idle after the first cell', ({ memory }) => `${Math.round(memory)} MB`);
  row('memory, idle after all of this', ({ memoryAfter }) => `${Math.round(memoryAfter)} MB`);
}

const figures = await all(kernelPeers());
const plain = plainNode();
if (process.argv.includes('--json')) console.log(JSON.stringify({ figures, plain }, null, 1));
else print(figures, plain);
