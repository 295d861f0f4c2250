// Step sizes of randomized block coordinate descent: the paper's constant one, and the authors' back-tracking (fact
// sheet, sections 6.1 and 6.2).

/** The objective of an inner step along the negative gradient of its block. */
export interface Line {
  /** Objective after a step of this size less the objective before it. Cost: one value of the loss, no products. */
  readonly change: (step: number) => number;
  /** Length of the gradient. */
  readonly slope: number;
}

export interface Step {
  readonly size: number;
  readonly change: number;
  /** First trial of the next step. */
  readonly next: number;
  /** Whether the step passed the rule's test; if not, it was taken for want of a better one. */
  readonly passed: boolean;
}

export interface StepRule {
  /** First trial of the first step. */
  readonly first: number;
  readonly choose: (line: Line, trial: number) => Step;
}

/**
 * gamma_r in every step. Each step lowers the objective by at least gamma_r / 2 times the squared gradient where
 * gamma_r <= 1 / ((2 c + rho) ||X||^2 + rho), c = 1 the largest curvature of both losses. Errors: `RangeError`.
 */
export function constantStep(gamma: number): StepRule {
  if (!(gamma > 0 && gamma < Infinity))
    throw new RangeError(`the step gamma_r is ${gamma}: a finite number > 0 was expected`);
  return {
    first: gamma,
    choose: ({ change }) => ({ size: gamma, change: change(gamma), next: gamma, passed: true }),
  };
}

const DECREASE = 1e-3; // least decrease over the length (not its square) of the step
const LEAST_STEP = 1e-8; // accepted whatever it does
const SHORTER = 2.5;
const NEXT_SHORTER = 1.5; // of the next step's first trial, for every step that was refused
const LEAST_TRIAL = 1e-10;
const NEXT_LONGER = 1.05;

/**
 * Back-tracking from `first` (the authors' alpha_0), which is carried from step to step. No step passes at a gradient
 * shorter than 1e-3, so for more exact u-steps take `constantStep`. Errors: `RangeError`.
 */
export function backtracking(first: number): StepRule {
  if (!(first > 0 && first < Infinity))
    throw new RangeError(`the first step alpha_0 is ${first}: a finite number > 0 was expected`);
  return {
    first,
    choose: ({ change, slope }, trial) => {
      let next = trial;
      for (let size = trial; ; size /= SHORTER) {
        const now = change(size);
        const passed = now <= -DECREASE * size * slope;
        if (passed || size <= LEAST_STEP) return { size, change: now, next: NEXT_LONGER * next, passed };
        next = Math.max(LEAST_TRIAL, next / NEXT_SHORTER);
      }
    },
  };
}
