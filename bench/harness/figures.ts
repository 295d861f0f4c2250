// The results as pictures: time and memory against size, ratios with their spread, time against the accuracy of convex training.
import { join } from 'node:path';
import {
  axis,
  colours,
  curve,
  directLabel,
  grid,
  logAxis,
  type Panel,
  points,
  type Range,
  type Trace,
  verticalRule,
} from '../../src/chart/index.ts';
import { NoBrowserError, startDrawer } from '../../src/plot/browser.ts';
import { picture } from '../../src/plot/compose.ts';
import { writeIfChanged } from '../../src/plot/write.ts';
import type { PlotlySpec } from '../../src/spec/figure.ts';
import { growthOf } from './growth.ts';
import { titleOf } from './lines.ts';
import { representative } from './representative.ts';
import type { CaseResult, Results } from './results.ts';

interface Drawn {
  readonly id: string;
  readonly title: string;
  readonly spec: PlotlySpec;
  readonly size: { readonly width: number; readonly height: number };
}

/** Writes `<id>.png` for each; without a browser says so and writes none. */
export async function drawFigures(
  results: Results,
  folder: string,
  log: (line: string) => void,
): Promise<void> {
  try {
    await using drawer = await startDrawer(undefined, SCALE);
    for (const figure of figuresOf(results)) {
      const item = {
        ...figure,
        caption: '',
        notes: [machine(results)],
        command: 'make bench',
        paper: NO_PAPER,
      };
      const { png } = await drawer.draw(JSON.stringify(picture(item)), figure.id);
      const written = writeIfChanged(join(folder, `${figure.id}.png`), png);
      log(`${figure.id}.png  ${written ? 'written' : 'unchanged'}`);
    }
  } catch (error) {
    if (!(error instanceof NoBrowserError)) throw error;
    log(`no pictures: ${error.message}`);
  }
}

const SCALE = 1; // pixels of a unit: three large pictures
const NO_PAPER = { id: 'bench', title: 'Speed', authors: '', arxiv: '' };

const machine = ({ groups }: Results): string =>
  [
    ...new Set(
      Object.values(groups).map(({ machine: { cpu, cores }, date }) => `${cpu}, ${cores} cores, ${date}`),
    ),
  ].join('; ');

/** Figures of which there is something to show. */
export function figuresOf(results: Results): Drawn[] {
  const cases = Object.values(results.groups).flatMap((group) => group.cases);
  const sized = (unit: CaseResult['unit']) =>
    cases.filter((one) => one.unit === unit && one.size !== undefined && one.size.symbol !== 'gap');
  return [
    panels(
      'time',
      'Time against size, with the exponents of power laws and their standard errors',
      sized('s'),
      'seconds',
    ),
    panels('memory', 'Peak memory beyond the loaded program, against size', sized('MB'), 'MB'),
    panels(
      'accuracy',
      'Convex training: time to a certified relative gap',
      cases.filter((one) => one.size?.symbol === 'gap'),
      'seconds',
    ),
    ratios(results),
  ].filter((figure) => figure !== undefined);
}

const PALETTE = [
  colours.blue,
  colours.vermillion,
  colours.green,
  colours.purple,
  colours.orange,
  colours.grey,
  colours.black,
];

const COLUMNS = 3;
const [WIDTH, HEIGHT] = [470, 390]; // of a panel with its labels

/** One panel for each case, in which every contestant has a curve through the medians, with bars from quartile to quartile. */
function panels(id: string, title: string, cases: readonly CaseResult[], unit: string): Drawn | undefined {
  const series = [...Map.groupBy(cases, (one) => one.case)].filter(([, members]) => members.length > 1);
  if (series.length === 0) return undefined;
  const [columns, rows] = [Math.min(COLUMNS, series.length), Math.ceil(series.length / COLUMNS)];
  const size = { width: columns * WIDTH, height: rows * HEIGHT + 60 };
  const gap = { x: 75 / size.width, y: 110 / size.height };
  const all = series.map(([name, members], k) =>
    panel(name, members, unit, Math.floor(k / columns), k % columns),
  );
  return { id, title, spec: grid(rows, columns, all, gap), size };
}

