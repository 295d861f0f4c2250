// Building blocks of figures: pure functions from numbers to plotly traces, axes and shapes.
export { axis, logAxis, type Range } from './axes.ts';
export { colours, contrast, ink, ordered, translucent } from './colours.ts';
export { type ColourBar, type HeatMap, heatMap, linearEdges, logEdges } from './heatMap.ts';
export { directLabel, endLabels, type LineEnd, type Position } from './labels.ts';
export { crossing } from './level.ts';
export { grid, type Panel, type Trace } from './panels.ts';
export { horizontalRule, verticalRule } from './rules.ts';
export { band, type Column, curve, histogram, points, published, type Scatter } from './traces.ts';
