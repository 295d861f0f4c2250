// Paper 1: seconds of convex training to certified gaps, ours against CVXPY's solvers and scnn on the same samples and patterns.
// Whoever found a point, our certificate judges it; ours pays for its certificates, theirs are free.
import { dataStatus } from '../../src/data/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import {
  gaussian,
  lend,
  MNIST_500,
  type Case as Program,
  prepare,
  cases as programs,
} from '../convex/cases.ts';
import { certifiedTimes, ours, ownAttempt } from '../convex/certifiedTimes.ts';
import { titles } from '../convex/race.ts';
import type { Case } from '../harness/contest.ts';
import type { Group, Opened, Task } from '../harness/group.ts';
import { type Peer, startPeer } from '../peers/peer.ts';

const GAPS = [1e-2, 1e-3, 1e-4, 1e-6];
const GROWTH_GAP = 1e-3;
const BUDGET = { full: 6, quick: 1 }; // seconds of one attempt
const GROWTH_BUDGET = { full: 3, quick: 1 };
const BETA = 0.01;

const FASHION: Program = { ...MNIST_500, name: 'Fashion-MNIST n=500', dataSet: 'fashion-mnist' };

/** The programs of up to 600 samples, each to all gaps. */
async function programTasks(peer: Peer, quick: boolean): Promise<[Task[], Record<string, string>]> {
  const absent: Record<string, string> = {};
  const tasks: Task[] = [];
  const there = new Map((await dataStatus()).map(({ name, available }) => [name, available]));
  const some = [...programs.filter(({ long }) => !long), FASHION];
  for (const one of quick ? some.slice(0, 1) : some) {
    if (one.dataSet && !there.get(one.dataSet)) {
      absent[one.dataSet] = 'not at hand: assay data';
      continue;
    }
    const measure = async () => {
      using arena = new Arena();
      const { problem } = await prepare(arena, one);
      const at = (value: number) => ({ symbol: 'gap', value });
      return await certifiedTimes(one.name, at, problem, peer, GAPS, quick ? BUDGET.quick : BUDGET.full);
    };
    tasks.push({ label: one.name, measure });
  }
  return [tasks, absent];
}

/** Gaussian data, d = 10, to one gap: samples grow with P = 12 patterns, or patterns with n = 100 samples. */
function growthTasks(peer: Peer, quick: boolean): Task[] {
  const of = (
    name: string,
    symbol: string,
    values: readonly number[],
    sizes: (value: number) => [number, number],
  ) =>
    (quick ? values.slice(1, 3) : values).map((value): Task => {
      const [n, P] = sizes(value);
      const measure = async () => {
        using arena = new Arena();
        const { problem } = gaussian(arena, n, 10, P, BETA, 1);
        return await certifiedTimes(
          name,
          () => ({ symbol, value }),
          problem,
          peer,
          [GROWTH_GAP],
          quick ? GROWTH_BUDGET.quick : GROWTH_BUDGET.full,
          quick ? ['CLARABEL'] : ['CLARABEL', 'ECOS', 'SCS'],
        );
      };
      return {
        label: `${name}, ${symbol} = ${value}`,
        measure,
        single: memoryCase(name, symbol, value, n, P),
      };
    });
  return [
    ...of('Gaussian, P = 12, gap 1e-3', 'n', [40, 80, 160, 320, 640], (n) => [n, 12]),
    ...of('Gaussian, n = 100, gap 1e-3', 'P', [5, 10, 20, 40, 80], (P) => [100, P]),
  ];

  function memoryCase(name: string, symbol: string, value: number, n: number, P: number): Case {
    const problem = (arena: Arena) => gaussian(arena, n, 10, P, BETA, 1).problem;
    return {
      name,
      size: { symbol, value },
      rounds: 1,
      memory: symbol === 'n',
      contenders: (arena) => [
        ...Object.keys(ours).map((solver) => ({
          name: solver,
          run: async () =>
            (await ownAttempt(problem(arena), solver, GROWTH_GAP, GROWTH_BUDGET.full).run()).seconds,
        })),
        ...('clarabel' in peer.found
          ? [
              {
                name: titles.CLARABEL,
                run: () =>
                  lend(
                    peer,
                    problem(arena),
                    async (ask) => (await ask('CLARABEL', 1e-6, GROWTH_BUDGET.full)).seconds,
                  ),
                peak: async () => (await peer.ask<{ readonly megabytes: number }>('peak')).megabytes,
              },
            ]
          : []),
      ],
    };
  }
}

export const convex: Group = {
  title: 'Convex training, seconds to a certified gap',
  seconds: { full: 300, quick: 40 },
  open: async (quick): Promise<Opened> => {
    const peer = await startPeer('convex.py', ['numpy', 'cvxpy', 'clarabel', 'scs', 'ecos', 'scnn']);
    const [tasks, absent] = await programTasks(peer, quick);
    return {
      tasks: [...tasks, ...growthTasks(peer, quick)],
      versions: peer.found,
      absent: { ...peer.absent, ...absent },
      [Symbol.asyncDispose]: async () => peer[Symbol.dispose](),
    };
  },
};
