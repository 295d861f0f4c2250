// Figures as the papers will have them, from made-up numbers: every helper and every part of a page occurs.
import {
  axis,
  band,
  colours,
  curve,
  directLabel,
  endLabels,
  grid,
  histogram,
  horizontalRule,
  logAxis,
  ordered,
  points,
  published,
  verticalRule,
} from '../../src/chart/index.ts';
import type { RenderItem } from '../../src/plot/index.ts';
import { exp, log, pow, sin } from '../../src/wasm/math.ts';

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const logistic = (x: number) => 1 / (1 + exp(-x));

const papers = {
  xor: {
    id: 'xor',
    title: 'Benign Overfitting and Grokking in ReLU Networks for XOR Cluster Data',
    authors: 'Xu, Wang, Frei, Vardi, Hu',
    arxiv: '2310.02541',
  },
  convex: {
    id: 'convex',
    title: 'Efficient Global Optimization of Two-layer ReLU Networks',
    authors: 'Bai, Gautam, Sojoudi',
    arxiv: '2201.01965',
  },
  stability: {
    id: 'stability',
    title: 'The Implicit Regularization of Dynamical Stability in Stochastic Gradient Descent',
    authors: 'Wu, Su',
    arxiv: '2305.17490',
  },
} as const;

function grokking(): RenderItem {
  const steps = range(51).map((t) => t + 1);
  const test = steps.map((t) => 0.5 + 0.5 * logistic(2.2 * (log(t) - 1.3)));
  const train = steps.map((t) => (t === 1 ? 0.5 : 1));
  const at = [1, 2, 3, 4, 6, 11, 21, 51];
  return {
    id: 'xor/accuracy',
    title: 'Test accuracy rises long after the training data are fitted',
    caption:
      'Accuracy on 200 training and 200 test samples; lines are medians, bands the 20–80 % quantiles over 100 runs (seeds 1–100). Hollow markers: medians published by the paper.',
    notes: [],
    command: 'assay figures xor/accuracy',
    paper: papers.xor,
    claims: [
      {
        id: 'xor/1',
        statement: 'The network fits all training labels, the flipped ones included, after one step.',
        source: 'Figure 1, left; read from the vector graphic',
        trust: 'read',
        verdict: 'reproduced',
        tolerance: { from: 'pilot', reason: 'the scatter of ten batches' },
        parts: [
          {
            value: 1,
            low: 0.964,
            high: 1,
            count: 100,
            interval: 'Clopper–Pearson, 95 %',
            state: 'inside',
            excluded: 3,
            expected: [0.95, 1],
            label: 'share of runs',
          },
        ],
      },
      {
        id: 'xor/2',
        statement: 'The median test accuracy is near chance after one step and 1 after ten.',
        source: 'Figure 1, left; read from the vector graphic',
        trust: 'read',
        verdict: 'inconclusive',
        tolerance: { from: 'pilot', reason: 'the scatter of ten batches' },
        parts: [
          {
            value: 0.505,
            low: 0.495,
            high: 0.515,
            count: 100,
            interval: 'order statistics, 95 %',
            state: 'inside',
            expected: [0.45, 0.55],
            label: 't = 1',
          },
          {
            value: 0.995,
            low: 0.985,
            high: 1,
            count: 100,
            interval: 'order statistics, 95 %',
            state: 'open',
            more: 134,
            expected: [0.99, Number.POSITIVE_INFINITY],
            label: 't = 10',
          },
        ],
      },
    ],
    spec: {
      data: [
        band(
          steps,
          test.map((y) => 0.5 + (y - 0.5) * 0.72),
          test.map((y) => Math.min(1, y + 0.06)),
          colours.blue,
        ),
        curve('test, median', steps, test, colours.blue),
        curve('training, median', steps, train, colours.vermillion, 'dash'),
        published(
          'test, paper',
          at,
          at.map((t) => 0.5 + 0.5 * logistic(2.2 * (log(t) - 1.33))),
        ),
        directLabel('training', 2.05, 0.985, colours.vermillion, 'bottom right'),
        directLabel('test', 6.4, 0.83, colours.blue, 'bottom right'),
        directLabel('paper', 2, 0.6, colours.black, 'bottom right'),
      ],
      layout: {
        xaxis: logAxis('step <i>t</i> + 1', [0.93, 55]),
        yaxis: axis('accuracy', [0.44, 1.03]),
        shapes: [horizontalRule(0.5, 'chance', 'end')],
      },
    },
  };
}

