// Figure 2 of Xu et al.: data, decision boundary and neurons on the plane of the centres.

import { axis, colours, curve, directLabel, grid, type Scatter, translucent } from '../../../chart/index.ts';
import { defineFigure } from '../../../spec/figure.ts';
import { flat } from '../../../spec/flat.ts';
import { cos, sin } from '../../../wasm/math.ts';
import { figure2, panels, settings } from '../figure2.ts';

const labelled = { positive: colours.blue, negative: colours.vermillion } as const;
const colourOf = (sign: number) => (sign > 0 ? labelled.positive : labelled.negative);

/** f in the direction of an angle, up to the factor 1 / sqrt(m): sum of sqrt(m) a_j relu(<w_j, x>), w_j on the plane as m x 2. */
export function outputAt(angle: number, neurons: readonly number[], signs: readonly number[]): number {
  const [x, y] = [cos(angle), sin(angle)];
  return signs.reduce((sum, a, j) => sum + a * Math.max(0, x * neurons[2 * j]! + y * neurons[2 * j + 1]!), 0);
}

export interface Sector {
  readonly from: number;
  readonly to: number;
  readonly sign: 1 | -1;
}

const SAMPLES = 720; // half a degree

/**
 * The plane by the sign of f, as sectors between angles. A network without biases is positively homogeneous, so the sign
 * depends on the direction only, and the decision boundary consists of rays from the origin. Ends are bisected to 1e-6;
 * sectors below half a degree may be missed. Cost O(720 m).
 */
export function signSectors(neurons: readonly number[], signs: readonly number[]): Sector[] {
  const signAt = (angle: number): 1 | -1 => (outputAt(angle, neurons, signs) > 0 ? 1 : -1);
  const angles = Array.from({ length: SAMPLES + 1 }, (_, k) => (2 * Math.PI * k) / SAMPLES);
  const at = angles.map(signAt);
  const ends = angles.slice(1).flatMap((angle, k) => {
    if (at[k] === at[k + 1]) return [];
    let [low, high] = [angles[k]!, angle];
    while (high - low > 1e-6) {
      const middle = (low + high) / 2;
      if (signAt(middle) === at[k]) low = middle;
      else high = middle;
    }
    return [(low + high) / 2];
  });
  if (ends.length === 0) return [{ from: 0, to: 2 * Math.PI, sign: at[0]! }];
  return ends.map((from, k) => {
    const to = ends[k + 1] ?? ends[0]! + 2 * Math.PI;
    return { from, to, sign: signAt((from + to) / 2) };
  });
}

const FAR = 100; // beyond the corners of the panels

function sector({ from, to, sign }: Sector): Scatter {
  const steps = Math.ceil((to - from) / 0.1);
  const arc = Array.from({ length: steps + 1 }, (_, k) => from + ((to - from) * k) / steps);
  return {
    type: 'scatter',
    mode: 'lines',
    x: [0, ...arc.map((angle) => FAR * cos(angle)), 0],
    y: [0, ...arc.map((angle) => FAR * sin(angle)), 0],
    fill: 'toself',
    fillcolor: translucent(colourOf(sign), 0.13),
    line: { width: 0 },
    hoverinfo: 'skip',
  };
}

const boundary = (sectors: readonly Sector[]): Scatter[] =>
  sectors.length === 1
    ? []
    : [
        curve(
          'decision boundary',
          sectors.flatMap(({ from }) => [0, FAR * cos(from), Number.NaN]),
          sectors.flatMap(({ from }) => [0, FAR * sin(from), Number.NaN]),
          colours.black,
        ),
      ];

interface Data {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly labels: readonly number[];
  readonly clean: readonly number[];
}

/** Samples of one label, those with a flipped label with a dark edge. */
function samples(
  { x, y, labels, clean }: Data,
  label: 1 | -1,
  flipped: boolean,
  sizes: { readonly flipped: number; readonly other: number },
): Scatter {
  const members = labels.flatMap((l, i) => (l === label && (l !== clean[i]) === flipped ? [i] : []));
  return {
    type: 'scatter',
    mode: 'markers',
    name: `y = ${label}${flipped ? ', flipped' : ''}`,
    x: members.map((i) => x[i]!),
    y: members.map((i) => y[i]!),
    marker: {
      color: colourOf(label),
      symbol: label > 0 ? 'circle' : 'square',
      size: flipped ? sizes.flipped : sizes.other,
      ...(flipped ? { line: { color: colours.black, width: 1.5 } } : {}),
    },
  };
}

const allSamples = (data: Data, sizes = { flipped: 7, other: 4 }): Scatter[] =>
  [false, true].flatMap((flipped) => ([1, -1] as const).map((label) => samples(data, label, flipped, sizes)));

const SPREAD = 6;

