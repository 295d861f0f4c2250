// What `assay fit` prints, as text.
import {
  type Assessment,
  areSigns,
  type Classes,
  type CrossValidation,
  type Estimate,
  type FitCertificate,
  type IterationRow,
  type Loss,
  type Model,
  patternCount,
} from '../convex/index.ts';
import { count } from '../workbook/index.ts';
import { describeAssessment, short } from './assessed.ts';
import { paint } from './call.ts';
import { table } from './table.ts';

const SHOWN_CONSTANT = 5;

interface Described {
  readonly path: string;
  readonly rows: number;
  readonly features: readonly string[];
  readonly constant: readonly string[];
  readonly target: string;
  readonly y: Float64Array;
  readonly classes: Classes | undefined;
  readonly scaled: boolean;
  readonly loss: Loss;
}

export function describeData(data: Described): string {
  const { path, rows, features, constant, target, y, classes, scaled, loss } = data;
  const shown = constant.slice(0, SHOWN_CONSTANT).join(', ');
  const more = constant.length > SHOWN_CONSTANT ? `, and ${constant.length - SHOWN_CONSTANT} more` : '';
  const lines = [
    [path, `${count(rows, 'sample')} of ${count(features.length, 'feature')}`],
    ['features', scaled ? 'brought to mean 0 and standard deviation 1' : 'as they are'],
  ];
  if (constant.length > 0) lines.push(['constant', `${shown}${more}: kept, but they tell nothing`]);
  lines.push([target, describeTarget(y, classes, scaled, loss)]);
  return table(lines as string[][]);
}

function describeTarget(
  y: Float64Array,
  classes: Classes | undefined,
  scaled: boolean,
  { labels }: Loss,
): string {
  if (classes && labels) {
    const positive = y.filter((label) => label === labels[1]).length;
    return `${classes.negative} is ${labels[0]} (${count(y.length - positive, 'sample')}), ${classes.positive} is ${labels[1]} (${positive})`;
  }
  if (areSigns(y)) return 'the numbers -1 and 1, as they are';
  return scaled ? 'numbers, brought to mean 0 and standard deviation 1 for training' : 'numbers, as they are';
}

const spread = ({ mean, standardError }: Estimate): string =>
  `${mean.toPrecision(4)} +- ${standardError.toPrecision(2)}`;

/** The table of a cross-validation, the choice and its rule. */
export function describeValidation(
  { rows, best, chosen, unfinished }: CrossValidation,
  folds: number,
  radius: number,
): string {
  const hasClasses = rows.every(({ accuracy }) => accuracy !== undefined);
  const lines = rows.map(({ beta, loss, accuracy }) => [
    String(beta),
    ...(accuracy ? [spread(accuracy)] : []),
    spread(loss),
    beta === chosen ? 'chosen' : beta === best ? 'best' : '',
  ]);
  const header = ['beta', ...(hasClasses ? ['held-out accuracy'] : []), 'held-out loss', ''];
  return [
    paint(
      'bold',
      `Cross-validation: mean +- standard error over ${folds} folds${radius > 0 ? ', under attack' : ''}`,
    ),
    table([header, ...lines]),
    `  beta ${chosen}: the largest whose ${hasClasses ? 'accuracy' : 'loss'} is within one standard error of the best (beta ${best})`,
    ...(unfinished > 0
      ? [paint('yellow', `  ${count(unfinished, 'fit')} did not reach the gap asked for`)]
      : []),
  ].join('\n');
}

const WIDTHS = [9, 14, 12, 12, 12];
const cells = (texts: readonly string[]): string =>
  texts.map((text, i) => text.padStart(WIDTHS[i]!)).join('');

export const rowHeader: string = cells(['iteration', 'objective', 'primal', 'dual', 'gap']);

/** A line of the iteration table. */
export const describeRow = ({
  iteration,
  objective,
  primalResidual,
  dualResidual,
  gap,
}: IterationRow): string =>
  cells([
    String(iteration),
    objective.toPrecision(8),
    ...[primalResidual, dualResidual, gap].map((value) => value.toExponential(2)),
  ]);

const ENDS: Readonly<Record<FitCertificate['status'], string>> = {
  optimal: 'optimal up to rounding',
  'gap-reached': 'the gap asked for is reached',
  'max-iterations': 'ended by --iterations before the gap asked for',
  aborted: 'stopped before the gap asked for',
  'numerical-trouble': 'rounding ended it before the gap asked for',
};

/** Certificate and network, in words, and how good it is on each of the named samples. */
export function describeFit(
  model: Model,
  draws: number,
  incumbent: number | undefined,
  assessed: readonly (readonly [string, Assessment])[],
): string {
  const { certificate, network, training, features } = model;
  const { status, primal, dual, globalDual, relativeGap, scope, iterations, networkObjective } = certificate;
  const isReached = status === 'optimal' || status === 'gap-reached';
  const scopes =
    scope === 'global'
      ? 'no network at all has an objective below that, as these are all patterns'
      : `no network with ${training.patternsUsed === 1 ? 'this one pattern' : `these ${training.patternsUsed} patterns`} has an objective below that`;
  const exist = patternCount(training.samples, features.length + (training.bias ? 1 : 0));
  const whose = incumbent === undefined ? 'all there are' : 'those of the network given';
  const sampled = `in ${count(draws, 'draw')}, of at most ${short(exist)}`;
  const room = training.radius > 0 ? 'with room for the perturbations, ' : '';
  const drawn = draws === 0 ? whose : `${room}${sampled}`;
  const units = model.inputs || model.outputs ? ' (of scaled data)' : '';
  const lines = [
    ['patterns', `${training.patternsUsed}, ${drawn}`],
    ['objective', `${short(primal)}${units}, beta ${training.beta}`],
    ['bound', `${short(dual)}: ${scopes}`],
    ...(scope === 'global'
      ? []
      : [['', `${short(globalDual)}: no network of any width has an objective below that`]]),
    [
      'gap',
      `${relativeGap.toExponential(1)} relative; ${paint(isReached ? 'green' : 'yellow', ENDS[status])}, ${count(iterations, 'iteration')}`,
    ],
    ['network', describeNetwork(network.output.length, networkObjective, scope)],
    ...(incumbent === undefined ? [] : [['given', describeIncumbent(incumbent, networkObjective!)]]),
    ...assessed.map(([name, assessment]) => [name, describeAssessment(assessment)]),
  ];
  return `${paint('bold', training.radius > 0 ? `Trained against perturbations of each feature up to ${describeRadius(model)}` : 'Trained')}\n${table(lines)}`;
}

const describeRadius = ({ training, inputs }: Model): string =>
  `${training.radius}${inputs ? ' of its standard deviations' : ''}`;

const describeIncumbent = (incumbent: number, objective: number): string =>
  `objective ${short(incumbent)} of the network given${objective < incumbent ? '' : ', which nothing found is better than'}`;

function describeNetwork(
  neurons: number,
  objective: number | undefined,
  scope: FitCertificate['scope'],
): string {
  if (neurons === 0) return 'no neurons: at this beta nothing is better than 0; a smaller beta trains';
  const own = objective === undefined ? '' : `, its own objective ${short(objective)}`;
  const bound =
    objective === undefined || scope === 'global' ? '' : ': the optimum over all networks is not above that';
  return `${count(neurons, 'neuron')}${own}${bound}`;
}
