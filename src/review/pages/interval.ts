// A part of a claim as a small picture: its interval against the range in which the statement holds.
import { type Html, html } from '../../plot/html.ts';
import type { CheckedPart } from '../../spec/check.ts';
import { log } from '../../wasm/math.ts';

const WIDTH = 220;
const HEIGHT = 46;
const EDGE = 8;
const MIDDLE = 14;
/** Larger ratios of positive numbers are drawn on a logarithmic axis. */
const DECADES = 1000;

type Drawn = Pick<CheckedPart, 'label' | 'value' | 'low' | 'high' | 'expected' | 'state'>;

export function intervalPicture(part: Drawn): Html {
  const { value, low, high, state } = part;
  const [from, to] = part.expected;
  const x = scale(part);
  const [left, right] = [x(from), x(to)];
  const band = Math.max(2, right - left);
  return html`<svg class="interval ${state}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${describe(part)}">
<line class="axis" x1="0" x2="${WIDTH}" y1="28" y2="28"/>
<rect class="expected" x="${round(right - left < 2 ? left - 1 : left)}" y="0" width="${round(band)}" height="28"/>
${!Number.isNaN(low) && !Number.isNaN(high) && html`<path class="range" d="M${round(x(low))} ${MIDDLE - 6}v12m0-6H${round(x(high))}m0-6v12"/>`}
${!Number.isNaN(value) && html`<circle cx="${round(x(value))}" cy="${MIDDLE}" r="4.5"/>`}
${labels(from, to, x)}</svg>`;
}

/** The same in words. */
export function describe({ label, value, low, high, expected: [from, to], state }: Drawn): string {
  const where = { inside: 'inside', outside: 'outside', open: 'across the border of' }[state];
  const measured = low === high ? short(value) : `${short(value)}, interval ${short(low)} to ${short(high)},`;
  return `${label}: measured ${measured} ${where} the expected range ${short(from)} to ${short(to)}`;
}

export const short = (x: number): string => {
  if (Math.abs(x) === Number.POSITIVE_INFINITY) return x < 0 ? '−∞' : '∞';
  return String(Number(x.toPrecision(3))).replaceAll('-', '−');
};

const round = (x: number): number => Math.round(10 * x) / 10;

/** Numbers to pixels; what is infinite, or below zero on a logarithmic axis, is at the edge. */
function scale({ value, low, high, expected: [from, to] }: Drawn): (x: number) => number {
  const measured = [value, low, high].filter(Number.isFinite);
  const bounds = [from, to].filter(Number.isFinite);
  const positive = [...measured, ...bounds.filter((bound) => bound !== 0)];
  const isLogarithmic =
    positive.length > 1 &&
    Math.min(...positive) > 0 &&
    Math.max(...positive) / Math.min(...positive) > DECADES;
  const f = isLogarithmic ? log : (x: number): number => x;
  const ends = (isLogarithmic ? positive : [...measured, ...bounds]).map(f);
  const [least, most] = ends.length === 0 ? [0, 1] : [Math.min(...ends), Math.max(...ends)];
  const margin =
    most > least ? 0.15 * (most - least) : Math.max(0.1 * Math.abs(most), isLogarithmic ? 1 : 1e-6);
  const [start, end] = [least - margin, most + margin];
  return (x) => {
    const at = f(x);
    if (!(at > start)) return x === Number.POSITIVE_INFINITY ? WIDTH : 0;
    if (at >= end) return WIDTH;
    return EDGE + ((at - start) / (end - start)) * (WIDTH - 2 * EDGE);
  };
}

/** Under the axis: the ends of the expected range, as one text where they are too near for two. */
function labels(from: number, to: number, x: (value: number) => number): Html {
  const isNear = Number.isFinite(from) && Number.isFinite(to) && x(to) - x(from) < 60;
  const texts: (readonly [number, string])[] = isNear
    ? [[(x(from) + x(to)) / 2, from === to ? short(from) : `${short(from)} to ${short(to)}`]]
    : [from, to].filter(Number.isFinite).map((end) => [x(end), short(end)]);
  return html`${texts.map(([at, text]) => {
    const anchor = at < 40 ? 'start' : at > WIDTH - 40 ? 'end' : 'middle';
    return html`<text x="${round(anchor === 'start' ? Math.max(0, at - 6) : anchor === 'end' ? Math.min(WIDTH, at + 6) : at)}" y="43" text-anchor="${anchor}">${text}</text>`;
  })}`;
}
