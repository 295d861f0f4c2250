// What SGD and GD share: settings, states, the rule that ends a descent (fact sheet, sections 1 and 7).
import { NotFiniteError } from '../linalg/index.ts';
import { checkTheta, type Problem, trainLoss } from './model.ts';
import type { Schedule } from './schedule.ts';

export interface DescentSettings {
  /** eta: a constant, or a function of the step (`cosineDecay`). */
  readonly learningRate: number | Schedule;
  /** Gradients of a step that are longer (all parameters together) are shortened to this; Infinity: none. */
  readonly clip: number;
  /** The descent has converged when its loss is below this ... */
  readonly tolerance: number;
  /** ... and none of the last `quietSteps` steps was clipped. */
  readonly quietSteps: number;
  /** Ends a descent that does not converge. */
  readonly maxSteps: number;
  /**
   * Deviation of the normal noise on the targets, drawn anew for each sample of each step; none by default. Losses are
   * those of the targets without it.
   */
  readonly labelNoise?: number;
}

export interface Position {
  readonly theta: Float64Array;
  /** Steps done. */
  readonly steps: number;
  /** GD: L(theta) before the last step. SGD: running mean of e_i^2 / 2 over about n samples. */
  readonly loss: number;
  /** Number of the last clipped step, counted from 1; 0: none was. */
  readonly lastClipped: number;
}

/** `diverged`: the loss, or the length of a gradient, is NaN or infinite; the loss is then not finite. */
export type DescentStatus = 'running' | 'converged' | 'step limit' | 'diverged';

export interface DescentState extends Position {
  readonly status: DescentStatus;
}

/** Both functions leave old states as they are, and the same state gives the same bits in one call or in many. */
export interface Descent {
  /** Errors: `ShapeError`, `NotFiniteError`. */
  readonly init: (theta: Float64Array) => DescentState;
  /**
   * At most `count` steps on, fewer if the descent ends; a state that is done stays. Other rules to stop look at the states
   * between calls. Errors: `RangeError`.
   */
  readonly step: (state: DescentState, count: number) => DescentState;
}

export const done = ({ status }: DescentState): boolean => status !== 'running';

/** Whether a descent ends at this position. */
export const ends = (
  { steps, loss, lastClipped }: Omit<Position, 'theta'>,
  { tolerance, quietSteps }: DescentSettings,
): boolean =>
  !(loss < Infinity) || (loss < tolerance && (lastClipped === 0 || steps - lastClipped >= quietSteps));

export function start(problem: Problem, theta: Float64Array): DescentState {
  checkTheta(problem.model, theta);
  const odd = theta.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) throw new NotFiniteError(`entry ${odd} of theta is ${theta[odd]}`, odd);
  const loss = trainLoss(problem, theta);
  return {
    status: loss < Infinity ? 'running' : 'diverged',
    theta: theta.slice(),
    steps: 0,
    loss,
    lastClipped: 0,
  };
}

/** The state after loops that were to reach step `target`. */
export function arrive(position: Position, target: number, { maxSteps }: DescentSettings): DescentState {
  const { theta, steps, loss, lastClipped } = position;
  const status = !(loss < Infinity)
    ? 'diverged'
    : steps < target
      ? 'converged'
      : steps === maxSteps
        ? 'step limit'
        : 'running';
  return { status, theta, steps, loss, lastClipped };
}

/** Step at which `count` further steps end. Errors: `RangeError`. */
export function targetOf({ steps }: DescentState, count: number, { maxSteps }: DescentSettings): number {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`${count} steps were asked for: an integer >= 1 was expected`);
  return Math.min(steps + count, maxSteps);
}

/** Errors: `RangeError`. */
export function checkSettings(settings: DescentSettings): void {
  const { learningRate, clip, tolerance, quietSteps, maxSteps, labelNoise = 0 } = settings;
  if (typeof learningRate !== 'function' && !(learningRate > 0 && learningRate < Infinity))
    throw new RangeError(
      `learningRate is ${learningRate}: a finite number > 0 or a function of the step was expected`,
    );
  if (!(clip > 0))
    throw new RangeError(`clip is ${clip}: a number > 0 was expected (Infinity for no clipping)`);
  if (!(tolerance >= 0)) throw new RangeError(`tolerance is ${tolerance}: a number >= 0 was expected`);
  if (!Number.isInteger(quietSteps) || quietSteps < 0)
    throw new RangeError(`quietSteps is ${quietSteps}: an integer >= 0 was expected`);
  if (!Number.isSafeInteger(maxSteps) || maxSteps < 1)
    throw new RangeError(`maxSteps is ${maxSteps}: an integer >= 1 was expected`);
  if (!(labelNoise >= 0 && labelNoise < Infinity))
    throw new RangeError(`labelNoise is ${labelNoise}: a finite number >= 0 was expected`);
}
