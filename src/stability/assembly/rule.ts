// What the descents of all models share: records at the addresses that src/stability/kernel.ts writes, and their rule.

/** Consecutive steps. */
@unmanaged export class Steps {
  count: i32;
  /** Samples of a step. */
  batch: i32;
  /** Their numbers, step by step; 0: every step takes all samples. */
  samples: usize;
  /** What is added to their targets, in the same order; 0: nothing. */
  noise: usize;
  /** Learning rates, one a step where `rateStride` is 8; one for all where it is 0. */
  rates: usize;
  rateStride: usize;
}

@unmanaged export class Rule {
  clip: f64;
  tolerance: f64;
  quietSteps: f64;
  /** Of a step's samples in the running mean of the loss: B / n. */
  weight: f64;
}

@unmanaged export class Position {
  steps: f64;
  loss: f64;
  /** Last clipped step; 0: none. */
  lastClipped: f64;
}

@inline export function sum(v: v128): f64 { return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1); }

/** Enters the mean loss of a step's samples into the running mean. */
@inline export function observe(at: Position, rule: Rule, loss: f64): void {
  at.loss = rule.weight == 1.0 ? loss : at.loss + rule.weight * (loss - at.loss);
}

/** Whether the descent ends here: the loss is not finite, or below the tolerance after enough steps without clipping. */
@inline export function ends(at: Position, rule: Rule): bool {
  if (!(at.loss < Infinity)) return true;
  return at.loss < rule.tolerance && (at.lastClipped == 0.0 || at.steps - at.lastClipped >= rule.quietSteps);
}

/** Whether the length of a gradient is not a finite number: the descent has then diverged, and ends here. */
@inline export function diverges(at: Position, norm: f64): bool {
  if (norm < Infinity) return false;
  at.loss = Infinity;
  return true;
}

/** Counts a step and returns its factor on a gradient of length `norm`. */
@inline export function advance(at: Position, rule: Rule, rate: f64, norm: f64): f64 {
  const steps = at.steps + 1.0;
  at.steps = steps;
  if (!(norm > rule.clip)) return rate;
  at.lastClipped = steps;
  return rate * (rule.clip / norm);
}