/** The data with the deviations from the centres, of standard deviation 1, enlarged. */
function enlarged({ x, y, labels, clean }: Data, muNorm: number): Data {
  const away = (value: number, centre: number) => centre + SPREAD * (value - centre);
  const centred = (values: readonly number[], axis: 1 | -1) =>
    values.map((value, i) => away(value, clean[i] === axis ? Math.sign(value) * muNorm : 0));
  return { x: centred(x, 1), y: centred(y, -1), labels, clean };
}

/** Both axes of a panel, of equal scale, with ticks `between` apart where it is given. */
function square(range: number, panel: number, x: string, y: string, between?: number) {
  const common = {
    constrain: 'domain',
    zeroline: true,
    zerolinecolor: '#d5d8dc',
    ...(between && { dtick: between }),
  } as const;
  return {
    x: { ...axis(x, [-range, range]), ...common },
    y: { ...axis(y, [-range, range]), ...common, scaleanchor: `x${panel === 1 ? '' : panel}` as 'x' },
  };
}

/** Neurons by the sign of a_j, in units of omega. */
const neuronsOf = (neurons: readonly number[], signs: readonly number[], omega: number): Scatter[] =>
  ([1, -1] as const).map((sign) => {
    const members = signs.flatMap((s, j) => (s === sign ? [j] : []));
    return {
      type: 'scatter',
      mode: 'markers',
      name: sign > 0 ? 'a_j > 0' : 'a_j < 0',
      x: members.map((j) => neurons[2 * j]! / omega),
      y: members.map((j) => neurons[2 * j + 1]! / omega),
      marker: { color: colourOf(sign), symbol: sign > 0 ? 'circle' : 'square', size: 4, opacity: 0.7 },
    };
  });

export const planeFigure = defineFigure({
  id: 'xor/figure2',
  title:
    'After one step the boundary is a line; later each cluster has its own sector, and neurons lie on the axes',
  caption:
    'Figure 2 of the paper, of which only the caption could be read. One run (seed 1, doubled step): noisy training data projected on the plane of µ1 and µ2, ' +
    'sign of the network on that plane (shaded, boundary in black), and projections of the neurons. In the first panel the deviations from the centres, of standard deviation 1, are enlarged. Blue circles: label or output weight positive; orange squares: negative; large markers with a dark edge: flipped labels. ' +
    'A network without biases has the same sign along a ray from the origin, so the boundary is drawn exactly, as rays. ' +
    `n = ${settings.samples}, p = ${settings.dimension}, m = ${settings.neurons}; flipped labels lie deep inside the other class here: ` +
    'networks fit them (Figure 1) in directions that the plane does not show.',
  experiments: [figure2],
  size: { width: 1180, height: 850 },
  draw: ([results]) => {
    const [run] = flat(results);
    const { signs, neurons, omega } = run!;
    const data = { x: run!.x, y: run!.y, labels: run!.labels, clean: run!.clean };
    const extent = 58;
    const [alongMu1, alongMu2] = ['⟨x, µ<sub>1</sub>⟩ / ‖µ‖', '⟨x, µ<sub>2</sub>⟩ / ‖µ‖'];
    const plane = (place: number) => {
      const sectors = signSectors(neurons[place]!, signs);
      return [...sectors.map(sector), ...boundary(sectors)];
    };
    const boundaries = panels.map((step, place) => {
      const panel = place + 2;
      const [row, column] = [Math.floor((panel - 1) / 3), (panel - 1) % 3];
      return {
        row,
        column,
        title: `decision boundary, t = ${step}`,
        ...square(extent, panel, alongMu1, column === 0 ? alongMu2 : '', 20),
        data: [...plane(place), ...allSamples(data)],
      };
    });
    const clouds = [1, 2].map((place) => {
      const panel = place + 4;
      const largest = Math.max(...neurons[place]!.map(Math.abs)) / omega;
      return {
        row: 1,
        column: place,
        title: `neurons, t = ${panels[place]}`,
        ...square(
          1.15 * largest,
          panel,
          '⟨w<sub>j</sub>, µ<sub>1</sub>⟩ / ω‖µ‖',
          place === 1 ? '⟨w<sub>j</sub>, µ<sub>2</sub>⟩ / ω‖µ‖' : '',
        ),
        data: neuronsOf(neurons[place]!, signs, omega),
      };
    });
    return grid(
      2,
      3,
      [
        {
          row: 0,
          column: 0,
          title: `training data, deviations × ${SPREAD}`,
          ...square(extent, 1, alongMu1, alongMu2, 20),
          data: [
            ...allSamples(enlarged(data, run!.muNorm), { flipped: 9, other: 5 }),
            directLabel('y = +1', 17, 0, labelled.positive, 'middle left'),
            directLabel('y = −1', 17, 35, labelled.negative, 'middle right'),
            directLabel('dark edge: flipped', 58, -52, colours.black, 'middle left'),
          ],
        },
        ...boundaries,
        ...clouds,
      ],
      { x: 0.085, y: 0.16 },
    );
  },
});
