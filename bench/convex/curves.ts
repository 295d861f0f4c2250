// Certified gap and test accuracy against seconds for each of our solvers and for back-propagation, on one problem.
import {
  type AnySolver,
  acceleratedAdmm,
  accuracy,
  certifier,
  constantSchedule,
  constantStep,
  interiorPointMethod,
  networkObjective,
  predict,
  randomNetwork,
  rbcd,
  train,
} from '../../src/convex/index.ts';
import { fromRows } from '../../src/linalg/index.ts';
import type { Timing } from '../../src/papers/convex/timings.ts';
import { stream } from '../../src/random/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { faithfulAdmm } from './admmSolver.ts';
import type { Case, Prepared } from './cases.ts';
import { networkAccuracy } from './race.ts';

const SECONDS = 12; // of each solver, certificates not counted
const LONGER = 1.25; // from one point of a curve to the next
const LEAST_GAP = 1e-7;
const RHO = 0.01; // of the faithful ADMM and of block coordinate descent: that of E2, which was the fastest there
const INNER = 1e-4; // mean decrease per inner step at which a u-step of block coordinate descent ends
const adam = { rule: 'adam', learningRate: 0.01, momentum: 0.9, batch: 25, epochs: 400 } as const; // of the grid of `pattern-kinds`

export function curveStudy(
  one: Case,
  { problem, test }: Prepared,
  say: (line: string) => void,
): readonly Timing[] {
  const rows: Timing[] = [];
  const [n, d, P] = [problem.X.rows, problem.X.cols, problem.patterns.active.rows];
  const known = { study: 'curve', name: one.name, n, d, P, version: '', repeat: 1 } as const;
  const squares = problem.X.data.reduce((sum, x) => sum + x * x, 0); // bounds ||X||^2
  const solvers: readonly AnySolver[] = [
    interiorPointMethod,
    acceleratedAdmm,
    faithfulAdmm(RHO),
    rbcd({
      rho: RHO,
      ratio: 1,
      threshold: INNER,
      block: 1,
      schedule: constantSchedule,
      stepRule: constantStep(1 / ((2 + RHO) * squares + RHO)),
      source: stream('bench convex', 'curve'),
    }),
  ];
  const certify = certifier(problem);
  for (const solver of solvers) {
    using arena = new Arena();
    let start = performance.now();
    let { work, state } = solver.init(arena, problem);
    let seconds = (performance.now() - start) / 1000;
    let due = 0;
    let gap = 1;
    try {
      while (seconds < SECONDS && gap > LEAST_GAP) {
        start = performance.now();
        state = solver.step(work, state);
        seconds += (performance.now() - start) / 1000;
        if (seconds < due) continue;
        due = LONGER * seconds;
        const certificate = certify(solver.candidate(work, state));
        gap = certificate.relativeGap;
        const at = { seconds, inside: seconds, gap, objective: certificate.primal };
        rows.push({
          ...known,
          solver: solver.name,
          setting: '',
          ...at,
          accuracy: networkAccuracy(test, certificate.blocks, d),
        });
      }
    } catch (error) {
      say(`  ${solver.name}: ${(error as Error).message}`); // the end of rounding
    }
    say(
      `  ${solver.name}: ${state.iteration} iterations in ${seconds.toFixed(1)} s, gap ${gap.toExponential(1)}`,
    );
  }

  using arena = new Arena();
  const tested = test && fromRows(arena, test.X);
  const source = stream('bench convex', 'adam');
  let [seconds, due] = [0, 0];
  let start = performance.now();
  train(problem, randomNetwork(2 * P, d, 0.1, source.split('weights')), adam, source.split('order'), {
    report: (_, network) => {
      seconds += (performance.now() - start) / 1000;
      if (seconds >= due) {
        due = LONGER * seconds;
        const objective = networkObjective(problem, network);
        const share = tested && test ? accuracy(predict(network, tested), test.y) : Number.NaN;
        rows.push({
          ...known,
          solver: 'Adam',
          setting: String(adam.learningRate),
          seconds,
          inside: seconds,
          gap: Number.NaN,
          objective,
          accuracy: share,
        });
      }
      start = performance.now();
    },
  });
  say(`  Adam: objective ${rows.at(-1)!.objective.toFixed(4)} after ${seconds.toFixed(1)} s`);
  return rows;
}
