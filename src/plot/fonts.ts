// The bundled fonts: all text of all pictures is set in them, so that pictures look the same on every machine.
// Source Sans 3 for text, Noto Sans Math for the signs it lacks (both SIL OFL 1.1).
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { codePoints } from './woff2.ts';

export interface Face {
  readonly family: string;
  readonly weight: 400 | 600;
  readonly style: 'normal' | 'italic';
  /** The characters that this file draws: those that no earlier file of the same style has. */
  readonly points: ReadonlySet<number>;
  /** WOFF2 file as a data URI. */
  readonly source: string;
}

export const FONT_FAMILY = "'Source Sans 3', 'Noto Sans Math', sans-serif";

const SUBSETS = ['latin', 'greek', 'latin-ext'] as const;

const without = (points: ReadonlySet<number>, others: ReadonlySet<number>): ReadonlySet<number> =>
  new Set([...points].filter((point) => !others.has(point)));

function load(
  packageName: string,
  subset: string,
  weight: Face['weight'],
  style: Face['style'],
): [Buffer, string] {
  const file = `@fontsource/${packageName}/files/${packageName}-${subset}-${weight}-${style}.woff2`;
  const bytes = readFileSync(fileURLToPath(import.meta.resolve(file)));
  return [bytes, `data:font/woff2;base64,${bytes.toString('base64')}`];
}

function read(): Face[] {
  const text = ([400, 600] as const).flatMap((weight) =>
    (['normal', 'italic'] as const).flatMap((style) => {
      const taken = new Set<number>();
      return SUBSETS.map((subset): Face => {
        const [bytes, source] = load('source-sans-3', subset, weight, style);
        const points = without(codePoints(bytes), taken);
        for (const point of points) taken.add(point);
        return { family: 'Source Sans 3', weight, style, points, source };
      });
    }),
  );
  const [bytes, source] = load('noto-sans-math', 'latin', 400, 'normal');
  const points = text.reduce((rest, face) => without(rest, face.points), codePoints(bytes));
  return [...text, { family: 'Noto Sans Math', weight: 400, style: 'normal', points, source }];
}

let loaded: readonly Face[] | undefined;

/** All faces, read once. */
export function faces(): readonly Face[] {
  loaded ??= read();
  return loaded;
}

const pointsOf = (text: string): ReadonlySet<number> =>
  new Set(Array.from(text, (char) => char.codePointAt(0)!));

/** Characters of the text that no bundled font has. */
export function missing(text: string): string[] {
  const rest = faces().reduce((left, face) => without(left, face.points), pointsOf(text));
  return [...rest].filter((point) => point >= 32).map((point) => String.fromCodePoint(point));
}

/** The faces that draw a text; bold and italic only where it uses them. */
export function facesFor(text: string, uses: { bold: boolean; italic: boolean }): Face[] {
  const points = [...pointsOf(text)];
  return faces().filter(
    (face) =>
      points.some((point) => face.points.has(point)) &&
      (face.weight === 400 || uses.bold) &&
      (face.style === 'normal' || uses.italic),
  );
}

/** The characters of a face as a CSS `unicode-range`. */
export function unicodeRange({ points }: Face): string {
  const runs: [number, number][] = [];
  for (const point of [...points].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && point === last[1] + 1) last[1] = point;
    else runs.push([point, point]);
  }
  return runs.map(([first, last]) => `U+${first.toString(16)}-${last.toString(16)}`).join(',');
}

/** `@font-face` rules with the files inside. */
export const fontCss = (used: readonly Face[]): string =>
  used
    .map(
      (face) =>
        `@font-face{font-family:'${face.family}';font-weight:${face.weight};font-style:${face.style};` +
        `unicode-range:${unicodeRange(face)};src:url(${face.source}) format('woff2')}`,
    )
    .join('\n');
