// Frames as lines of a traceback, those of the user's text with the text and a caret.
import { bold, red } from './ansi.ts';
import { excerpt } from './excerpt.ts';
import type { Frame, Quote } from './frames.ts';

const FRAMES = 20; // of more, the first and the last
const LAST = 5;
const QUOTES = 4; // frames that are shown with their line

export function frameLines(frames: readonly Frame[]): string[] {
  const left = frames.length - FRAMES;
  const [head, tail] = left > 0 ? [frames.slice(0, FRAMES - LAST), frames.slice(-LAST)] : [frames, []];
  let quotes = 0;
  const lines = ({ name, place, quote }: Frame): string[] => [
    `    at ${called(name, quote ? bold(place) : place)}`,
    ...(quote && quotes++ < QUOTES ? quoted(quote) : []),
  ];
  const between = left > 0 ? [`    … ${left} more frames …`] : [];
  return [...head.flatMap(lines), ...between, ...tail.flatMap(lines)];
}

const called = (name: string, place: string): string =>
  name === '' || name === 'async' ? `${name} ${place}`.trimStart() : `${name} (${place})`;

function quoted({ text, line, column }: Quote): string[] {
  const shown = excerpt(text, column, column + 1, '^');
  const gutter = `      ${line} | `;
  return [`${gutter}${shown.line}`, `${' '.repeat(gutter.length - 2)}| ${red(shown.mark)}`];
}
