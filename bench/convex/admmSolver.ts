// Algorithm 3.1 as a solver of the common driver: its v, w and the dual point of its multipliers.
import { type Admm, type AdmmState, init, step } from '../../src/convex/admm.ts';
import { monitor } from '../../src/convex/admmTable.ts';
import type { Solver } from '../../src/convex/index.ts';
import { outputs, preactivations } from '../../src/convex/operators.ts';

/** With gamma_a = rho. */
export const faithfulAdmm = (rho: number): Solver<Admm, AdmmState> => ({
  name: 'ADMM (Algorithm 3.1)',
  every: 50,
  init: (arena, problem) => {
    const { admm: work, state } = init(arena, problem, { rho, gamma: rho });
    return { work, state };
  },
  step,
  monitor: (work, state) => {
    const { iteration, objective, primalResidual, dualResidual } = monitor(work, state);
    const gap = (primalResidual + dualResidual) / objective;
    return { iteration, objective, primalResidual, dualResidual, gap };
  },
  candidate: ({ problem, slackWork }, { u, v, nu }) => {
    const { X, y, loss, patterns } = problem;
    const q = new Float64Array(X.rows);
    preactivations(X, u, slackWork);
    outputs(patterns.active, slackWork, q);
    loss.gradient(q, y, q);
    return { blocks: v.data, q, eta: nu.data.map((value) => Math.max(0, -rho * value)) };
  },
});