function panel(
  name: string,
  members: readonly CaseResult[],
  unit: string,
  row: number,
  column: number,
): Panel {
  const growth = growthOf(members);
  const symbol = members[0]!.size!.symbol;
  const names = [...new Set(members.flatMap(({ contestants }) => contestants.map((one) => one.name)))];
  const medians = members.flatMap(({ contestants }) =>
    contestants.flatMap(({ median }) => (median ? [median] : [])),
  );
  const sizes = members.map(({ size }) => size!.value);
  const x = wider(sizes, 1.15, 1.15);
  const lines = names.filter((one) => curveOf(members, one).length > 0);
  // Room for the keys above the curves.
  const high = Math.max(...medians) / Math.min(...medians);
  const step = high ** 0.075 * 1.35;
  const y = wider(medians, 1.5, 1.6 * step ** lines.length);
  const data = lines.flatMap((contestant, k): Trace[] => {
    const at = curveOf(members, contestant);
    const colour = PALETTE[names.indexOf(contestant) % PALETTE.length]!;
    const columns = [at.map((one) => one.size), at.map((one) => one.median)] as const;
    const interval = { low: at.map((one) => one.low), high: at.map((one) => one.high) };
    const fit = growth.find((one) => one.contestant === contestant);
    const text = fit
      ? `${contestant}: ${fit.exponent.toFixed(2)} ± ${fit.standardError.toFixed(2)}`
      : contestant;
    return [
      curve(contestant, ...columns, colour),
      points(contestant, ...columns, colour, interval),
      directLabel(text, x[0], y[1] / step ** (k + 0.6), colour, 'middle right'),
    ];
  });
  const reversed = symbol === 'gap';
  const title = reversed ? 'certified gap' : symbol;
  const horizontal = logAxis(title, x);
  const ends = horizontal.range as [number, number];
  if (reversed)
    for (const trace of data) if (trace.type === 'scatter' && trace.mode === 'text') trace.x = [x[1]];
  return {
    row,
    column,
    title: name,
    x: reversed ? { ...horizontal, range: [ends[1], ends[0]] } : horizontal,
    y: logAxis(unit, y),
    data,
  };
}

const wider = (values: readonly number[], below: number, above: number): Range => [
  Math.min(...values) / below,
  Math.max(...values) * above,
];

/** Medians by size with their quartiles. */
function curveOf(members: readonly CaseResult[], contestant: string) {
  return members
    .flatMap(({ size, contestants }) => {
      const one = contestants.find(({ name }) => name === contestant);
      if (!one?.median) return [];
      const sorted = one.rounds.toSorted((a, b) => a - b);
      const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
      return [{ size: size!.value, median: one.median, low: at(0.25), high: at(0.75) }];
    })
    .sort((a, b) => a.size - b.size);
}

const LINE = 27; // pixels of a case

/** The cases of the table of the README, one a line: how many times as long each peer takes. */
function ratios(results: Results): Drawn | undefined {
  const cases = representative(results).filter(
    ({ unit, contestants }) => unit === 's' && contestants.some(({ ratio }) => ratio),
  );
  if (cases.length === 0) return undefined;
  const rows = cases.map((one, k) => ({ one, y: cases.length - 1 - k }));
  const all = rows.flatMap(({ one, y }) =>
    one.contestants.flatMap(({ name, ratio }) =>
      ratio && !name.startsWith('Assay') ? [{ name, y, ...ratio }] : [],
    ),
  );
  const names = [...new Set(all.map(({ name }) => name))];
  const colourOf = (name: string) => PALETTE[names.indexOf(name) % PALETTE.length]!;
  const symbols = ['circle', 'square', 'diamond', 'triangle-up'] as const;
  const data = names.map((name): Trace => {
    const mine = all.filter((entry) => entry.name === name);
    const symbol = symbols[Math.floor(names.indexOf(name) / PALETTE.length) % symbols.length]!;
    return {
      type: 'scatter',
      mode: 'markers',
      name,
      x: mine.map(({ median }) => median),
      y: mine.map(({ y }) => y),
      marker: { color: colourOf(name), size: 8, symbol },
      error_x: {
        type: 'data',
        symmetric: false,
        array: mine.map(({ median, high }) => high - median),
        arrayminus: mine.map(({ median, low }) => median - low),
        color: colourOf(name),
        thickness: 1.5,
        width: 3,
      },
    };
  });
  const range: Range = [
    Math.min(0.5, ...all.map(({ low }) => low)) / 1.3,
    Math.max(...all.map(({ high }) => high)) * 1.3,
  ];
  return {
    id: 'ratio',
    title: 'Time of each peer over ours, with the quartiles of the rounds',
    size: { width: 1180, height: 150 + LINE * Math.max(cases.length, names.length) },
    spec: {
      data,
      layout: {
        xaxis: logAxis('times as long as Assay', range),
        yaxis: {
          ...axis('', [-0.7, cases.length - 0.3]),
          tickmode: 'array',
          tickvals: rows.map(({ y }) => y),
          ticktext: rows.map(({ one }) => titleOf(one)),
        },
        shapes: [verticalRule(1, '')],
        showlegend: true,
        legend: { x: 1.01, y: 1, xanchor: 'left' },
        margin: { l: 420, r: 230 },
      },
    },
  };
}
