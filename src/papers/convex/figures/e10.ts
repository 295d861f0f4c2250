// Accuracies and objectives of standard and adversarial training with the squared loss and BCE.
import {
  axis,
  colours,
  directLabel,
  grid,
  logAxis,
  type Panel,
  points,
  type Range,
  type Scatter,
} from '../../../chart/index.ts';
import type { ResultsOf } from '../../../spec/experiment.ts';
import { defineFigure } from '../../../spec/figure.ts';
import type { RunOf } from '../../../spec/flat.ts';
import { runsOf } from '../claims/e10.ts';
import { RADIUS } from '../e9.ts';
import { e10, type LossName, lossNames, methods } from '../e10.ts';
import { names, task } from './e9Common.ts';

type Results = ResultsOf<typeof e10>;
type E10Run = RunOf<typeof e10>;

const places = methods.map((_, place) => place);
const byMethod = {
  ...axis('', [-0.6, methods.length - 0.4]),
  tickvals: places,
  ticktext: methods.map((method) => names[method]),
};
const lossTitles: Record<LossName, string> = { squared: 'squared loss', bce: 'BCE' };

/** The values of all runs of each method, side by side around its place. */
function dots(
  results: Results,
  loss: LossName,
  [name, of, colour, shift]: readonly [string, (run: E10Run) => number, string, number],
): Scatter {
  const at = methods.flatMap((method, place) =>
    runsOf(results, loss, method).map((run, i) => [place + shift + 0.03 * (i - 2), of(run)] as const),
  );
  const all = points(
    name,
    at.map(([x]) => x),
    at.map(([, y]) => y),
    colour,
  );
  return { ...all, marker: { color: colour, size: 6, opacity: 0.8 } };
}

const attacks = [
  ['no attack', (run: E10Run) => 100 * run.clean, colours.blue, -0.24],
  ['FGSM', (run: E10Run) => 100 * run.fgsm[0]!, colours.orange, 0],
  ['PGD', (run: E10Run) => 100 * run.pgd[0]!, colours.vermillion, 0.24],
] as const;
const objectives = [
  ['its own', (run: E10Run) => run.objective, colours.blue, -0.15],
  ['under PGD', (run: E10Run) => run.pgdObjective, colours.vermillion, 0.15],
] as const;
const range: Range = [3, 50_000];

export const otherLosses = defineFigure({
  id: 'convex/e10',
  title: 'Adversarial training with the squared loss and BCE',
  caption:
    `${task}, pixels in [0, 1], balls and attacks of ${RADIUS} grey levels, 5 runs each with patterns or first weights of their own (dots). Top: accuracy on 2,000 test images without attack (blue), under FGSM (orange) and PGD (red; 40 steps of ε/30). ` +
    'Bottom: training objective of each method (blue; clean, under PGD, or the value of the program) and what PGD makes of it on the training images (red), sums over 600 samples with β = 0.06. GD: back-propagation on clean and PGD samples (72 neurons). The paper’s settings and numbers for these losses are not recovered: those of the hinge table.',
  experiments: [e10],
  size: { width: 1180, height: 860 },
  draw: ([results]) =>
    grid(
      2,
      2,
      lossNames.flatMap((loss, column): Panel[] => [
        {
          row: 0,
          column,
          title: lossTitles[loss],
          x: byMethod,
          y: axis(column === 0 ? 'accuracy on the test set, %' : '', [-3, 105]),
          data: [
            ...attacks.map((attack) => dots(results, loss, attack)),
            ...(column === 0
              ? attacks.map(([name, , colour], i) => directLabel(name, -0.5 + 0.8 * i, 100, colour))
              : []),
          ],
        },
        {
          row: 1,
          column,
          x: byMethod,
          y: logAxis(column === 0 ? 'objective on the training set' : '', range),
          data: [
            ...objectives.map((objective) => dots(results, loss, objective)),
            ...(column === 0
              ? objectives.map(([name, , colour], i) => directLabel(name, -0.5 + 0.8 * i, 25_000, colour))
              : []),
          ],
        },
      ]),
      { x: 0.07, y: 0.12 },
    ),
});