function convergence(): RenderItem {
  const iterations = range(400).map((k) => k + 1);
  const rates = [1e-4, 1e-3, 1e-2, 0.1, 0.4];
  const hues = ordered(rates.length);
  const gaps = rates.map((_, run) =>
    iterations.map((k) => 3 * exp(-k / (9 + 14 * run)) * (1 + 0.25 * sin(k / 7)) + 1e-9),
  );
  return {
    id: 'convex/gap',
    title: 'ADMM: gap to the optimum for five penalties',
    caption: 'Squared loss, n = 40, d = 12, P = 60 patterns; median over five instances (seeds 1–5).',
    notes: [
      'drawn from recorded results (older code): assay run convex/admm --long',
      'the data set could not be had here, so that two of the five instances come from the recorded results of another machine, which has the same bits in all runs that both machines made',
    ],
    command: 'assay figures convex/gap',
    paper: papers.convex,
    claims: [
      {
        id: 'convex/4',
        statement: 'The gap falls below 10⁻⁴ within 400 iterations for ρ ≤ 10⁻³.',
        source: 'Section 5.1, Figure 2',
        trust: 'read',
        verdict: 'not reproduced',
        tolerance: { from: 'pilot', reason: 'the scatter of ten batches' },
        parts: [
          {
            value: 3.21e-4,
            low: 2.5e-4,
            high: 4.4e-4,
            count: 5,
            interval: 'Student t, 95 %',
            state: 'outside',
            label: 'gap after 400 iterations',
            expected: [Number.NEGATIVE_INFINITY, 1e-4],
          },
        ],
      },
      {
        id: 'convex/5',
        statement: 'The same holds on a graphics card.',
        source: 'none; a question of ours',
        trust: 'derived',
        beyond: true,
        verdict: 'not testable',
        reason: 'nothing here computes on one',
        parts: [],
      },
    ],
    spec: {
      data: [
        ...gaps.map((gap, run) => curve(`ρ = ${rates[run]}`, iterations, gap, hues[run]!)),
        ...endLabels(
          gaps.map((gap, run) => ({ text: `ρ = ${rates[run]}`, y: gap.at(-1)!, colour: hues[run]! })),
          400,
          'log',
          [1e-10, 10],
        ),
      ],
      layout: {
        margin: { r: 104 },
        xaxis: axis('iteration', [0, 400]),
        yaxis: logAxis('gap ‖<i>u</i> − <i>u</i>*‖² / ‖<i>u</i>*‖²', [1e-10, 10]),
      },
    },
  };
}

function histograms(): RenderItem {
  const bins = 99;
  const times = [0, 1, 2, 3, 10];
  const gauss = (x: number, centre: number, width: number) =>
    exp(-0.5 * ((x - centre) / width) * ((x - centre) / width));
  const heights = (separation: number, width: number) => {
    const raw = range(bins).map((bin) => {
      const x = (bin + 0.5) / bins - 0.5;
      return gauss(x, -separation, width) + gauss(x, separation, width);
    });
    const total = raw.reduce((sum, value) => sum + value, 0);
    return raw.map((value) => value / total);
  };
  const panels = times.flatMap((t, column) => {
    const unit = 13 - Math.floor((column + 1) / 2);
    const edges = range(bins + 1).map((edge) => (edge / bins - 0.5) * 16);
    return [colours.orange, colours.green].map((colour, row) => ({
      row,
      column,
      ...(row === 0 ? { title: `<i>t</i> = ${t}` } : {}),
      x: axis(`⟨<i>w</i>, <i>µ</i><sub>${row + 1}</sub>⟩ / 10<sup>−${unit}</sup>`, [-8, 8]),
      y: axis(column === 0 ? 'frequency' : '', [0, row === 0 ? 0.045 : 0.18]),
      data: [
        histogram(
          `neurons at t = ${t}`,
          edges,
          row === 0
            ? heights(0.07 * column, 0.12 - 0.015 * column)
            : heights(0.02 * (column % 3), 0.13 / (1 + column)),
          colour,
        ),
      ],
    }));
  });
  const { data, layout } = grid(2, times.length, panels, { x: 0.045, y: 0.2 });
  return {
    id: 'xor/projections',
    title: 'Neurons align with one cluster axis and forget the other',
    caption: 'Projections of the positive neurons, pooled over 100 runs; 99 bins, frequencies sum to 1.',
    notes: ['drawn from recorded results: assay run xor/projections --long'],
    command: 'assay figures xor/projections',
    size: { width: 1200, height: 560 },
    paper: papers.xor,
    spec: { data, layout },
  };
}

