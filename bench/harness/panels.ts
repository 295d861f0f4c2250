// Time, or memory, against size or accuracy: a panel for each case.
import {
  curve,
  directLabel,
  grid,
  logAxis,
  type Panel,
  points,
  type Range,
  type Trace,
} from '../../src/chart/index.ts';
import { type Drawn, PALETTE } from './drawn.ts';
import { growthOf } from './growth.ts';
import type { CaseResult } from './results.ts';

const COLUMNS = 3;
const INSIDE = 1.001; // of the end of an axis: what lies on it may be left out by rounding
const [WIDTH, HEIGHT] = [470, 390]; // of a panel with its labels

/** One panel for each case, in which every contestant has a curve through the medians, with bars from quartile to quartile. */
export function panels(
  id: string,
  title: string,
  cases: readonly CaseResult[],
  unit: string,
): Drawn | undefined {
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
  const names = [...new Set(members.flatMap(({ contestants }) => contestants.map((one) => one.name)))].sort();
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
      directLabel(text, INSIDE * x[0], y[1] / step ** (k + 0.6), colour, 'middle right'),
    ];
  });
  const reversed = symbol === 'gap';
  const title = reversed ? 'certified gap' : symbol;
  const horizontal = logAxis(title, x);
  const ends = horizontal.range as [number, number];
  if (reversed)
    for (const trace of data)
      if (trace.type === 'scatter' && trace.mode === 'text') trace.x = [x[1] / INSIDE];
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
