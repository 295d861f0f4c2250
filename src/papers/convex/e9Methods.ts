// One network of E9 or E10 by one of five methods, what its training reached, and what is left of its accuracy under attack.
import {
  type Ascent,
  accuracy,
  convexProgram,
  fgsmAscent,
  hinge,
  type Loss,
  type Network,
  networkProblem,
  pgdAscent,
  predict,
  randomNetwork,
  recover,
  samplePatterns,
  solve,
  train,
  underAttack,
  widePerturbedPatterns,
} from '../../convex/index.ts';
import type { Sample } from '../../data/task.ts';
import { type Stream, stream } from '../../random/index.ts';
import type { RunContext } from '../../spec/experiment.ts';
import { Arena } from '../../wasm/arena.ts';
import { departure } from './convexModel.ts';
import { type E9Data, e9Data, type Scale, scales } from './e9Data.ts';

export type Method = 'gd' | 'gd-fgsm' | 'gd-pgd' | 'convex' | 'convex-robust';

export type E9Settings = {
  readonly scale: Scale;
  readonly method: Method;
  /** Grey levels: of the balls that training sees, in `gd` and `convex` only of those that measure its objective. */
  readonly radius: number;
  /** Grey levels of the attacks on the test set. */
  readonly attacks: readonly number[];
  readonly samples: number;
  readonly stride: number;
  /** P_s. */
  readonly patterns: number;
  /** S, data sets that each direction meets in the sampling of perturbed patterns. */
  readonly dataSets: number;
  /** Robust programs leave out patterns whose cone has less room, relative to the lengths of samples and direction. */
  readonly margin: number;
  /** Per sample: where the loss is a sum over n samples, n times as large. */
  readonly beta: number;
  /** On pixels in [0, 1] or standardized ones, for the mean of the samples' losses. */
  readonly learningRate: number;
  readonly batch: number;
  readonly momentum: number;
  readonly epochs: number;
  readonly deviation: number;
  readonly gap: number;
  readonly iterations: number;
};

/** What a method ends with. */
interface Trained {
  readonly network: Network;
  readonly status: string;
  /** Bounds of the convex optimum over the patterns; of back-propagation its own objective and 0. */
  readonly upper: number;
  readonly lower: number;
  readonly steps: number;
  /** Patterns whose cones have room, see `margin`. */
  readonly usable: number;
  /** Of convex training: largest |network - convex model| over points of the balls, see `departure`. */
  readonly departure: number | null;
}

/** Random points and PGD attempts in each ball, besides the attempt from its centre. */
const DRAWS = 1;

/** What is to be learned from the training samples, with targets as the loss takes them. */
type Task = ReturnType<typeof taskOf>;

export async function trainAndAttack(s: E9Settings, seed: number, context: RunContext, loss: Loss = hinge) {
  const { signal, progress } = context;
  const data = await e9Data(s.scale, s.samples, s.stride);
  const task = taskOf(s, data, loss);
  const test = { ...data.test, y: targetsOf(loss, data.test.y) };
  const source = stream('convex/e9', seed);
  const trained = (s.method.startsWith('gd') ? descend : solveConvex)(s, task, source, context);
  signal.throwIfAborted();
  const { network, upper } = trained;
  const d = network.d;
  const outputs = (sample: Sample, ascent: Ascent) =>
    underAttack(network, sample.X, sample.y, loss, ascent, { signal });
  const clean = predict(network, test.X);
  const onTrain = predict(network, task.X);
  const decay = decayOf(network, task.beta);
  const objective = (z: Float64Array) => loss.value(z, task.y) + decay;
  const { radius } = task;
  const fgsmObjective = objective(outputs(task, fgsmAscent(radius, d)));
  const pgdObjective = objective(outputs(task, pgdAscent(radius, d)));
  progress(0.95);
  const attacked = s.attacks.map((levels) => {
    const by = (ascentOf: typeof pgdAscent) => outputs(test, ascentOf(levels * data.perLevel, d));
    const [fgsm, pgd] = [by(fgsmAscent), by(pgdAscent)];
    const flat = (k: number) => loss === hinge && clean[k]! * test.y[k]! >= 1;
    const literal = pgd.map((z, k) => (flat(k) ? clean[k]! : z));
    return [fgsm, pgd, literal].map((z) => accuracy(z, test.y)) as [number, number, number];
  });
  return [
    {
      status: trained.status,
      steps: trained.steps,
      usable: trained.usable,
      neurons: network.output.length,
      /** The method's own training objective: of the convex programs the value of the point, which bounds their optimum. */
      objective: {
        gd: upper,
        convex: upper,
        'convex-robust': upper,
        'gd-fgsm': fgsmObjective,
        'gd-pgd': pgdObjective,
      }[s.method],
      lowerBound: trained.lower,
      /** Of the network at the radius of training, whatever it was trained for. */
      cleanObjective: objective(onTrain),
      fgsmObjective,
      pgdObjective,
      trainAccuracy: accuracy(onTrain, task.y),
      clean: accuracy(clean, test.y),
      /** One entry for each radius of attack. */
      fgsm: attacked.map(([fgsm]) => fgsm),
      pgd: attacked.map(([, pgd]) => pgd),
      /** PGD up the hinge itself, which leaves samples alone whose hinge is 0. */
      pgdOfHinge: attacked.map(([, , literal]) => literal),
      departure: trained.departure,
      official: data.official,
    },
  ];
}

