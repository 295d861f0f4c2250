// What happens inside, beside the statements of the paper's proof: margin, growth of projections, norm, linear stage.

import {
  axis,
  colours,
  directLabel,
  grid,
  horizontalRule,
  type Scatter,
  translucent,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { figure1Left, inside, settings } from '../figure1Left.ts';
import { RUNS, stepFactors } from '../settings.ts';
import { spreadOver, spreadTraces } from './common.ts';

const until = inside.filter((t) => t <= 15);

/** Lower bound of the normalized margin (section 6.6) without its factor n^(10 eps). */
const marginBound =
  (Math.sqrt(settings.samples) * settings.muNorm * settings.muNorm) / (240 * Math.sqrt(settings.dimension));

/** One value of each run beside the others: seeds 1, 2, ... from left to right. */
const strip = (name: string, at: number, values: readonly number[], colour: string): Scatter => ({
  type: 'scatter',
  mode: 'markers',
  name,
  x: values.map((_, i) => at + 0.6 * ((i + 0.5) / values.length - 0.5)),
  y: [...values],
  marker: { color: translucent(colour, 0.6), size: 5 },
});

export const insideFigure = defineFigure({
  id: 'xor/inside',
  title: 'Inside: a linear stage at t = 1, then steady growth along one axis, and margins that turn positive',
  caption:
    `Quantities of the paper's proof, measured at the settings of Figure 1 left with the doubled step; medians and 20-80 % quantiles over ${RUNS} runs (seeds 1 to ${RUNS}). ` +
    'Top left: E[y f(x)] over the cluster where it is smallest, over ‖W‖, in closed form; dotted: the lower bound of section 4 of the paper without its factor of n^(10ε), which vanishes for ε to 0. ' +
    'Top right: Lemma 4.7, averages of ⟨w, µ1⟩ over positive neurons that start out aligned with +µ1, and of |⟨w, µ1⟩| over negative neurons aligned with ±µ1, in units of α‖µ‖²/√m; aligned here means |D| > n^0.3 at t = 0, since condition (4.2) is met by few neurons at n = 200. ' +
    'Bottom left: ‖W‖ over its bound 3αt√(p/n). Bottom right: the network at t = 1 against the linear rule Σ y_i x_i on the test points, one marker per run and measure, and the slope in units of α/8n.',
  experiments: [figure1Left],
  size: { width: 1180, height: 880 },
  draw: ([results]) => {
    const runs = flat(results).filter(
      (run) => run.learningRate === stepFactors.doubled * settings.learningRate,
    );
    const from = (first: number) => until.filter((t) => t >= first);
    const over = (first: number, value: (run: (typeof runs)[number], place: number) => number) =>
      spreadOver(runs, from(first).length, (run, k) => value(run, inside.indexOf(from(first)[k]!)));
    const stepAxis = axis('step t', [0, 15.3]);
    const growing = over(0, (run, place) => run.growing[place]!);
    const forgetting = over(0, (run, place) => run.forgetting[place]!);
    const worst = over(1, ({ margins }, place) => Math.min(...margins.map((cluster) => cluster[place]!)));
    const { data, layout } = grid(
      2,
      2,
      [
        {
          row: 0,
          column: 0,
          title: 'normalized margin of the worst cluster',
          x: stepAxis,
          y: axis('min<sub>ν</sub> E[y f] / ‖W‖', [-2.6, 2]),
          data: spreadTraces('margin', from(1), worst, colours.blue),
        },
        {
          row: 0,
          column: 1,
          title: 'projections on µ<sub>1</sub>',
          x: stepAxis,
          y: axis('mean projection / (α‖µ‖²/√m)', [0, 1.5]),
          data: [
            ...spreadTraces('positive neurons aligned with +µ1', from(0), growing, colours.vermillion),
            ...spreadTraces('negative neurons aligned with ±µ1', from(0), forgetting, colours.blue),
            directLabel(
              'positive neurons, aligned with +µ<sub>1</sub>',
              8,
              0.8,
              colours.vermillion,
              'middle left',
            ),
            directLabel('negative neurons', 12, 0.08, colours.blue, 'top center'),
          ],
        },
        {
          row: 1,
          column: 0,
          title: 'norm over its bound',
          x: stepAxis,
          y: axis('‖W‖ / 3αt√(p/n)', [0, 0.2]),
          data: spreadTraces(
            'norm',
            from(1),
            over(1, (run, place) => run.normRatio[place]!),
            colours.green,
          ),
        },
        {
          row: 1,
          column: 1,
          title: 't = 1 against the linear rule',
          x: {
            ...axis('', [0.4, 3.6]),
            tickvals: [1, 2, 3],
            ticktext: ['equal signs', 'cosine', 'slope / (α/8n)'],
            showgrid: false,
          },
          y: axis('', [0.77, 1.16]),
          data: [
            strip(
              'equal signs',
              1,
              runs.map((run) => run.linear.signs),
              colours.blue,
            ),
            strip(
              'cosine',
              2,
              runs.map((run) => run.linear.cosine),
              colours.green,
            ),
            strip(
              'slope',
              3,
              runs.map((run) => run.linear.slope),
              colours.vermillion,
            ),
          ],
        },
      ],
      { x: 0.1, y: 0.15 },
    );
    return {
      data,
      layout: {
        ...layout,
        shapes: [
          horizontalRule(marginBound, 'bound of the proof', 'end', 1),
          horizontalRule(1, '', 'start', 4),
        ],
      },
    };
  },
});