function sharpness(): RenderItem {
  const rates = range(9).map((k) => 0.002 * pow(2, 0.75 * k));
  const sgd = rates.map((eta) => 1.6 / eta);
  const error = rates.map((eta) => 0.9 / (1 + 12 * eta));
  const spread = rates.map((_, k) => 1.1 + 0.04 * (k % 3));
  const { data, layout } = grid(
    1,
    2,
    [
      {
        row: 0,
        column: 0,
        title: 'Sharpness at the end of training',
        x: logAxis('learning rate η', [0.0015, 0.2]),
        y: logAxis('Tr(<i>G</i>)', [5, 2000]),
        data: [
          curve(
            '2/η',
            [0.0015, 0.2],
            [0.0015, 0.2].map((eta) => 2 / eta),
            colours.grey,
            'dot',
          ),
          points('SGD', rates, sgd, colours.blue, {
            low: sgd.map((y, k) => y / spread[k]!),
            high: sgd.map((y, k) => y * spread[k]!),
          }),
          points(
            'GD',
            rates,
            rates.map((_, k) => 1500 - 20 * k),
            colours.vermillion,
          ),
          directLabel('2/η', 0.004, 520, colours.grey, 'top right'),
          directLabel('SGD, batch size 1', 0.0062, 170, colours.blue, 'bottom left'),
          directLabel('GD', 0.02, 1290, colours.vermillion, 'bottom center'),
        ],
      },
      {
        row: 0,
        column: 1,
        title: 'Test error of the same networks',
        x: logAxis('learning rate η', [0.0015, 0.2]),
        y: axis('test error', [0, 1]),
        data: [
          band(
            rates,
            error.map((y) => 0.9 * y),
            error.map((y) => 1.1 * y),
            colours.blue,
          ),
          curve('SGD', rates, error, colours.blue),
          curve(
            'GD',
            rates,
            rates.map(() => 0.86),
            colours.vermillion,
          ),
          directLabel('SGD', 0.04, 0.56, colours.blue, 'bottom left'),
          directLabel('GD', 0.1, 0.86, colours.vermillion, 'top center'),
        ],
      },
    ],
    { x: 0.1, y: 0 },
  );
  return {
    id: 'stability/sweep',
    title:
      'Stochastic gradient descent ends where the trace of the Hessian is about 2/η, and larger steps generalize better',
    caption:
      'Diagonal linear network, d = 1000, n = 300. Markers: mean of 3 seeds with 95 % intervals (Student t). Dotted: the stability bound.',
    notes: [],
    command: 'assay figures stability/sweep --seeds 3 && echo "<done>"',
    size: { width: 1100, height: 500 },
    paper: papers.stability,
    spec: { data, layout: { ...layout, shapes: [verticalRule(0.05, 'η = 1/√<i>d</i> ', 2)] } },
  };
}

/** Markup, quotes, a closing script and very long words in every field that a reader sees. */
function hostile(): RenderItem {
  const attack = `<script>alert("1")</script><img src=x onerror=alert(1)> & '</textarea>' ]]> --> ${'ẞ'.repeat(3)}`;
  const long = `word${'w'.repeat(200)}`;
  return {
    id: 'stability/hostile',
    title: `Text stays text: <b>bold</b> & "quotes" ${attack}`,
    caption: `${attack} ${long}`,
    notes: [attack, long],
    command: `assay figures '${attack}'`,
    paper: {
      ...papers.stability,
      title: `${papers.stability.title} ${attack}`,
      authors: `${papers.stability.authors} ${attack}`,
    },
    claims: [
      {
        id: 'stability/0',
        statement: attack,
        source: attack,
        trust: 'read',
        verdict: 'inconclusive',
        tolerance: { from: 'pilot', reason: attack },
        parts: [
          {
            value: Number.NaN,
            low: Number.NEGATIVE_INFINITY,
            high: 12345678,
            count: 0,
            interval: attack,
            state: 'open',
            more: Number.POSITIVE_INFINITY,
            unit: attack,
            expected: [0, 0],
            label: attack,
          },
        ],
      },
    ],
    spec: {
      data: [
        curve('</script><script>alert(2)</script>', [1, 2, 3, 4, 5], [1, 2, Number.NaN, 3, 1], colours.green),
      ],
      layout: { xaxis: axis('x'), yaxis: axis('y') },
    },
  };
}

export const gallery = (): RenderItem[] => [grokking(), histograms(), convergence(), sharpness(), hostile()];
