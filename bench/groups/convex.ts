// Paper 1: seconds of convex training to certified gaps, ours against CVXPY's solvers and scnn on the same samples and patterns.
// Whoever found a point, our certificate judges it; ours pays for its certificates, theirs are free.
import {
  type AnySolver,
  acceleratedAdmm,
  certifier,
  interiorPointMethod,
  type Problem,
  solve,
} from '../../src/convex/index.ts';
import { loadBinaryTask } from '../../src/data/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import {
  gaussian,
  lend,
  MNIST_500,
  type Case as Program,
  prepare,
  cases as programs,
} from '../convex/cases.ts';
import { ladders, modules, type PeerName, titles } from '../convex/race.ts';
import { type Case, type Measured, resultOf } from '../harness/contest.ts';
import type { Group, Opened, Task } from '../harness/group.ts';
import type { CaseResult } from '../harness/results.ts';
import { type Peer, startPeer } from '../peers/peer.ts';

const GAPS = [1e-2, 1e-3, 1e-4, 1e-6];
const GROWTH_GAP = 1e-3;
const ROUNDS = 3;
const SLOW = 1; // second: what takes longer runs in one round alone
const BUDGET = { full: 6, quick: 1 }; // seconds of one attempt
const GROWTH_BUDGET = { full: 3, quick: 1 };
const BETA = 0.01;
const ITERATIONS = 100_000; // the budget ends before

const ours: Record<string, AnySolver> = {
  'Assay, interior point': interiorPointMethod,
  'Assay, accelerated ADMM': acceleratedAdmm,
};

/** One way to solve: of ours the solver and the gap it is asked for, of a peer its tolerance. */
interface Attempt {
  readonly solver: string;
  readonly setting: string;
  readonly run: () => Promise<{ readonly seconds: number; readonly gap: number }>;
}

function ownAttempt(problem: Problem, solver: string, gap: number, budget: number): Attempt {
  const run = async () => {
    const start = performance.now();
    const signal = {
      get aborted() {
        return performance.now() - start > 1000 * budget;
      },
    } as AbortSignal;
    const { relativeGap } = solve(
      problem,
      { gap, iterations: ITERATIONS, solver: ours[solver]! },
      { signal },
    );
    return { seconds: (performance.now() - start) / 1000, gap: relativeGap };
  };
  return { solver, setting: gap.toExponential(0), run };
}

interface Tried extends Attempt {
  readonly gap: number;
  readonly rounds: number[];
}

/** One untimed round says which attempts reach what; those that the gaps need then take turns. */
async function race(
  title: string,
  size: (gap: number) => NonNullable<Case['size']>,
  problem: Problem,
  peer: Peer,
  gaps: readonly number[],
  budget: number,
  peers = Object.keys(ladders) as readonly PeerName[],
): Promise<CaseResult[]> {
  const solvers = [...Object.keys(ours)];
  const tried: Tried[] = [];
  const least = new Map<string, number>();
  /** Attempts from loose to tight, until one takes too long. */
  const climb = async (attempts: readonly Attempt[]) => {
    for (const attempt of attempts) {
      const { seconds, gap } = await attempt.run();
      least.set(attempt.solver, Math.min(gap, least.get(attempt.solver) ?? Number.POSITIVE_INFINITY));
      if (gap <= gaps[0]!) tried.push({ ...attempt, gap, rounds: seconds > SLOW ? [seconds] : [] });
      if (seconds >= budget || gap <= gaps.at(-1)!) return;
    }
  };
  for (const solver of Object.keys(ours))
    await climb(gaps.map((gap) => ownAttempt(problem, solver, gap, budget)));
  const certify = certifier(problem);
  await lend(peer, problem, async (ask) => {
    for (const name of peers) {
      if (!(modules[name] in peer.found) || (name === 'scnn' && problem.loss.name !== 'squared')) continue;
      solvers.push(titles[name]);
      const attempts = ladders[name].map((tolerance): Attempt => {
        const run = async () => {
          const { seconds, candidate } = await ask(name, tolerance, budget);
          const gap = candidate === undefined ? Number.POSITIVE_INFINITY : certify(candidate).relativeGap;
          return { seconds: candidate === undefined ? budget : seconds, gap };
        };
        return {
          solver: titles[name],
          setting: tolerance === undefined ? 'default' : String(tolerance),
          run,
        };
      });
      await climb(attempts);
    }
    const needed = new Set(
      gaps.flatMap((gap) => solvers.flatMap((solver) => loosest(tried, solver, gap) ?? [])),
    );
    for (let round = 0; round < ROUNDS; round++)
      for (const attempt of needed)
        if (round === 0 || (attempt.rounds[0] ?? 0) <= SLOW) {
          if (round === 0 && attempt.rounds.length > 0) continue; // the first attempt of a slow one counts
          attempt.rounds.push((await attempt.run()).seconds);
        }
  });
  return gaps.map((gap) => {
    const measured = solvers.map((name): Measured => {
      const found = loosest(tried, name, gap);
      if (found) return { name, rounds: found.rounds, note: `setting ${found.setting}` };
      const reached = least.get(name) ?? Number.POSITIVE_INFINITY;
      const what = Number.isFinite(reached) ? `least gap ${reached.toExponential(0)}` : 'no point';
      return { name, rounds: [], note: `not within ${budget} s: ${what}` };
    });
    return resultOf({ name: title, size: size(gap) }, fastestFirst(measured));
  });
}

/** The first setting of a solver whose point is certified to the gap. */
const loosest = (tried: readonly Tried[], solver: string, gap: number): Tried | undefined =>
  tried.find((attempt) => attempt.solver === solver && attempt.gap <= gap);

/** Ratios are to the faster one of our two solvers in the first round. */
function fastestFirst([a, b, ...peers]: readonly Measured[]): Measured[] {
  const first = (one: Measured) => one.rounds[0] ?? Number.POSITIVE_INFINITY;
  return first(b!) < first(a!) ? [b!, a!, ...peers] : [a!, b!, ...peers];
}

const FASHION: Program = { ...MNIST_500, name: 'Fashion-MNIST n=500', dataSet: 'fashion-mnist' };

/** The programs of up to 600 samples, each to all gaps. */
async function programTasks(peer: Peer, quick: boolean): Promise<[Task[], Record<string, string>]> {
  const absent: Record<string, string> = {};
  const tasks: Task[] = [];
  const some = [...programs.filter(({ long }) => !long), FASHION];
  for (const one of quick ? some.slice(0, 1) : some) {
    const data =
      one.dataSet && (await loadBinaryTask(one.dataSet, { count: 1 }).catch((error: Error) => error));
    if (data instanceof Error) {
      absent[one.dataSet!] = 'not at hand: assay data';
      continue;
    }
    const measure = async () => {
      using arena = new Arena();
      const { problem } = await prepare(arena, one);
      const at = (value: number) => ({ symbol: 'gap', value });
      return await race(one.name, at, problem, peer, GAPS, quick ? BUDGET.quick : BUDGET.full);
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
        return await race(
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
