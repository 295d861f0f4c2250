// Figures of E3: sharpness against 2/eta, test error, recovery of the sparse target.
import {
  colours,
  curve,
  directLabel,
  grid,
  horizontalRule,
  logAxis,
  type Position,
  published,
  type Scatter,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { e3, settings } from '../e3.ts';
import { type E3Run, type Quantity, type Results, select } from '../runs.ts';
import { secondHand } from '../secondHand.ts';
import { counted, medianAt, overSeedsAt } from './common.ts';

const rateAxis = () => logAxis('learning rate η', [7e-4, 3]);
const sharpnessRange = [0.4, 3000] as const;

const measures = [
  { quantity: 'trace', name: 'Tr G', colour: colours.blue },
  { quantity: 'frobenius', name: '‖G‖<sub>F</sub>', colour: colours.green },
  { quantity: 'top', name: 'λ<sub>max</sub>', colour: colours.vermillion },
] as const;

const overRates = (runs: readonly E3Run[], quantity: Quantity, name: string, colour: string) =>
  overSeedsAt(runs, 'learningRate', quantity, name, colour);

type Label = readonly [learningRate: number, position: Position];

/** The three measures of one sweep against 2/eta, with second-hand values and the one of them that says so. */
function sharpnessPanel(
  runs: readonly E3Run[],
  place: { row: number; column: number },
  title: string,
  label: Label,
  reference?: { values: typeof secondHand.sgd; named: readonly [...Label, number] },
) {
  const edge = [2 / sharpnessRange[1], 3];
  return {
    ...place,
    title: `${title}: ${counted(runs)}`,
    x: rateAxis(),
    y: logAxis('sharpness of G', sharpnessRange),
    data: [
      curve(
        '2/η',
        edge,
        edge.map((rate) => 2 / rate),
        colours.grey,
        'dash',
      ),
      directLabel('2/η', 0.0015, 2 / 0.0015, colours.grey, 'top right'),
      ...measures.flatMap(({ quantity, name, colour }) => [
        ...overRates(runs, quantity, name, colour),
        directLabel(
          name,
          label[0],
          1.15 * medianAt(runs, 'learningRate', label[0], quantity),
          colour,
          label[1],
        ),
        ...(reference === undefined
          ? []
          : [published(`second-hand: ${name}`, secondHand.learningRate, reference.values[quantity])]),
      ]),
      ...(reference === undefined ? [] : [secondHandLabel(...reference.named)]),
    ],
  };
}

const secondHandLabel = (rate: number, position: Position, value: number) =>
  directLabel('second-hand', rate, value, colours.black, position);

/** One quantity of all three sweeps. */
const comparison = (
  results: Results,
  place: { row: number; column: number },
  title: string,
  quantity: Quantity,
  y: ReturnType<typeof logAxis>,
  further: readonly Scatter[] = [],
) => ({
  ...place,
  title,
  x: rateAxis(),
  y,
  data: [
    ...sweepsOf(results).flatMap(({ runs, name, colour, label }) => [
      ...overRates(runs, quantity, name, colour),
      directLabel(name, label[0], medianAt(runs, 'learningRate', label[0], quantity), colour, label[1]),
    ]),
    ...further,
  ],
});

const sweepsOf = (results: Results) => [
  {
    runs: select(results, 'sgd', 1),
    name: 'SGD, clip 1',
    colour: colours.purple,
    label: [0.126, 'top right'] as Label,
  },
  {
    runs: select(results, 'sgd', 50),
    name: 'SGD, clip 50',
    colour: colours.blue,
    label: [0.032, 'middle left'] as Label,
  },
  {
    runs: select(results, 'gd', 50),
    name: 'GD, clip 50',
    colour: colours.vermillion,
    label: [0.126, 'top center'] as Label,
  },
];

const model =
  `diagonal linear network, d = ${settings.dimension}, n = ${settings.samples}, target β* = (1, 1, 1, 0, ..., 0), a, b ~ N(0, 1), ` +
  'inputs uniform on [-1, 1]. Lines are medians, bands ranges over seeds of the converged runs (train loss below ' +
  `${settings.convergedLoss}, not clipped at the end); diamonds: runs that did not converge`;

export const e3Figures = [
  defineFigure({
    id: 'stability/e3',
    title: 'Minima of SGD stay below Tr G = 2/η, minima of GD only below top eigenvalue = 2/η',
    caption:
      `Sharpness of the minima that SGD (batch size 1) and GD find over learning rates, and their test error: ${model}. ` +
      'Hollow circles: second-hand values, read from the plots of an independent reproduction (clip 50), since the published ' +
      'curves could not be retrieved. GD beyond η = 0.126 is outside the range of that reproduction.',
    experiments: [e3],
    size: { width: 1180, height: 900 },
    draw: ([results]) => {
      const { data, layout } = grid(2, 2, [
        sharpnessPanel(select(results, 'sgd', 1), { row: 0, column: 0 }, 'SGD, clip 1', [
          0.0316,
          'bottom left',
        ]),
        sharpnessPanel(
          select(results, 'sgd', 50),
          { row: 0, column: 1 },
          'SGD, clip 50',
          [0.001, 'top right'],
          { values: secondHand.sgd, named: [0.063, 'top right', 2.8] },
        ),
        sharpnessPanel(
          select(results, 'gd', 50),
          { row: 1, column: 0 },
          'GD, clip 50',
          [0.063, 'top center'],
          {
            values: secondHand.gd,
            named: [0.016, 'bottom center', 34],
          },
        ),
        comparison(
          results,
          { row: 1, column: 1 },
          'Test error',
          'testError',
          logAxis('mean squared error', [1e-10, 1000]),
        ),
      ]);
      return {
        data,
        layout: { ...layout, shapes: [horizontalRule(1, 'zero function', 'start', 4)] },
      };
    },
  }),

  defineFigure({
    id: 'stability/e3-recovery',
    title: 'Large rates of SGD recover the sparse target; GD needs rates beyond its edge of stability',
    caption:
      `Share of test points with the wrong sign, norm of β = a * b, and balance of the layers at the same minima: ${model}. ` +
      'Sign errors of 0 are beyond the log axis and left out. Hollow circles: second-hand sign errors of SGD and GD at clip 50.',
    experiments: [e3],
    size: { width: 1320, height: 480 },
    draw: ([results]) => {
      const { data, layout } = grid(1, 3, [
        comparison(
          results,
          { row: 0, column: 0 },
          'Sign error',
          'signError',
          logAxis('wrong signs', [2e-4, 1]),
          [
            published('second-hand: SGD', secondHand.learningRate, secondHand.sgd.signError),
            published('second-hand: GD', secondHand.learningRate, secondHand.gd.signError),
            secondHandLabel(0.126, 'middle left', 0.002),
          ],
        ),
        comparison(results, { row: 0, column: 1 }, 'Norm of β', 'l1', logAxis('‖β‖<sub>1</sub>', [2, 700])),
        comparison(
          results,
          { row: 0, column: 2 },
          'Balance of the layers',
          'balance',
          logAxis('(‖a‖² + ‖b‖²) / 2‖β‖<sub>1</sub>', [0.95, 2.4]),
        ),
      ]);
      return {
        data,
        layout: { ...layout, shapes: [horizontalRule(3, 'target: 3', 'start', 2)] },
      };
    },
  }),
];