/** Labels 1 and -1 as the loss takes them. */
const targetsOf = ({ labels }: Loss, signs: Float64Array): Float64Array =>
  labels?.[0] === 0 ? signs.map((sign) => (sign + 1) / 2) : signs;

function taskOf(s: E9Settings, { train, perLevel }: E9Data, loss: Loss) {
  const share = loss === hinge ? 1 : s.samples; // the hinge is a mean, the others are sums
  return {
    X: train.X,
    y: targetsOf(loss, train.y),
    loss,
    beta: s.beta * scales[s.scale].decay * share,
    learningRate: s.learningRate / share,
    radius: s.radius * perLevel,
  };
}

/** (beta / 2) (sum of all squares). */
function decayOf({ hidden, output }: Network, beta: number): number {
  let squares = 0;
  for (const weight of hidden) squares += weight * weight;
  for (const weight of output) squares += weight * weight;
  return (beta / 2) * squares;
}

function descend(s: E9Settings, task: Task, source: Stream, { signal, progress }: RunContext): Trained {
  using arena = new Arena();
  const problem = networkProblem(arena, task);
  const d = problem.X.cols;
  const { radius, learningRate } = task;
  const ascent = s.method === 'gd' ? undefined : (s.method === 'gd-fgsm' ? fgsmAscent : pgdAscent)(radius, d);
  const start = randomNetwork(2 * s.patterns, d, s.deviation, source.split('start'));
  const { network, objective, status, steps } = train(
    problem,
    start,
    { ...s, learningRate, rule: 'momentum', ...(ascent && { ascent }) },
    source.split('order'),
    { signal, progress: (fraction) => progress(0.9 * fraction) },
  );
  return { network, status, steps, upper: objective, lower: 0, usable: 0, departure: null };
}

function solveConvex(s: E9Settings, task: Task, source: Stream, { signal, progress }: RunContext): Trained {
  using arena = new Arena();
  const robust = s.method === 'convex-robust';
  const { X, y, loss, beta } = task;
  const radius = robust ? task.radius : 0;
  const training = { X, y, loss, beta, radius };
  const draws = source.split('patterns');
  const room = { dataSets: s.dataSets, least: s.margin };
  const wide = robust
    ? widePerturbedPatterns(arena, training, s.patterns, room, draws).wide
    : samplePatterns(arena, X, s.patterns, draws);
  // Without a pattern the blocks are 0, and so are all outputs.
  if (wide === undefined) {
    const network = { hidden: new Float64Array(), output: new Float64Array(), d: X.cols };
    const value = loss.value(new Float64Array(y.length), y);
    return { network, status: 'optimal', steps: 0, upper: value, lower: value, usable: 0, departure: 0 };
  }
  const problem = convexProgram(arena, { ...training, patterns: wide });
  const { blocks, status, iterations, primal, dual } = solve(problem, s, {
    signal,
    progress: (fraction) => progress(0.9 * fraction),
  });
  signal.throwIfAborted();
  const network = recover(blocks, X.cols);
  return {
    network,
    status,
    steps: iterations,
    upper: primal,
    lower: dual,
    usable: wide.active.rows,
    departure: departure(problem, blocks, network, task.radius, DRAWS, source.split('points')),
  };
}
