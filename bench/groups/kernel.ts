// The kernel against tslab and Deno over the wire, in one run and in turns; loops also against plain Node. What they get right is
// another question: bench/kernel/suites.ts.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Case, Contender } from '../harness/contest.ts';
import { type Group, taskOf } from '../harness/group.ts';
import { type Answer, type KernelProcess, startProcess } from '../kernel/client.ts';
import { kernelPeers } from '../kernel/peers.ts';

const CELLS = 50; // before round trips are timed
const LINES = [1000, 3000, 10_000, 30_000, 100_000];
const IDLE = { full: 3000, quick: 500 }; // milliseconds without activity before memory is read
const LIMIT = 300_000; // milliseconds that one cell may take
const SLOW = 2; // rounds of loops in kernels that take seconds for one

const FIRST = 'const one: number = 1;\none + 1';

/** What a loop needs from an earlier cell, and the loop over names of its own in every round. */
const LOOPS: Readonly<Record<string, readonly [before: string, loop: (k: number) => string]>> = {
  'loop over a top-level let, 1e7 steps': [
    '',
    (k) => `let sum${k} = 0;\nfor (let i = 0; i < 1e7; i++) sum${k} += i % 7;\nsum${k}`,
  ],
  'loop over an array of an earlier cell, 1e7 steps': [
    'const xs = Array.from({ length: 1e6 }, (_, i) => i % 10);',
    (k) => `let total${k} = 0;\nfor (let k = 0; k < 10; k++) for (const x of xs) total${k} += x;\ntotal${k}`,
  ],
  'function of an earlier cell, 1e7 calls': [
    'function next(x: number): number {\n  return (x * 5 + 1) % 1024;\n}',
    (k) => `let state${k} = 0;\nfor (let i = 0; i < 1e7; i++) state${k} = next(state${k});\nstate${k}`,
  ],
};

async function ok(kernel: KernelProcess, code: string): Promise<Answer> {
  const answer = await kernel.execute(code, LIMIT);
  if (answer.status !== 'ok') throw new Error(`${code}: ${JSON.stringify(answer.outputs.at(-2)?.content)}`);
  return answer;
}

const keptLines = ({ outputs }: Answer): number =>
  outputs
    .filter(({ type }) => type === 'stream')
    .reduce((sum, { content }) => sum + String(content['text']).split('\n').length - 1, 0);

interface Runnable {
  readonly title: string;
  readonly start: () => Promise<KernelProcess>;
  /** One that stays, started when it is first asked for, after its first cell and 50 more. */
  readonly live: () => Promise<KernelProcess>;
}

function runnable(
  title: string,
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  started: KernelProcess[],
): Runnable {
  const start = () => startProcess(argv, { cwd: tmpdir(), env: { ...process.env, ...env } });
  let running: Promise<KernelProcess> | undefined;
  const warm = async () => {
    const kernel = await start();
    started.push(kernel);
    await ok(kernel, FIRST);
    for (let i = 0; i < CELLS; i++) await ok(kernel, `const v${i} = ${i} + one;\nv${i}`);
    return kernel;
  };
  return { title, start, live: () => (running ??= warm()) };
}

/** A case of one cell in each kernel that stays. */
const cells = (
  kernels: readonly Runnable[],
  one: Pick<Case, 'name' | 'rounds' | 'size'>,
  before: string,
  code: (round: number) => string,
  note?: (answer: Answer) => string | undefined,
  slow = one.rounds,
): Case => ({
  ...one,
  contenders: () =>
    kernels.map(({ title, live }, k): Contender => {
      let [round, last]: [number, Answer | undefined] = [0, undefined];
      return {
        name: title,
        prepare: async () => before !== '' && ok(await live(), before),
        run: async () => {
          last = await ok(await live(), code(round++));
          return last.ms / 1000;
        },
        note: () => note?.(last!),
        ...(k > 0 && { rounds: slow }),
      };
    }),
});

/** The same loop as the body of a module that Node runs in a process of its own. */
function plainNode(before: string, loop: string): Contender {
  const body = loop.split('\n').slice(0, -1).join('\n');
  const code = `${before}\nconst begun = performance.now();\n${body}\nconsole.log(performance.now() - begun);`;
  const argv = ['--input-type=module-typescript', '--eval', code];
  return {
    name: 'plain Node',
    run: () => Number(spawnSync(process.execPath, argv, { encoding: 'utf8' }).stdout) / 1000,
  };
}

function cases(kernels: readonly Runnable[], quick: boolean): Case[] {
  const start: Case = {
    name: 'start to the first answer',
    rounds: quick ? 1 : 5,
    contenders: () =>
      kernels.map(({ title, start }) => ({
        name: title,
        run: async () => {
          const before = performance.now();
          await using kernel = await start();
          await ok(kernel, FIRST);
          return (performance.now() - before) / 1000;
        },
      })),
  };
  const memory = (name: string, read: (kernel: Runnable) => Promise<number>): Case => ({
    name,
    unit: 'MB',
    rounds: 1,
    contenders: () => kernels.map((kernel) => ({ name: kernel.title, run: () => read(kernel) })),
  });
  const loops = Object.entries(LOOPS)
    .slice(0, quick ? 1 : undefined)
    .map(([name, [before, loop]]): Case => {
      const one = cells(kernels, { name, rounds: quick ? 1 : 7 }, before, loop, undefined, quick ? 1 : SLOW);
      return { ...one, contenders: (arena) => [...one.contenders(arena), plainNode(before, loop(0))] };
    });
  return [
    start,
    memory('memory, idle after the first cell', async ({ start }) => {
      await using kernel = await start();
      await ok(kernel, FIRST);
      await sleep(quick ? IDLE.quick : IDLE.full);
      return kernel.memory();
    }),
    cells(kernels, { name: `1 + 1 after ${CELLS} cells`, rounds: quick ? 20 : 100 }, '', () => '1 + 1'),
    ...loops,
    ...(quick ? LINES.slice(1, 3) : LINES).map((lines) =>
      cells(
        kernels,
        { name: 'printed lines', rounds: quick ? 1 : 3, size: { symbol: 'lines', value: lines } },
        '',
        () => `for (let i = 0; i < ${lines}; i++) console.log('line', i);`,
        (answer) => (keptLines(answer) < lines ? `keeps ${keptLines(answer)} of them` : undefined),
      ),
    ),
    memory('memory, idle after all of this', async ({ live }) => {
      await sleep(quick ? IDLE.quick : IDLE.full);
      return (await live()).memory();
    }),
  ];
}

export const kernel: Group = {
  title: 'Jupyter kernel',
  seconds: { full: 100, quick: 40 },
  open: async (quick) => {
    const started: KernelProcess[] = [];
    const peers = kernelPeers();
    const kernels = peers.flatMap(({ title, argv, env }) =>
      typeof argv === 'string' ? [] : [runnable(title.split(' ')[0]!, argv, env, started)],
    );
    const entries = (pick: (peer: (typeof peers)[number]) => [string, string] | undefined) =>
      Object.fromEntries(
        peers.flatMap((peer) => [pick(peer) ?? []].filter((pair) => pair.length > 0)) as [string, string][],
      );
    return {
      tasks: cases(kernels, quick).map(taskOf),
      versions: entries(({ title, argv }) => {
        const [name, version] = title.split(' ');
        return typeof argv === 'string' || version === undefined ? undefined : [name!, version];
      }),
      absent: entries(({ title, argv }) => (typeof argv === 'string' ? [title, argv] : undefined)),
      [Symbol.asyncDispose]: async () => {
        for (const kernel of started) await kernel[Symbol.asyncDispose]();
      },
    };
  },
};
