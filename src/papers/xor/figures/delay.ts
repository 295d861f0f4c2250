// Beyond the paper: when training fits and when the network generalizes, against alpha / omega.

import {
  colours,
  curve,
  directLabel,
  logAxis,
  ordered,
  points,
  type Scatter,
  verticalRule,
} from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { bootstrap, logLogSlope, quantile, quantileInterval } from '../../../stats/index.ts';
import { exp, log, pow } from '../../../wasm/math.ts';
import { delay, levels, ratios } from '../delay.ts';
import { bySeed, resampledMedian } from '../measurements.ts';

export interface PowerLaw {
  readonly factor: number;
  readonly exponent: number;
}

/** steps = factor ratio^exponent by least squares in the logarithms. */
export function fitPowerLaw(ratio: readonly number[], steps: readonly number[]): PowerLaw {
  const exponent = logLogSlope(ratio, steps);
  const rest = steps.map((t, i) => log(t) - exponent * log(ratio[i]!));
  return { factor: exp(rest.reduce((a, b) => a + b, 0) / rest.length), exponent };
}

interface Run {
  readonly seed: number;
  readonly ratio: number;
  readonly fitted: number;
  readonly generalized: readonly number[];
}

const runCount = new Set(delay.runs('paper').map(({ seed }) => seed)).size;
const SMALL = 3; // ratios up to this, where both times are far above their floors

interface Series {
  readonly name: string;
  readonly colour: string;
  readonly value: (run: Run) => number;
  /** Where its name and its law start. */
  readonly label: readonly [ratio: number, steps: number];
  readonly law: readonly [ratio: number, steps: number];
}

const hues = ordered(levels.length + 1);
const heights = [700, 1500, 3200] as const;
const series: readonly Series[] = [
  {
    name: 'all training labels fitted',
    colour: colours.vermillion,
    value: (run) => run.fitted,
    label: [0.075, 2.3],
    law: [0.075, 1.5],
  },
  ...levels.map(
    (level, k): Series => ({
      name: `test accuracy ≥ ${level}`,
      colour: hues[k]!,
      value: (run) => run.generalized[k]!,
      label: [5, heights[k]!],
      law: [64, heights[k]!],
    }),
  ),
];

const tallest = 2e4;
const [lowest, highest] = [0.07, 2e6];

/** With a sign that is as wide as a digit. */
const minus = (value: number): string => value.toFixed(2).replace('-', '−');

/** Median over runs at each of the ratios. */
const mediansOf = (runs: readonly Run[], at: readonly number[], value: Series['value']): number[] =>
  at.map((ratio) => quantile(runs.filter((run) => run.ratio === ratio).map(value), 0.5));

/** Line of the power law at small ratios, and its exponent with the interval; nothing where there are too few ratios. */
function lawOf(runs: readonly Run[], { name, colour, value }: Series): { line: Scatter[]; text: string } {
  const small = ratios.filter((ratio) => ratio <= SMALL && runs.some((run) => run.ratio === ratio));
  if (small.length < 3) return { line: [], text: '' };
  const seeds = bySeed(small.map((ratio) => runs.filter((run) => run.ratio === ratio)));
  const medians = small.map((_, k) => resampledMedian(seeds, (ofSeed) => value(ofSeed[k]!)));
  const exponentOf = (counts: Int32Array) =>
    fitPowerLaw(
      small,
      medians.map((of) => of(counts)),
    ).exponent;
  const exponent = bootstrap(seeds, (_, counts) => exponentOf(counts), `xor delay exponent ${name}`);
  const { factor } = fitPowerLaw(small, mediansOf(runs, small, value));
  const at = (ratio: number) => factor * pow(ratio, exponent.value);
  const draw = (from: number, to: number, dash: 'solid' | 'dot') => {
    const line = curve(`${name}: power law`, [from, to], [at(from), at(to)], colour, dash);
    return { ...line, line: { ...line.line, width: 1.5 } };
  };
  const one = pow(factor, -1 / exponent.value); // the ratio at which it reaches one step
  return {
    line: [draw(small[0]!, SMALL, 'solid'), draw(SMALL, one, 'dot')],
    text: `slope ${minus(exponent.value)} [${minus(exponent.low)}, ${minus(exponent.high)}]`,
  };
}

function drawSeries(runs: readonly Run[], one: Series, place: number): Scatter[] {
  const present = ratios.filter((ratio) => runs.some((run) => run.ratio === ratio));
  const found = present
    .map((ratio) => ({
      ratio,
      interval: quantileInterval(runs.filter((run) => run.ratio === ratio).map(one.value)),
    }))
    .filter(({ interval }) => Number.isFinite(interval.value));
  const { line, text } = lawOf(runs, one);
  return [
    ...line,
    points(
      one.name,
      found.map(({ ratio }) => ratio * pow(1.09, place - 1.5)), // side by side
      found.map(({ interval }) => interval.value),
      one.colour,
      {
        low: found.map(({ interval }) => Math.max(interval.low, 0.5)),
        high: found.map(({ interval }) => Math.min(interval.high, tallest)),
      },
    ),
    directLabel(one.name, one.label[0], one.label[1], one.colour),
    directLabel(text, one.law[0], one.law[1], one.colour),
  ];
}

export const delayFigure = defineFigure({
  id: 'xor/delay',
  title: 'The delay is set by α/ω: both times fall like ω/α, until one step fits and a few generalize',
  caption:
    'Beyond the paper, which has two ratios (dotted, at the doubled step) and states no law. First step at which all training labels are fitted, and at which the test accuracy reaches three levels, against the ratio of step size to initialization: ' +
    `medians over ${runCount} runs (seeds 1 to ${runCount}, the same data for all ratios) with 95 % intervals between order statistics; markers side by side belong to the same ratio; steps are read out about 5 % apart. ` +
    `Lines: power laws fitted to the medians for α/ω ≤ ${SMALL} by least squares in logarithms, dotted beyond; slopes are their exponents, with 95 % bootstrap intervals over seeds. Settings but for α as in Figure 1.`,
  experiments: [delay],
  size: { width: 1080, height: 680 },
  draw: ([results]) => {
    const runs = flat(results);
    return {
      data: series.flatMap((one, place) => drawSeries(runs, one, place)),
      layout: {
        xaxis: logAxis('α / ω', [lowest, highest]),
        yaxis: logAxis('first step T (median)', [0.8, tallest]),
        shapes: [verticalRule(0.2, 'Fig. 1 right'), verticalRule(2000, 'Fig. 1 left')],
      },
    };
  },
});
