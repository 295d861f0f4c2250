// Fewer digits in long columns: a notebook holds each figure as text.
import type { PlotlySpec } from '../spec/figure.ts';
import { log } from '../wasm/math.ts';

const LONG = 30; // shorter columns are read number by number,
const QUOTED = 7; // to four digits at most
const DIGITS = 4; // of the places of a long column: less than a quarter of a pixel
const COLOURS = 500; // levels of a heat map: its colour bar has 256

type Numbers = readonly (number | null)[];

/**
 * A copy as JSON has it, in which columns of more than 30 numbers have four digits where that moves nothing by a quarter
 * of a pixel, others seven, and heat maps the levels that their colours tell, ends of the colour bar included.
 */
export const slim = ({ data, layout }: PlotlySpec): PlotlySpec => ({
  data: data.map((trace) => plain(isHeatMap(trace) ? levels(trace) : trace) as PlotlySpec['data'][number]),
  layout: plain(layout) as PlotlySpec['layout'],
});

interface HeatMap {
  readonly z: readonly Numbers[];
  readonly zmin: number;
  readonly zmax: number;
}

const isHeatMap = (trace: object): trace is HeatMap => 'z' in trace && 'zmin' in trace && 'zmax' in trace;

function levels(map: HeatMap): HeatMap {
  const { z, zmin, zmax } = map;
  const decimals = Math.max(0, Math.ceil(log(COLOURS / (zmax - zmin)) / Math.LN10));
  const level = (value: number | null): number | null =>
    value === null ? null : Number(Math.min(Math.max(value, zmin), zmax).toFixed(decimals));
  return { ...map, z: z.map((row) => row.map(level)) };
}

function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return plain(Array.from(value as unknown as ArrayLike<number>));
  if (Array.isArray(value)) return list(value);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .map(([key, entry]) => [key, plain(entry)]),
    );
  return typeof value === 'number' ? finite(value) : value;
}

const list = (values: readonly unknown[]): readonly unknown[] =>
  isNumbers(values) ? column(values) : values.map(plain);

const isNumbers = (values: readonly unknown[]): values is Numbers =>
  values.every((value) => typeof value === 'number' || value === null);

function column(values: Numbers): Numbers {
  const numbers = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  // A narrow column far from 0 needs its digits.
  const isWide = most - least > 0.9 * Math.max(Math.abs(least), Math.abs(most));
  const digits = values.length > LONG && isWide ? DIGITS : QUOTED;
  return values.map((value) => (value === null ? null : finite(Number(value.toPrecision(digits)))));
}

/** JSON has no NaN and no infinities; plotly takes `null` for a gap. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
