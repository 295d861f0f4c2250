// Accuracy under PGD against the radius, by method and scale.
import {
  axis,
  band,
  curve,
  endLabels,
  grid,
  horizontalRule,
  type Panel,
  published,
  type Range,
} from '../../../chart/index.ts';
import type { ResultsOf } from '../../../spec/experiment.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { mean } from '../../../stats/index.ts';
import { e9, methods, RADIUS, radii } from '../e9.ts';
import type { Scale } from '../e9Data.ts';
import type { Method } from '../e9Methods.ts';
import { percent, remembered } from '../e9Table.ts';

import { names, scaleNames, shown, task, titles, told } from './e9Common.ts';

/** Mean, least and largest accuracy under PGD at each radius; networks that train with a radius at their own. */
function againstRadius(results: ResultsOf<typeof e9>, scale: Scale, method: Method) {
  const own = flat(results).filter((run) => run.scale === scale && run.method === method);
  const at = radii.map((radius) =>
    own.filter((run) => run.attacks.includes(radius)).map((run) => percent(run, 'pgd', radius)),
  );
  const met = radii.filter((_, i) => at[i]!.length > 0);
  const values = at.filter((group) => group.length > 0);
  return { x: met, values };
}

export const byRadius = defineFigure({
  id: 'convex/e9-radius',
  title: 'Accuracy under PGD against the radius of training and attack',
  caption:
    `${task}. Mean over the runs at each radius in grey levels (7 at ${RADIUS}, 5 elsewhere; bands from the least to the largest); FGSM, PGD and robust convex training meet the radius of the attack, the other two do not train with any. ` +
    `Dotted: always the same class. ${told}`,
  experiments: [e9],
  size: { width: 1400, height: 520 },
  draw: ([results]) => {
    const range: Range = [0, 100];
    const panels = scaleNames.map((scale, column): Panel => {
      const curves = methods.map((method) => ({ method, ...againstRadius(results, scale, method) }));
      const ends = curves
        .filter(({ values }) => values.length > 0)
        .map(({ method, values }) => ({
          text: names[method],
          y: mean(values.at(-1)!),
          colour: shown[method],
        }));
      return {
        row: 0,
        column,
        title: titles[scale],
        x: axis('radius (grey levels)', [0, 21]),
        y: axis(column === 0 ? 'accuracy under PGD, %' : '', range),
        data: [
          ...curves.flatMap(({ method, x, values }) => [
            band(
              x,
              values.map((group) => Math.min(...group)),
              values.map((group) => Math.max(...group)),
              shown[method],
            ),
            {
              ...curve(names[method], x, values.map(mean), shown[method]),
              mode: 'lines+markers' as const,
              marker: { color: shown[method], size: 5 },
            },
          ]),
          ...(scale === 'standard'
            ? []
            : methods.map((method) =>
                published(names[method], [RADIUS], [remembered[method].pgd], shown[method]),
              )),
          ...endLabels(ends, 20.3, 'linear', range, 0.055),
        ],
      };
    });
    const { data, layout } = grid(1, 3, panels, { x: 0.1, y: 0.14 });
    const shapes = [1, 2, 3].map((panel) => horizontalRule(50, '', 'start', panel));
    return { data, layout: { ...layout, shapes, margin: { ...layout.margin, r: 100 } } };
  },
});
