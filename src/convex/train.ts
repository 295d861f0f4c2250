// Back-propagation on (NC): gradient descent, mini-batch SGD with momentum, Adam; and the same on perturbed samples
// (fact sheet, sections 7 and 8).
import { ShapeError, zeros } from '../linalg/index.ts';
import type { Stream } from '../random/index.ts';
import { Arena } from '../wasm/arena.ts';
import {
  type Block,
  backward,
  blocksOf,
  forward,
  loadWeights,
  rowsOf,
  storeWeights,
  type Weights,
  weightOf,
  zeroWeights,
} from './backprop.ts';
import { kernels } from './kernels.ts';
import { type Network, networkObjective } from './network.ts';
import { type Ascent, type Perturbation, perturb } from './perturb.ts';
import type { NetworkProblem } from './problem.ts';
import { adam, heavyBall, type Rule } from './rules.ts';
import type { Options } from './solver.ts';

export interface TrainSettings {
  readonly rule: 'momentum' | 'adam';
  /** Of the first step; it falls linearly to 0. */
  readonly learningRate: number;
  /** Share of the last step that is added to the next, 0..1; of Adam the decay of the mean gradient, below 1. */
  readonly momentum: number;
  /** Samples per step; from n on all of them. */
  readonly batch: number;
  /** Passes over the samples, each in a new random order. */
  readonly epochs: number;
  /** Every step sees its samples after this ascent; default: as they are. */
  readonly ascent?: Ascent;
}

export interface Trained {
  readonly network: Network;
  /** (NC) of the network on the samples as they are; infinite where it diverged. */
  readonly objective: number;
  /** `diverged`: an output was not finite, and the network is what was left then. `aborted` by the signal. */
  readonly status: 'finished' | 'diverged' | 'aborted';
  readonly steps: number;
}

export interface TrainOptions extends Pick<Options, 'progress' | 'signal'> {
  /** Called after every epoch, from 1 on, with a copy of the network. */
  readonly report?: (epoch: number, network: Network) => void;
}

/** A network of `width` neurons with independent normal weights of the given standard deviation. */
export const randomNetwork = (width: number, d: number, deviation: number, source: Stream): Network => ({
  hidden: source.fillNormal(new Float64Array(width * d), 0, deviation),
  output: source.fillNormal(new Float64Array(width), 0, deviation),
  d,
});

/**
 * Trains a copy of `start`; `order` draws the order of the samples where a step takes a part of them. The signal is
 * looked at in every block of at most 256 samples. Cost: 4 n m d flops per epoch, and as much again per step of the
 * ascent; memory beside X: a batch of samples, and 2 (momentum) or 4 (Adam) times the weights. Errors: `RangeError`,
 * `ShapeError`, `OutOfMemoryError`.
 */
export function train(
  problem: NetworkProblem,
  start: Network,
  settings: TrainSettings,
  order: Stream,
  { progress, signal, report }: TrainOptions = {},
): Trained {
  const { X, beta } = problem;
  if (X.cols !== start.d)
    throw new ShapeError(`X has ${X.cols} features but the network was trained on ${start.d}`);
  check(settings, start.d);
  using arena = new Arena();
  const weights = zeroWeights(arena, start.output.length, start.d);
  loadWeights(weights, start);
  const rule = (settings.rule === 'adam' ? adam : heavyBall)(arena, weights, settings.momentum);
  const batches = batchesOf(arena, problem, weights, settings);
  const total = settings.epochs * batches.perEpoch;
  let steps = 0;
  const ended = (status: Trained['status']): Trained => {
    const network = storeWeights(weights);
    const objective = status === 'diverged' ? Infinity : networkObjective(problem, network);
    return { network, objective, status: Number.isFinite(objective) ? status : 'diverged', steps };
  };
  for (let epoch = 1; epoch <= settings.epochs; epoch++) {
    batches.shuffle(order);
    for (let place = 0; place < batches.perEpoch; place++) {
      const rate = settings.learningRate * (1 - steps / total);
      const blocks = batches.take(place);
      const status = accumulate(weights, blocks, rule, rate, problem, settings.ascent, signal);
      if (status !== undefined) return ended(status);
      rule.move(rate, beta);
      steps++;
      progress?.(steps / total);
    }
    report?.(epoch, storeWeights(weights));
  }
  return ended('finished');
}

interface Prepared {
  readonly block: Block;
  readonly perturbation?: Perturbation;
}

