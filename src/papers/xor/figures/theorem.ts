// Beyond the paper's experiments: its theorem's own regime.

import { axis, colours, directLabel, horizontalRule, logAxis, verticalRule } from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { withSettings } from '../measurements.ts';
import { RUNS, upTo } from '../settings.ts';
import { settings, variation, variations } from '../variations.ts';
import { shifted, spreadOver, spreadTraces, testShare, trainShare } from './common.ts';

const regime = variations['theorem']!;

/** t = sqrt(n) on the paper's axis. */
const root = Math.sqrt(regime.samples) + 1;

export const theorem = defineFigure({
  id: 'xor/theorem',
  title: "In the theorem's own regime the network generalizes later than in Figure 1",
  caption:
    'Beyond the paper, whose experiments violate assumptions A2 and A5 of Theorem 3.1. Accuracy in the setting of Figure 1 left (doubled step; green) and in a regime that meets A1 to A6 with C = 1 (purple): ' +
    `p = ${regime.dimension.toExponential()} = n^5.02, ‖µ‖ = ${regime.muNorm}, α/ω = 10^12, n = ${regime.samples}, m = ${regime.neurons}, ${100 * regime.noise} % flipped labels in both. ` +
    `Medians and 20-80 % quantiles over ${RUNS} runs (seeds 1 to ${RUNS}) of test (solid) and training accuracy (dashed). The theorem speaks of the steps up to √n.`,
  experiments: [variation],
  size: { width: 900, height: 560 },
  draw: ([results]) => {
    const x = shifted(upTo(settings.steps));
    const runs = (name: string) => flat(withSettings(results, variations[name]!, ['neurons']));
    const both = [
      { name: 'Figure 1 left', runs: runs('noise 0.05'), colour: colours.green },
      { name: 'regime of the theorem', runs: runs('theorem'), colour: colours.purple },
    ];
    return {
      data: [
        ...both.flatMap(({ name, runs, colour }) => [
          ...spreadTraces(`${name}, test`, x, spreadOver(runs, x.length, testShare), colour),
          ...spreadTraces(`${name}, training`, x, spreadOver(runs, x.length, trainShare), colour, 'dash'),
        ]),
        directLabel('training, both', 1.6, 0.85, colours.grey, 'middle left'),
        directLabel('Figure 1 left', 2.75, 0.8, colours.green, 'middle left'),
        directLabel('regime of Theorem 3.1', 6, 0.63, colours.purple),
        directLabel('t = √n', root, 0.45, colours.grey),
      ],
      layout: {
        xaxis: logAxis('step t + 1', [0.95, 52]),
        yaxis: axis('accuracy', [0.42, 1.035]),
        shapes: [horizontalRule(0.5, 'chance', 'end'), verticalRule(root, '')],
      },
    };
  },
});
