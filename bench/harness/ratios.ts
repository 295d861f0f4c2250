// How many times as long each peer takes, one line for each case of the table of the README.
import { axis, logAxis, type Range, type Trace, verticalRule } from '../../src/chart/index.ts';
import { type Drawn, PALETTE } from './drawn.ts';
import { titleOf } from './lines.ts';
import { representative } from './representative.ts';
import type { Results } from './results.ts';

const LINE = 27; // pixels of a case

/** The cases of the table of the README, one a line: how many times as long each peer takes. */
export function ratios(results: Results): Drawn | undefined {
  const cases = representative(results).filter(
    ({ unit, contestants }) =>
      unit === 's' && contestants.some(({ name, ratio }) => ratio && !name.startsWith('Assay')),
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
