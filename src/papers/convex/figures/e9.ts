// Five ways to train on birds and ships: accuracies, objectives, and robust accuracy against the radius, at three scales.
import {
  axis,
  colours,
  directLabel,
  grid,
  logAxis,
  type Panel,
  points,
  published,
  type Range,
  type Scatter,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { e9, methods, RADIUS } from '../e9.ts';
import type { Method } from '../e9Methods.ts';
import { type E9Run, percent, remembered, tableOf } from '../e9Table.ts';

import { names, scaleNames, task, titles, told } from './e9Common.ts';

const places = methods.map((_, place) => place);
const byMethod = (range: Range = [-0.6, methods.length - 0.4]) => ({
  ...axis('', range),
  tickvals: places,
  ticktext: methods.map((method) => names[method]),
});

/** The values of every run of each method, side by side around its place. */
function runs(
  name: string,
  table: Record<Method, readonly E9Run[]>,
  of: (run: E9Run) => number,
  colour: string,
  shift = 0,
): Scatter {
  const x: number[] = [];
  const y: number[] = [];
  methods.forEach((method, place) => {
    table[method].forEach((run, i) => {
      x.push(place + shift + 0.012 * (i - (table[method].length - 1) / 2));
      y.push(of(run));
    });
  });
  const dots = points(name, x, y, colour);
  return { ...dots, marker: { color: colour, size: 5, opacity: 0.8 } };
}

const attacks = [
  ['clean', colours.blue, -0.24],
  ['fgsm', colours.orange, 0],
  ['pgd', colours.vermillion, 0.24],
] as const;

/** What the colours are, where the panel has room. */
const labels: readonly Scatter[] = [
  directLabel('no attack', 0, 87, colours.blue, 'top center'),
  directLabel('FGSM', 0.05, 35, colours.orange, 'bottom left'),
  directLabel('PGD', 0.1, 35, colours.vermillion, 'bottom right'),
  directLabel('PGD of the hinge', 3.3, 54, colours.grey, 'bottom center'),
];

export const table = defineFigure({
  id: 'convex/e9',
  title: 'Accuracy of five methods without attack and under FGSM and PGD, beside the remembered table',
  caption:
    `${task}, attacks of ${RADIUS} grey levels on 2,000 test images, up to 7 runs each with patterns or first weights of their own (dots). ` +
    'Blue: no attack. Orange: FGSM. Red: PGD, 40 steps of ε/30; where the hinge is flat both lower the margin. Grey crosses: PGD up the hinge itself, which leaves samples alone that are classified with room to spare. ' +
    `${told} Methods: GD, back-propagation on clean, FGSM and PGD samples (72 neurons), standard and robust convex program over 36 random patterns.`,
  experiments: [e9],
  size: { width: 1320, height: 520 },
  draw: ([results]) =>
    grid(
      1,
      3,
      scaleNames.map((scale, column): Panel => {
        const rows = tableOf(results, scale);
        const told = attacks.map(([attack, colour, shift]) =>
          published(
            `${attack}, remembered`,
            places.map((place) => place + shift),
            methods.map((method) => remembered[method][attack]),
            colour,
          ),
        );
        const literal = runs(
          'pgd of the hinge',
          rows,
          (run) => percent(run, 'pgdOfHinge'),
          colours.grey,
          0.38,
        );
        return {
          row: 0,
          column,
          title: titles[scale],
          x: byMethod(),
          y: axis(column === 0 ? 'accuracy on the test set, %' : '', [-3, 100]),
          data: [
            ...attacks.map(([attack, colour, shift]) =>
              runs(attack, rows, (run) => percent(run, attack), colour, shift),
            ),
            { ...literal, marker: { color: colours.grey, size: 6, symbol: 'x-thin-open' } },
            ...(scale === 'standard' ? [] : told),
            ...(column === 0 ? labels : []),
          ],
        };
      }),
      { x: 0.06, y: 0.14 },
    ),
});

const objectives: Range = [1e-5, 10];

export const objective = defineFigure({
  id: 'convex/e9-objective',
  title: 'Training objectives of the five methods, each its own, beside the remembered table',
  caption:
    `${task}, ${RADIUS} grey levels. Back-propagation and the standard program: loss and weight decay on clean samples; FGSM and PGD: on the samples of the attack; robust program: its value. ` +
    `Dots: runs; of the convex programs the upper end of the certified interval, with a bar to the lower one (mostly shorter than the dot). ${told}`,
  experiments: [e9],
  size: { width: 1320, height: 480 },
  draw: ([results]) =>
    grid(
      1,
      3,
      scaleNames.map((scale, column): Panel => {
        const rows = tableOf(results, scale);
        const dots = runs('objective', rows, (run) => run.objective, colours.blue);
        const lower = methods.flatMap((method) =>
          rows[method].map((run) => (method.startsWith('gd') ? 0 : run.objective - run.lowerBound)),
        );
        return {
          row: 0,
          column,
          title: titles[scale],
          x: byMethod(),
          y: logAxis(column === 0 ? 'objective' : '', objectives),
          data: [
            {
              ...dots,
              error_y: {
                type: 'data',
                symmetric: false,
                array: lower.map(() => 0),
                arrayminus: lower,
                color: colours.blue,
                thickness: 1.5,
                width: 3,
              },
            },
            ...(scale === 'standard'
              ? []
              : [
                  published(
                    'remembered',
                    places.map((place) => place + 0.2),
                    methods.map((method) => remembered[method].objective),
                  ),
                ]),
          ],
        };
      }),
      { x: 0.06, y: 0.14 },
    ),
});
