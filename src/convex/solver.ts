// What every solver of the convex program is to the driver: init -> step -> done, and a point for the certificate.
import type { Arena } from '../wasm/arena.ts';
import type { Problem } from './problem.ts';

/** A primal and a dual point, either of which may be poor: the certificate says what they are worth. */
export interface Candidate {
  /** 2P x d row-major, as in `Problem`. */
  readonly blocks: ArrayLike<number>;
  /** Dual direction of the outputs, n: near the (sub)gradient of the loss at F u. */
  readonly q: ArrayLike<number>;
  /** Multipliers of the constraints, 2P x n row-major; where absent, the verifier finds the best ones for q. */
  readonly eta?: ArrayLike<number>;
  /**
   * Robust programs: the worst perturbation of X, n x d row-major, entries up to the radius; where absent, that of the blocks,
   * which is poor where entries of theta vanish. With m_k the multiplier of theta_k, n x d: m_k / q_k, and where that leaves
   * the ball (squared loss, output on its target) sign(q_k) m_k / p_k for p_k = max_j |m_kj| / radius, see `DualPoint`.
   */
  readonly shift?: ArrayLike<number>;
}

/** One line of the iteration table. */
export interface IterationRow {
  readonly iteration: number;
  /** As the solver sees it, before repair. */
  readonly objective: number;
  /** Relative; how far the point is outside the constraints, or its copies apart. */
  readonly primalResidual: number;
  /** Relative; how far the stationarity equation is from holding. */
  readonly dualResidual: number;
  /** Guess of the relative gap, from which the driver decides when a certificate is worth its time. */
  readonly gap: number;
}

/** A solver: `Work` is what stays during a run (factors, scratch), `State` what a step replaces. */
export interface Solver<Work, State extends { readonly iteration: number }> {
  readonly name: string;
  /** Iterations between two rows of the table. */
  readonly every: number;
  /** Errors: `RangeError` for a program that this solver does not solve, `OutOfMemoryError`. */
  readonly init: (arena: Arena, problem: Problem) => { readonly work: Work; readonly state: State };
  /** May overwrite the matrices of the given state. Errors: `NotPositiveDefiniteError`, `NotFiniteError` at the end of rounding. */
  readonly step: (work: Work, state: State) => State;
  readonly monitor: (work: Work, state: State) => IterationRow;
  readonly candidate: (work: Work, state: State) => Candidate;
}

/** A solver of any work and state, as the driver sees it. */
// biome-ignore lint/suspicious/noExplicitAny: both occur as parameter and as result, so only `any` accepts all.
export type AnySolver = Solver<any, any>;

/** How a driver reports and is stopped. */
export interface Options {
  /** Looked at in every iteration. */
  readonly signal?: AbortSignal;
  /** Called now and then with the fraction done, 0..1. */
  readonly progress?: (fraction: number) => void;
  /** Called with each row of the iteration table. */
  readonly report?: (row: IterationRow) => void;
}