/** Adds up the gradient of a step; says why where it could not. */
function accumulate(
  weights: Weights,
  blocks: readonly Prepared[],
  rule: Rule,
  rate: number,
  { X, loss }: NetworkProblem,
  ascent: Ascent | undefined,
  signal: AbortSignal | undefined,
): 'diverged' | 'aborted' | undefined {
  const batch = blocks.reduce((sum, { block }) => sum + block.y.length, 0);
  let keep = rule.keep;
  for (const { block: clean, perturbation } of blocks) {
    let block = clean;
    if (perturbation && ascent) {
      block = perturbation.block;
      block.X.data.set(clean.X.data);
      for (let step = 0; step < ascent.steps; step++) {
        if (signal?.aborted) return 'aborted';
        if (!perturb(weights, perturbation, loss, ascent)) return 'diverged';
      }
    }
    if (signal?.aborted) return 'aborted';
    if (!forward(weights, block, loss)) return 'diverged';
    backward(weights, block, rule.scale(rate) * weightOf(loss, block, batch, X.rows), keep, rule.gradient);
    keep = 1;
  }
  return undefined;
}

/** The batches of an epoch: all samples where they lie, or some of them copied to one place. */
function batchesOf(
  arena: Arena,
  { X, y }: NetworkProblem,
  { hidden }: Weights,
  { batch, ascent }: TrainSettings,
) {
  const m = hidden.rows;
  const prepare = (blocks: readonly Block[]): Prepared[] =>
    ascent === undefined ? blocks.map((block) => ({ block })) : perturbations(arena, blocks, m);
  if (batch >= X.rows) {
    const all = prepare(blocksOf(arena, X, y, m));
    return { perEpoch: 1, shuffle: () => {}, take: () => all };
  }
  const rest = X.rows % batch;
  const [rows, targets] = [zeros(arena, batch, X.cols), arena.float64(batch)];
  const full = prepare(blocksOf(arena, rows, targets, m));
  const last =
    rest === 0 ? full : prepare(blocksOf(arena, rowsOf(rows, 0, rest), targets.subarray(0, rest), m));
  const numbers = arena.int32(X.rows);
  const perEpoch = Math.ceil(X.rows / batch);
  return {
    perEpoch,
    shuffle: (source: Stream) => numbers.set(source.permutation(X.rows)),
    take(place: number): readonly Prepared[] {
      const count = Math.min(batch, X.rows - place * batch);
      const from = numbers.byteOffset + 4 * place * batch;
      kernels.gatherRows(count, from, X.data.byteOffset, 8 * X.cols, rows.data.byteOffset);
      kernels.gatherRows(count, from, y.byteOffset, 8, targets.byteOffset);
      return place < perEpoch - 1 ? full : last;
    },
  };
}

/** Blocks with room for their perturbed samples, which all of them share. */
function perturbations(arena: Arena, blocks: readonly Block[], m: number): Prepared[] {
  const { rows, cols } = blocks[0]!.X;
  const [moved, slopes, unused] = [zeros(arena, rows, cols), zeros(arena, rows, cols), arena.float64(m)];
  return blocks.map((block) => {
    const k = block.y.length;
    const perturbed = { ...block, X: rowsOf(moved, 0, k) };
    return {
      block,
      perturbation: { block: perturbed, clean: block.X, slopes: rowsOf(slopes, 0, k), unused },
    };
  });
}

function check({ learningRate, momentum, batch, epochs, ascent }: TrainSettings, d: number): void {
  if (!(learningRate > 0 && learningRate < Infinity))
    throw new RangeError(`the learning rate is ${learningRate}: a finite number > 0 was expected`);
  if (!(momentum >= 0 && momentum < 1))
    throw new RangeError(`the momentum is ${momentum}: a number from 0 to below 1 was expected`);
  if (!(Number.isInteger(batch) || batch === Infinity) || batch < 1)
    throw new RangeError(`the batch is ${batch}: an integer > 0 was expected, or Infinity for all samples`);
  if (!Number.isInteger(epochs) || epochs < 0)
    throw new RangeError(`${epochs} epochs were asked for: an integer >= 0 was expected`);
  if (ascent === undefined) return;
  const { radius, stepSize, steps, perturbed } = ascent;
  if (!(radius > 0 && radius < Infinity && stepSize > 0 && stepSize < Infinity))
    throw new RangeError(
      `the ascent has radius ${radius} and steps of ${stepSize}: finite numbers > 0 were expected`,
    );
  if (!Number.isInteger(steps) || steps < 1)
    throw new RangeError(`the ascent has ${steps} steps: an integer > 0 was expected`);
  if (!Number.isInteger(perturbed) || perturbed < 1 || perturbed > d)
    throw new RangeError(
      `the ascent perturbs ${perturbed} features of ${d}: an integer from 1 to ${d} was expected`,
    );
}
