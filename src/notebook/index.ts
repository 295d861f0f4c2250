// What the cells of a notebook call: recorded figures, tables of claims, plots of what was just computed, progress.
export {
  axis,
  band,
  colours,
  curve,
  directLabel,
  endLabels,
  heatMap,
  histogram,
  horizontalRule,
  linearEdges,
  logAxis,
  ordered,
  points,
  published,
  type Trace,
  verticalRule,
} from '../chart/index.ts';
export { type ClaimsOptions, checkedClaims, claims } from './claims.ts';
export { figure } from './figure.ts';
export { table } from './markdown.ts';
export { measured } from './measured.ts';
export { type Panels, panels } from './panels.ts';
export type { MimeBundle, Picture } from './picture.ts';
export { type PlotOptions, plot } from './plot.ts';
export { show } from './show.ts';
export { signal, type Watched, watch } from './watch.ts';
export { withArena } from './withArena.ts';
