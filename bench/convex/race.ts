// Solvers on one problem: time against the certified gap of where they end, by their settings from loose to tight.
import {
  type AnySolver,
  acceleratedAdmm,
  accuracy,
  type Certificate,
  certifier,
  interiorPointMethod,
  predict,
  recover,
  solve,
} from '../../src/convex/index.ts';
import { fromRows } from '../../src/linalg/index.ts';
import type { Timing } from '../../src/papers/convex/timings.ts';
import { Arena } from '../../src/wasm/arena.ts';
import type { Peer } from '../peers/peer.ts';
import { type Case, lend, type Prepared } from './cases.ts';

/** Three settings each, in the order of their accuracy; `undefined`: the defaults. */
export const ladders = {
  CLARABEL: [1e-4, 1e-6, undefined], // 1e-8
  ECOS: [1e-4, 1e-6, undefined], // 1e-8
  SCS: [undefined, 1e-6, 1e-8], // 1e-4
  scnn: [1e-4, undefined, 1e-8], // 1e-6
} as const;
export type PeerName = keyof typeof ladders;

export const modules: Record<PeerName, string> = {
  CLARABEL: 'clarabel',
  ECOS: 'ecos',
  SCS: 'scs',
  scnn: 'scnn',
};
export const titles: Record<PeerName, string> = {
  CLARABEL: 'CVXPY, Clarabel',
  ECOS: 'CVXPY, ECOS',
  SCS: 'CVXPY, SCS',
  scnn: 'scnn, augmented Lagrangian',
};

/** Gaps asked of our solvers, which stop by their own certificate: its time is part of theirs. */
const GAPS = [1e-3, 1e-4, 1e-6];
const ours: Record<string, AnySolver> = {
  'Assay, interior point': interiorPointMethod,
  'Assay, accelerated ADMM': acceleratedAdmm,
};
const ITERATIONS = 100_000; // the budget ends before
const ROUNDS = 3;
const QUICK = 3; // seconds: what takes longer runs once

export const networkAccuracy = (test: Prepared['test'], blocks: ArrayLike<number>, d: number): number => {
  if (test === undefined) return Number.NaN;
  using arena = new Arena();
  return accuracy(predict(recover(Float64Array.from(blocks), d), fromRows(arena, test.X)), test.y);
};

interface Attempt {
  readonly seconds: number;
  /** Without the compilation by CVXPY; default `seconds`. */
  readonly inside?: number | undefined;
  readonly certificate?: Certificate;
  readonly note?: string;
}

/** A solver's attempts with one setting after another, until its budget is spent. */
async function climb<Setting>(
  settings: readonly Setting[],
  budget: number,
  attempt: (setting: Setting, left: number) => Promise<Attempt> | Attempt,
  row: (setting: Setting, repeat: number, attempt: Attempt) => void,
): Promise<string | undefined> {
  let left = budget;
  for (const setting of settings)
    for (let repeat = 0; repeat <= ROUNDS; repeat++) {
      if (left <= 0) return 'budget spent';
      const result = await attempt(setting, left);
      left -= result.seconds;
      if (result.certificate === undefined) return result.note;
      const warmUp = repeat === 0 && result.seconds < QUICK;
      if (!warmUp) row(setting, Math.max(1, repeat), result);
      if (result.seconds >= QUICK) break;
    }
  return undefined;
}

export async function race(
  peer: Peer,
  one: Case,
  { problem, test }: Prepared,
  say: (line: string) => void,
): Promise<readonly Timing[]> {
  const rows: Timing[] = [];
  const [n, d, P] = [problem.X.rows, problem.X.cols, problem.patterns.active.rows];
  const known = { study: 'cases', name: one.name, n, d, P } as const;
  const add =
    (solver: string, version: string) => (setting: number | undefined, repeat: number, made: Attempt) => {
      const { primal, relativeGap, blocks } = made.certificate!;
      const measured = {
        seconds: made.seconds,
        inside: made.inside ?? made.seconds,
        gap: relativeGap,
        objective: primal,
      };
      const told = setting === undefined ? 'default' : String(setting);
      rows.push({
        ...known,
        solver,
        version,
        setting: told,
        repeat,
        ...measured,
        accuracy: networkAccuracy(test, blocks, d),
      });
    };
  for (const [name, solver] of Object.entries(ours)) {
    if (!one.all && solver !== interiorPointMethod) continue;
    const attempt = (gap: number, left: number): Attempt => {
      const end = performance.now() + 1000 * left;
      const signal = {
        get aborted() {
          return performance.now() > end;
        },
      } as AbortSignal;
      const start = performance.now();
      const solution = solve(problem, { gap, iterations: ITERATIONS, solver }, { signal });
      const seconds = (performance.now() - start) / 1000;
      return solution.relativeGap <= gap
        ? { seconds, certificate: solution }
        : { seconds, note: `${solution.status} at a gap of ${solution.relativeGap.toExponential(1)}` };
    };
    const note = await climb(GAPS, one.budget, attempt, add(name, ''));
    if (note) say(`  ${name}: ${note}`);
  }
  const certify = certifier(problem);
  await lend(peer, problem, async (ask) => {
    for (const name of Object.keys(ladders) as PeerName[]) {
      if (!(modules[name] in peer.found) || (!one.all && name !== 'CLARABEL')) continue;
      if (name === 'scnn' && problem.loss.name !== 'squared') continue;
      const attempt = async (tolerance: number | undefined, left: number): Promise<Attempt> => {
        const { seconds, inside, status, candidate, reason } = await ask(name, tolerance, left);
        if (candidate === undefined) return { seconds, note: reason ?? status };
        return { seconds, inside, certificate: certify(candidate) };
      };
      const note = await climb(
        one.all ? ladders[name] : [undefined],
        one.budget,
        attempt,
        add(titles[name], peer.found[modules[name]]!),
      );
      if (note) say(`  ${titles[name]}: ${note}`);
    }
  });
  return rows;
}
