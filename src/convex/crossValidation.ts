// Choice of beta by cross-validation: the largest one whose held-out score is within a standard error of the best
// (Breiman, Friedman, Olshen, Stone 1984, section 3.4.3).
import { type Stream, stream } from '../random/index.ts';
import { type Assessment, areSigns, assess } from './assess.ts';
import { type FitSettings, fit } from './fit.ts';
import { losses } from './losses.ts';
import { respond } from './predictor.ts';
import { respondUnderAttack } from './respondUnderAttack.ts';
import type { Samples } from './scaling.ts';
import type { Options } from './solver.ts';

export interface Estimate {
  readonly mean: number;
  /** Of the mean over the folds. */
  readonly standardError: number;
}

/** What a beta is worth on samples that it was not trained on. */
export interface Validation {
  readonly beta: number;
  readonly loss: Estimate;
  /** Share of outputs on the side of their label, where there are two classes. */
  readonly accuracy?: Estimate;
}

export interface CrossValidation {
  /** In the order of the grid. */
  readonly rows: readonly Validation[];
  /** With the best mean accuracy, or where there are no classes the least mean loss; the larger of equals. */
  readonly best: number;
  /** The largest beta within one standard error of the best. */
  readonly chosen: number;
  /** Fits that did not reach the goal of the gap. */
  readonly unfinished: number;
}

/**
 * The fold, 0..folds-1, of every sample: at random, and each class of y in equal parts where there are classes. Errors:
 * `RangeError` for a number of folds that is not an integer from 2 to n, or a class of fewer than 2 samples.
 */
export function foldsOf(y: Float64Array, areClasses: boolean, folds: number, source: Stream): Int32Array {
  if (!Number.isInteger(folds) || folds < 2 || folds > y.length)
    throw new RangeError(
      `${folds} folds of ${y.length} samples: an integer from 2 to ${y.length} was expected`,
    );
  const order = source.permutation(y.length);
  const groups = areClasses
    ? [...Map.groupBy(order, (k) => y[k]!)].sort(([a], [b]) => a - b)
    : [[0, [...order]] as const];
  const fold = new Int32Array(y.length);
  let next = 0;
  for (const [label, members] of groups) {
    if (areClasses && members.length < 2)
      throw new RangeError(`the class of target ${label} has one sample: at least 2 are needed for folds`);
    for (const k of members) fold[k] = next++ % folds;
  }
  return fold;
}

/**
 * Held-out loss and accuracy of every beta of a grid over the folds. Scaling and patterns are made anew from the
 * training part of each fold, the patterns equal for all betas. In robust training the scores are those under attack, see
 * `respondUnderAttack`. Cost: grid times folds fits. Errors: as `fit` and
 * `foldsOf`; what the signal was aborted with.
 */
export function crossValidate(
  X: Samples,
  y: Float64Array,
  settings: Omit<FitSettings, 'beta'>,
  grid: readonly number[],
  folds: number,
  { signal, progress }: Options = {},
): CrossValidation {
  if (grid.length === 0) throw new RangeError('the grid has no beta: at least one was expected');
  const loss = losses[settings.loss];
  const fold = foldsOf(
    y,
    loss.labels !== undefined || areSigns(y),
    folds,
    stream('fit', settings.seed, 'folds'),
  );
  const assessed = grid.map((): Assessment[] => []);
  let done = 0;
  let unfinished = 0;
  for (let held = 0; held < folds; held++) {
    const inside = part(X, y, fold, (f) => f !== held);
    const outside = part(X, y, fold, (f) => f === held);
    grid.forEach((beta, i) => {
      const fitted = fit(
        inside.X,
        inside.y,
        { ...settings, beta },
        {
          ...(signal && { signal }),
          progress: (fraction) => progress?.((done + fraction) / (grid.length * folds)),
        },
      );
      signal?.throwIfAborted();
      if (!(fitted.certificate.relativeGap <= settings.gap)) unfinished++;
      const outputs =
        settings.radius > 0
          ? respondUnderAttack(fitted, outside.X, outside.y, loss, settings.radius)
          : respond(fitted, outside.X);
      assessed[i]!.push(assess(outputs, outside.y, loss));
      done++;
    });
  }
  const rows = grid.map((beta, i): Validation => {
    const accuracy = assessed[i]!.flatMap(({ correct, count }) =>
      correct === undefined ? [] : [correct / count],
    );
    return {
      beta,
      loss: estimate(assessed[i]!.map(({ meanLoss }) => meanLoss)),
      ...(accuracy.length === folds && { accuracy: estimate(accuracy) }),
    };
  });
  return { rows, ...choose(rows), unfinished };
}

/** The samples whose fold is kept. */
function part(X: Samples, y: Float64Array, fold: Int32Array, keep: (fold: number) => boolean) {
  const kept = [...fold.keys()].filter((k) => keep(fold[k]!));
  const data = new Float64Array(kept.length * X.cols);
  kept.forEach((k, row) => {
    data.set(X.data.subarray(k * X.cols, (k + 1) * X.cols), row * X.cols);
  });
  return { X: { rows: kept.length, cols: X.cols, data }, y: Float64Array.from(kept, (k) => y[k]!) };
}

function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, standardError: Math.sqrt(squares / (values.length * (values.length - 1))) };
}

function choose(rows: readonly Validation[]) {
  const cost = ({ loss, accuracy }: Validation): Estimate =>
    accuracy ? { ...accuracy, mean: 1 - accuracy.mean } : loss;
  const least = Math.min(...rows.map((row) => cost(row).mean));
  const byBeta = [...rows].sort((a, b) => b.beta - a.beta);
  const best = byBeta.find((row) => cost(row).mean === least)!;
  const limit = least + cost(best).standardError;
  return { best: best.beta, chosen: byBeta.find((row) => cost(row).mean <= limit)!.beta };
}
