// Beyond the paper: the exact derivative, both layers, the exponential loss, and steps that move the loss.

import type { Dash } from 'plotly.js-dist-min';
import {
  colours,
  directLabel,
  grid,
  horizontalRule,
  logAxis,
  ordered,
  type Position,
  type Range,
  type Scatter,
} from '../../../chart/index.ts';
import type { ResultsOf } from '../../../spec/experiment.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { exact, scales, variants } from '../exact.ts';
import { withSettings } from '../measurements.ts';
import { upTo } from '../settings.ts';
import { accuracyAxis, shifted, spreadOver, spreadTraces, testShare, trainShare } from './common.ts';

const runCount = new Set(exact.runs('paper').map(({ seed }) => seed)).size;
const large = variants['large initialization']!;

type Result = ResultsOf<typeof exact>[number];
type Run = Result['settings'] & Result['records'][number];

const lossOf = (run: Run, t: number): number => run.loss[t]!;

/** At the paper's scale all of these give the same curves: drawn within each other, the widest line first. */
const coinciding = [
  { name: 'frozen', colour: colours.sky, width: 10 },
  { name: 'exact', colour: colours.orange, width: 7 },
  { name: 'both layers', colour: colours.blue, width: 4 },
  { name: 'exponential loss, printed step', colour: colours.black, width: 1.5 },
] as const;

const hues = ordered(scales.length);
const lossRange: Range = [3e-5, 40];

export const loss = defineFigure({
  id: 'xor/loss',
  title:
    'The loss need not move; where it does, a moderate step generalizes sooner, and too large a step never',
  caption:
    `Beyond the paper, whose outputs are so small that the loss does not move: gradient descent with the exact derivative of the loss. Test (solid) and training accuracy (dashed) above, mean training loss below; medians and ranges over ${runCount} runs (seeds 1 to ${runCount}, the same data and weights in all columns). ` +
    'Left: α = 2e-12, ω = 1e-15 as in Figure 1 left, doubled; four variants whose curves coincide are drawn within each other: derivative frozen at ½ (light blue), exact (orange), both layers trained (blue), and the exponential loss with the printed step (black), which is another reading of the factor two. ' +
    'Middle: larger α with the same α/ω; dotted: both layers trained. ' +
    `Right: α = ${large.learningRate} and ω = ${large.omega}, a ratio as in Figure 1 right, but with outputs of about 20 at the start: the labels are fitted, the loss vanishes, and after ${large.steps} steps the test accuracy is still that of chance.`,
  experiments: [exact],
  size: { width: 1400, height: 880 },
  draw: ([results]) => {
    const traces = (
      name: string,
      value: (run: Run, t: number) => number,
      colour: string,
      dash: Dash = 'solid',
      width = 2.4,
    ): Scatter[] => {
      const runs = flat(withSettings(results, variants[name]!, ['neurons', 'steps']));
      const steps = upTo(runs[0]!.steps);
      const [band, line] = spreadTraces(
        name,
        shifted(steps),
        spreadOver(runs, steps.length, value, [0, 1]),
        colour,
        dash,
      );
      return [band!, { ...line!, line: { ...line!.line, width } }];
    };
    const within = (value: (run: Run, t: number) => number, dash: Dash = 'solid'): Scatter[] =>
      coinciding.flatMap(({ name, colour, width }, k) => {
        const [band, line] = traces(name, value, colour, dash, width);
        return k === 0 ? [{ ...band!, fillcolor: 'rgba(107, 111, 118, 0.15)' }, line!] : [line!];
      });
    const steps = (row: number, last: number) => logAxis(row === 1 ? 'step t + 1' : '', [0.95, last]);
    const accuracy = (column: number) => accuracyAxis(column === 0 ? 'accuracy' : '', [0.4, 1.09]);
    const losses = (column: number) => logAxis(column === 0 ? 'training loss' : '', lossRange);
    const names = (places: readonly (readonly [number, number, Position])[]): Scatter[] =>
      scales.map((alpha, k) => {
        const [x, y, side] = places[k]!;
        return directLabel(`α = ${alpha}`, x, y, hues[k]!, side);
      });
    const { data, layout } = grid(
      2,
      3,
      [
        {
          row: 0,
          column: 0,
          title: 'α = 2×10<sup>−12</sup>, four variants',
          x: steps(0, 55),
          y: accuracy(0),
          data: [
            ...within(testShare),
            ...traces('frozen', trainShare, colours.grey, 'dash').slice(1),
            directLabel('training', 2, 0.96, colours.grey),
            directLabel('test', 7, 0.86, colours.black, 'bottom right'),
          ],
        },
        {
          row: 1,
          column: 0,
          x: steps(1, 55),
          y: losses(0),
          data: [
            ...within(lossOf),
            directLabel('exponential: 1', 1, 2.4, colours.black),
            directLabel('logistic: log 2', 1, 0.3, colours.blue),
          ],
        },
        {
          row: 0,
          column: 1,
          title: 'larger α, the same α/ω = 2000',
          x: steps(0, 55),
          y: accuracy(1),
          data: [
            ...scales.flatMap((alpha, k) => [
              ...traces(`alpha ${alpha}`, testShare, hues[k]!),
              ...traces(`alpha ${alpha}, both layers`, testShare, hues[k]!, 'dot').slice(1),
              ...traces(`alpha ${alpha}`, trainShare, hues[k]!, 'dash').slice(1),
            ]),
            ...names([
              [7, 0.86, 'middle right'],
              [2.9, 1, 'top right'],
              [6, 0.545, 'middle right'],
            ]),
          ],
        },
        {
          row: 1,
          column: 1,
          x: steps(1, 55),
          y: losses(1),
          data: [
            ...scales.flatMap((alpha, k) => [
              ...traces(`alpha ${alpha}`, lossOf, hues[k]!),
              ...traces(`alpha ${alpha}, both layers`, lossOf, hues[k]!, 'dot').slice(1),
            ]),
            ...names([
              [8, 0.9, 'middle right'],
              [8, 0.1, 'middle right'],
              [8, 0.0012, 'middle right'],
            ]),
          ],
        },
        {
          row: 0,
          column: 2,
          title: `large initialization: α = ${large.learningRate}, ω = ${large.omega}`,
          x: steps(0, 330),
          y: accuracy(2),
          data: [
            ...traces('large initialization', testShare, colours.vermillion),
            ...traces('large initialization', trainShare, colours.blue, 'dash'),
            directLabel('training', 6.5, 0.85, colours.blue, 'middle left'),
            directLabel('test', 40, 0.57, colours.vermillion),
          ],
        },
        {
          row: 1,
          column: 2,
          x: steps(1, 330),
          y: losses(2),
          data: traces('large initialization', lossOf, colours.blue),
        },
      ],
      { x: 0.06, y: 0.08 },
    );
    return {
      data,
      layout: {
        ...layout,
        shapes: [1, 2, 3].map((panel) => horizontalRule(0.5, panel === 1 ? 'chance' : '', 'end', panel)),
      },
    };
  },
});
