// Optimum over few patterns by their number and kind, beside back-propagation.
import {
  band,
  colours,
  curve,
  endLabels,
  grid,
  logAxis,
  type Panel,
  type Range,
} from '../../../chart/index.ts';
import { trialsOf } from '../../../convex/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { quantile } from '../../../stats/index.ts';
import { patternKinds, type SetName, sets, grid as trialGrid } from '../patternKinds.ts';

type KindRun = RunOf<typeof patternKinds>;

const curves = [
  ['random', 'random', colours.blue],
  ['searched', 'searched', colours.green],
  ['backPropagation', 'back-prop.', colours.vermillion],
  ['trained', 'its patterns', colours.purple],
] as const;

const objectives: Range = [0.05, 100];
const seeds = new Set(patternKinds.runs('paper').map(({ seed }) => seed)).size;

function panel(set: SetName, place: number, runs: readonly KindRun[]): Panel {
  const groups = [...Map.groupBy(runs, ({ patterns }) => patterns)].sort(([a], [b]) => a - b);
  const x = groups.map(([patterns]) => patterns);
  const at = (kind: (typeof curves)[number][0], q: number) =>
    groups.map(([, group]) =>
      quantile(
        group.map((run) => run[kind]),
        q,
      ),
    );
  const ends = curves.map(([kind, text, colour]) => ({ text, y: at(kind, 0.5).at(-1)!, colour }));
  const { samples, features } = sets[set];
  const range: Range = [x[0]! * 0.9, x.at(-1)! * 1.1];
  return {
    row: Math.floor(place / 2),
    column: place % 2,
    title: `${set}: n = ${samples}, d = ${features}`,
    x: { ...logAxis(place < 2 ? '' : 'patterns P; neurons 2P', range), tickvals: x, ticktext: x.map(String) },
    y: logAxis(place % 2 === 0 ? 'objective' : '', objectives),
    data: [
      ...curves.flatMap(([kind, name, colour]) => [
        band(x, at(kind, 0), at(kind, 1), colour),
        {
          ...curve(name, x, at(kind, 0.5), colour),
          mode: 'lines+markers' as const,
          marker: { color: colour, size: 5 },
        },
      ]),
      ...endLabels(ends, x.at(-1)! * 1.02, 'log', objectives, 0.075),
    ],
  };
}

export const kinds = defineFigure({
  id: 'convex/pattern-kinds',
  title:
    'Few random patterns are worth less than back-propagation; the patterns that it finds are worth more',
  caption:
    `Training objective (squared loss, β = 0.01) by the number P of patterns; medians, bands are ranges over ${seeds} seeds. ` +
    'Blue: certified optimum of the convex program over P random patterns. Green: over P patterns added one by one where the dual solution is violated most. ' +
    `Orange: best of ${trialsOf(trialGrid).length} trials of back-propagation (SGD, gradient descent and Adam with the published grid of rates) with 2P neurons, as many as P patterns give. ` +
    'Purple: optimum over the patterns of that best network, up to 2P of them, which may use twice as many neurons. ' +
    'Synthetic: Gaussian inputs and targets, new for each seed; images: the first of classes 2 and 8, every seventh or eleventh pixel in both directions.',
  experiments: [patternKinds],
  size: { width: 1080, height: 800 },
  draw: ([results]) => {
    const bySet = Map.groupBy(flat(results), ({ set }) => set);
    const names = (Object.keys(sets) as SetName[]).filter((set) => bySet.has(set));
    const { data, layout } = grid(
      2,
      2,
      names.map((set, place) => panel(set, place, bySet.get(set)!)),
      { x: 0.15, y: 0.14 },
    );
    return { data, layout: { ...layout, margin: { ...layout.margin, r: 120 } } };
  },
});
