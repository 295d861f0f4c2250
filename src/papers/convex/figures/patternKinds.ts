// Optimum and test accuracy over few patterns by their number and kind, beside back-propagation.
import {
  axis,
  band,
  colours,
  curve,
  endLabels,
  grid,
  logAxis,
  type Panel,
  points,
  type Range,
} from '../../../chart/index.ts';
import { trialsOf } from '../../../convex/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat, type RunOf } from '../../../spec/flat.ts';
import { quantile } from '../../../stats/index.ts';
import type { ContenderName } from '../kindContenders.ts';
import { grids, patternKinds, type SetName, sets } from '../patternKinds.ts';

type KindRun = RunOf<typeof patternKinds>;

const kindsShown = [
  ['random', 'random', colours.blue],
  ['perturbed', 'perturbed', colours.orange],
  ['searched', 'searched', colours.green],
  ['backPropagation', 'back-prop.', colours.vermillion],
  ['trained', 'its patterns', colours.purple],
] as const satisfies readonly (readonly [ContenderName, string, string])[];

const titles: Partial<Record<SetName, string>> = {
  synthetic: 'Gaussian',
  mnist: 'MNIST',
  'fashion-mnist': 'Fashion-MNIST',
  'cifar-10': 'CIFAR-10',
};
const shown = Object.keys(titles) as SetName[];

const objectives: Range = [0.02, 300];
const accuracies: Range = [0.45, 1];

/** Medians and ranges of a value by the number of patterns, one curve a kind; `labelled` at their ends. */
function panel(
  place: { readonly row: number; readonly column: number; readonly title: string },
  runs: readonly KindRun[],
  value: (run: KindRun, kind: ContenderName) => number,
  scale: { readonly name: 'linear' | 'log'; readonly title: string; readonly range: Range },
  labelled: boolean,
): Panel {
  const groups = [...Map.groupBy(runs, ({ patterns }) => patterns)].sort(([a], [b]) => a - b);
  const x = groups.map(([patterns]) => patterns);
  const at = (kind: ContenderName, q: number) =>
    groups.map(([, group]) =>
      quantile(
        group.map((run) => value(run, kind)),
        q,
      ),
    );
  const ends = kindsShown.map(([kind, text, colour]) => ({ text, y: at(kind, 0.5).at(-1)!, colour }));
  const last = x.at(-1)!;
  const ticks = { tickvals: x, ticktext: x.map(String) };
  return {
    ...place,
    x: { ...logAxis('patterns P; neurons 2P', [x[0]! * 0.9, last * 1.1]), ...ticks },
    y: (scale.name === 'log' ? logAxis : axis)(scale.title, scale.range),
    data: [
      ...kindsShown.flatMap(([kind, name, colour]) => [
        band(x, at(kind, 0), at(kind, 1), colour),
        {
          ...curve(name, x, at(kind, 0.5), colour),
          mode: 'lines+markers' as const,
          marker: { color: colour, size: 5 },
        },
      ]),
      ...(labelled ? endLabels(ends, last * 1.06, scale.name, scale.range, 0.07) : []),
    ],
  };
}

/** The one number of patterns of the large set, as points at the place of each kind. */
function largePanel(runs: readonly KindRun[]): Panel {
  const { samples, features, counts } = sets['mnist-2000'];
  return {
    row: 1,
    column: 0,
    title: `MNIST: n = ${samples}, d = ${features}, P = ${counts[0]}`,
    x: {
      ...axis('', [-0.6, kindsShown.length - 0.4]),
      tickvals: kindsShown.map((_, i) => i),
      ticktext: kindsShown.map(([, name]) => name),
      tickangle: -40,
    },
    y: logAxis('objective', objectives),
    data: kindsShown.map(([kind, name, colour], i) =>
      points(
        name,
        runs.map(() => i),
        runs.map((run) => run[kind].objective),
        colour,
      ),
    ),
  };
}

export const kinds = defineFigure({
  id: 'convex/pattern-kinds',
  title:
    'What few patterns are worth depends on where they come from: those of a trained network most, perturbed ones least',
  caption:
    'Squared loss, β = 0.01. Top: training objective by the number P of patterns; bottom: test accuracy of the same networks, and the objective on 2000 images. ' +
    `Lines are medians, bands ranges over ${sets.mnist.seeds} seeds (Gaussian: ${sets.synthetic.seeds}) of patterns, first weights and order of samples, of the same images; points are the ${sets['mnist-2000'].seeds} seeds of the large set. ` +
    'Blue, orange, green: optimum of the convex program, certified to 1e-4, over P random patterns; over P patterns of which half are those of perturbed samples (radius about 10 grey levels), less those whose cones have no room; over P patterns added where the dual solution is violated most. ' +
    `Red: best of ${trialsOf(grids.images).length} trials of back-propagation (${trialsOf(grids.synthetic).length} on Gaussian data; heavy ball and Adam, over rates and sizes of the first weights) with 2P neurons, as many as P patterns give. ` +
    'Purple: optimum over the patterns of that best network, up to 2P of them, which may use twice as many neurons. ' +
    'Gaussian: inputs and targets, new for each seed. Images: the first of classes 2 and 8 (Fashion-MNIST pullover and bag, CIFAR-10 bird and ship), every third pixel of every third row, of CIFAR-10 every fifth; test sets of about 2000 images.',
  experiments: [patternKinds],
  size: { width: 1500, height: 900 },
  draw: ([results]) => {
    const bySet = Map.groupBy(flat(results), ({ set }) => set);
    const large = bySet.get('mnist-2000');
    const panels = shown.flatMap((set, column) => {
      const runs = bySet.get(set);
      if (runs === undefined) return [];
      const { samples, features } = sets[set];
      const labelled = column === shown.length - 1;
      const title = `${titles[set]}: n = ${samples}, d = ${features}`;
      const objective = panel(
        { row: 0, column, title },
        runs,
        (run, kind) => run[kind].objective,
        { name: 'log', title: column === 0 ? 'objective' : '', range: objectives },
        labelled,
      );
      if (set === 'synthetic') return [objective];
      const accuracy = panel(
        { row: 1, column, title: `${titles[set]}: test accuracy` },
        runs,
        (run, kind) => run[kind].accuracy,
        { name: 'linear', title: column === 1 ? 'share of right signs' : '', range: accuracies },
        labelled,
      );
      return [objective, accuracy];
    });
    const { data, layout } = grid(2, shown.length, [...panels, ...(large ? [largePanel(large)] : [])], {
      x: 0.06,
      y: 0.18,
    });
    return { data, layout: { ...layout, margin: { ...layout.margin, r: 120, b: 110 } } };
  },
});
