// Colours that stay apart for colour-blind readers and on a grey print.
// Palette: M. Okabe, K. Ito, "Color Universal Design" (2008). Scale: anchors of viridis (matplotlib), dark half.
import { pow } from '../wasm/math.ts';

/** In the order of use: the first four carry lines and labels, the last two are pale and serve for fills. */
export const colours = {
  blue: '#0072b2',
  vermillion: '#d55e00',
  green: '#009e73',
  purple: '#cc79a7',
  orange: '#e69f00',
  sky: '#56b4e9',
  grey: '#6b6f76',
  black: '#1d1f24',
} as const;

const SCALE = ['#440154', '#414487', '#2a788e', '#22a884', '#6fc03c'] as const;

type Rgb = readonly [number, number, number];

const channels = (hex: string): Rgb => {
  if (!/^#[0-9a-f]{6}$/i.test(hex))
    throw new TypeError(`the colour is ${JSON.stringify(hex)}: #rrggbb was expected`);
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
};

const toHex = (rgb: readonly number[]): string =>
  `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;

/** `count` colours from dark violet to light green, for curves of an ordered setting such as a learning rate. */
export function ordered(count: number): string[] {
  const anchors = SCALE.map(channels);
  return Array.from({ length: count }, (_, index) => {
    const position = count === 1 ? 0 : (index / (count - 1)) * (anchors.length - 1);
    const left = Math.min(Math.floor(position), anchors.length - 2);
    return toHex(anchors[left]!.map((c, k) => c + (position - left) * (anchors[left + 1]![k]! - c)));
  });
}

/** The colour as `rgba(...)` with the given opacity, 0..1. */
export const translucent = (colour: string, opacity: number): string =>
  `rgba(${channels(colour).join(', ')}, ${opacity})`;

/** Contrast of a colour against white, 1..21 (WCAG 2.1, section 1.4.3). */
export function contrast(colour: string): number {
  const [r, g, b] = channels(colour).map((c) =>
    c <= 10 ? c / 255 / 12.92 : pow((c / 255 + 0.055) / 1.055, 2.4),
  ) as unknown as Rgb;
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}

/** The colour, darkened until text in it reads well on white (contrast at least 4.5). */
export function ink(colour: string): string {
  let text = colour;
  while (contrast(text) < 4.5) text = toHex(channels(text).map((channel) => 0.95 * channel));
  return text;
}
