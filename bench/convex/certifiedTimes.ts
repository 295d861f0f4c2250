// Solvers to certified gaps in turns: which setting of each reaches which gap, and how long that takes.
import {
  type AnySolver,
  acceleratedAdmm,
  certifier,
  interiorPointMethod,
  type Problem,
  solve,
} from '../../src/convex/index.ts';
import { type Case, type Measured, resultOf } from '../harness/contest.ts';
import type { CaseResult } from '../harness/results.ts';
import type { Peer } from '../peers/peer.ts';
import { lend } from './cases.ts';
import { ladders, modules, type PeerName, titles } from './race.ts';

const ROUNDS = 3;
const SLOW = 2; // seconds: what takes longer runs in one round alone
const ITERATIONS = 100_000; // the budget ends before

export const ours: Record<string, AnySolver> = {
  'Assay, interior point': interiorPointMethod,
  'Assay, accelerated ADMM': acceleratedAdmm,
};

/** One way to solve: of ours the solver and the gap it is asked for, of a peer its tolerance. */
interface Attempt {
  readonly solver: string;
  readonly setting: string;
  readonly run: () => Promise<{ readonly seconds: number; readonly gap: number }>;
}

export function ownAttempt(problem: Problem, solver: string, gap: number, budget: number): Attempt {
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
export async function certifiedTimes(
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
