// Seconds of an iteration, and of a solve, as n, d and P grow, on Gaussian data.
import {
  type AnySolver,
  acceleratedAdmm,
  certifier,
  interiorPointMethod,
  type Problem,
  solve,
} from '../../src/convex/index.ts';
import type { Timing } from '../../src/papers/convex/timings.ts';
import { quantile } from '../../src/stats/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import type { Peer } from '../peers/peer.ts';
import { faithfulAdmm } from './admmSolver.ts';
import { gaussian, lend } from './cases.ts';
import { modules, type PeerName, titles } from './race.ts';

const BETA = 0.01;
const REPEATS = 5; // seeds: slopes get an interval by Student's t
const WARM_UP = 3; // iterations
const COMPILING = 30; // rounds of the smallest problem before the first that counts
const ITERATIONS = 9; // of which the median counts
const RHO = 0.01; // of the faithful ADMM: that of E2, which was the fastest there

/** Sizes (n, d, P) of each axis: one grows, or P with n at n / 4 as the sampling bound has it, with d fixed. */
const axes: Record<string, readonly (readonly [n: number, d: number, P: number])[]> = {
  'n and P': [80, 160, 320, 640].map((n) => [n, 10, n / 4]),
  n: [100, 200, 400, 800].map((n) => [n, 10, 25]),
  d: [10, 20, 40, 80].map((d) => [200, d, 10]),
  P: [10, 20, 40, 80].map((P) => [200, 20, P]),
};
const SIZES = [40, 80, 160, 320].map((n) => [n, 10, n / 4] as const); // of solves
const GAP = 1e-3;
const TOLERANCES = [1e-4, 1e-6]; // of CVXPY's solvers: at the first not every point is certified to the gap
const LIMIT = 5; // seconds of a solve: what takes longer is left out, and so are larger sizes

const methods: readonly AnySolver[] = [faithfulAdmm(RHO), acceleratedAdmm, interiorPointMethod];
const blank = { version: '', gap: Number.NaN, objective: Number.NaN, accuracy: Number.NaN };

/** Median seconds of some iterations after a warm-up; the factors before them are not counted. */
function iterationTime(problem: Problem, solver: AnySolver): number {
  using arena = new Arena();
  let { work, state } = solver.init(arena, problem);
  const seconds: number[] = [];
  for (let k = 0; k < WARM_UP + ITERATIONS; k++) {
    const start = performance.now();
    state = solver.step(work, state);
    if (k >= WARM_UP) seconds.push((performance.now() - start) / 1000);
  }
  return quantile(seconds, 0.5);
}

export function iterationStudy(say: (line: string) => void): readonly Timing[] {
  const rows: Timing[] = [];
  const [first] = Object.values(axes)[0]!;
  for (let round = 0; round < COMPILING; round++) {
    using arena = new Arena();
    const { problem } = gaussian(arena, ...first!, BETA, 1);
    for (const solver of methods) iterationTime(problem, solver);
  }
  for (const [name, sizes] of Object.entries(axes))
    for (const [n, d, P] of sizes) {
      for (let repeat = 1; repeat <= REPEATS; repeat++) {
        using arena = new Arena();
        const { problem } = gaussian(arena, n, d, P, BETA, repeat);
        for (const solver of methods) {
          const seconds = iterationTime(problem, solver);
          const size = { n, d, P: problem.patterns.active.rows };
          rows.push({
            study: 'iteration',
            name,
            ...size,
            solver: solver.name,
            setting: '',
            repeat,
            seconds,
            inside: seconds,
            ...blank,
          });
        }
      }
      const last = rows.slice(-methods.length * REPEATS);
      const best = methods.map((solver) => {
        const times = last.filter((row) => row.solver === solver.name).map((row) => row.seconds);
        return `${solver.name} ${(1000 * quantile(times, 0.5)).toFixed(3)} ms`;
      });
      say(`an iteration, ${name} grow: n=${n} d=${d} P=${P}: ${best.join(', ')}`);
    }
  return rows;
}

const REPEATED_SOLVES = 3;

/** Solves to a certified gap of 1e-3, ours and CVXPY's (at each of two tolerances: the fastest that is certified counts). */
export async function sizeStudy(peer: Peer, say: (line: string) => void): Promise<readonly Timing[]> {
  const rows: Timing[] = [];
  const out = new Set<string>();
  const peers = (['CLARABEL', 'ECOS', 'SCS'] as const satisfies readonly PeerName[]).filter(
    (name) => modules[name] in peer.found,
  );
  for (const [n, d, P] of SIZES)
    for (let repeat = 0; repeat <= REPEATED_SOLVES; repeat++) {
      using arena = new Arena();
      const { problem } = gaussian(arena, n, d, P, BETA, Math.max(1, repeat));
      const add = (
        solver: string,
        version: string,
        setting: string,
        seconds: number,
        inside: number,
        point: { primal: number; relativeGap: number },
      ) => {
        const { primal: objective, relativeGap: gap } = point;
        if (seconds > LIMIT) out.add(`${solver} ${setting}`);
        if (repeat > 0)
          rows.push({
            study: 'size',
            name: 'n and P',
            n,
            d,
            P: problem.patterns.active.rows,
            solver,
            version,
            setting,
            repeat,
            seconds,
            inside,
            gap,
            objective,
            accuracy: Number.NaN,
          });
      };
      for (const solver of methods) {
        if (out.has(`${solver.name} ${GAP}`)) continue;
        const start = performance.now();
        const signal = {
          get aborted() {
            return performance.now() - start > 1000 * LIMIT;
          },
        } as AbortSignal;
        const solution = solve(problem, { gap: GAP, iterations: 1_000_000, solver }, { signal });
        const seconds = (performance.now() - start) / 1000;
        add(solver.name, '', String(GAP), seconds, seconds, solution);
      }
      const certify = certifier(problem);
      await lend(peer, problem, async (ask) => {
        for (const name of peers)
          for (const tolerance of TOLERANCES) {
            const [solver, setting] = [titles[name], String(tolerance)];
            if (out.has(`${solver} ${setting}`)) continue;
            const answer = await ask(name, tolerance, LIMIT);
            const { seconds, inside = seconds, candidate } = answer;
            if (candidate === undefined) out.add(`${solver} ${setting}`);
            else add(solver, peer.found[modules[name]]!, setting, seconds, inside, certify(candidate));
          }
      });
      if (repeat === REPEATED_SOLVES)
        say(`solves, n=${n} d=${d} P=${P}; left out from here on: ${[...out].join(', ') || 'none'}`);
    }
  return rows;
}
