// Random programs split over cells against the same programs as one plain module.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { inUserNames } from '../../../src/kernel/display/userNames.ts';
import { randomProgram } from './programs.ts';
import { createSession, isReadable } from './session.ts';

interface Effects {
  readonly log: (...values: unknown[]) => void;
  readonly lines: string[];
  readonly globals: Record<string, unknown>;
}

function createEffects(): Effects {
  const lines: string[] = [];
  let fuel = 300;
  const tick = (): void => {
    if (fuel-- <= 0) throw new RangeError('out of fuel');
  };
  const log = (...values: unknown[]): void => {
    if (lines.length < 300) lines.push(values.map((value) => show(value, 3)).join(' '));
  };
  function call(this: unknown, fn: unknown, value: unknown): unknown {
    tick();
    return typeof fn === 'function' ? fn(value) : fn;
  }
  return { log, lines, globals: { log, tick, call, fns: [] } };
}

/** Text of a value, with names of functions and classes; calls nothing of the program. */
function show(value: unknown, depth: number): string {
  if (typeof value === 'function') return `function ${Object.getOwnPropertyDescriptor(value, 'name')?.value}`;
  if (typeof value === 'string') return JSON.stringify(inUserNames(value).slice(0, 100));
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Promise) return 'promise';
  if (value instanceof Error) return value.name;
  if (depth === 0) return '...';
  const entries = Object.entries(Object.getOwnPropertyDescriptors(value)).slice(0, 20);
  return `{${entries.map(([key, { value: item }]) => `${key.slice(0, 40)}: ${show(item, depth - 1)}`).join(', ')}}`;
}

// The text of a function is not the same in a cell.
const native = Function.prototype.toString;
/** While `run` runs, functions give only their name as text. */
async function withoutTexts(run: () => Promise<void>): Promise<void> {
  const ignore = (): void => {};
  process.on('unhandledRejection', ignore);
  Function.prototype.toString = function (this: unknown): string {
    return show(this, 0);
  };
  try {
    await run();
  } finally {
    Function.prototype.toString = native;
    process.off('unhandledRejection', ignore);
  }
}

let modules = 0;
async function runModule(cells: string[][]): Promise<string[]> {
  const { lines, log, globals } = createEffects();
  Object.assign(globalThis, { effects: globals });
  const head = `const { ${Object.keys(globals).join(', ')} } = globalThis.effects;\n`;
  const text = `${head}${cells.flat().join('\n')}\n// ${modules++}`;
  try {
    await import(`data:text/javascript,${encodeURIComponent(text)}`);
  } catch (error) {
    if (error instanceof SyntaxError) return ['SyntaxError'];
    log((error as Error).name);
  }
  return lines;
}

async function runCells(cells: string[][]): Promise<string[]> {
  const { lines, log, globals } = createEffects();
  const session = createSession({ globals, size: 3 });
  try {
    for (const cell of cells) await session.run(cell.join('\n'));
  } catch (error) {
    log((error as Error).name);
  }
  return lines;
}

const differs = async (cells: string[][]): Promise<boolean | undefined> => {
  const expected = await runModule(cells);
  if (expected[0] === 'SyntaxError' || !cells.every((cell) => isReadable(cell.join('\n')))) return undefined;
  return !isDeepStrictEqual(await runCells(cells), expected);
};

/** Fewer statements that still differ. */
async function minimal(cells: string[][]): Promise<string[][]> {
  for (const [cell, lines] of cells.entries())
    for (const line of lines.keys()) {
      const fewer = cells.with(cell, lines.toSpliced(line, 1));
      if (await differs(fewer)) return minimal(fewer);
    }
  return cells;
}

/** Fails with the smallest program found that prints or throws something else in cells. */
export const comparePrograms = (count: number, seed: number): Promise<void> =>
  withoutTexts(async () => {
    let valid = 0;
    for (const one of fc.sample(fc.integer(), { numRuns: count, seed })) {
      const cells = randomProgram(pickFrom(one));
      const found = await differs(cells);
      if (found === false) valid++;
      if (!found) continue;
      const few = await minimal(cells);
      const text = few.map((cell) => cell.join('\n')).join('\n// next cell\n');
      assert.deepEqual(await runCells(few), await runModule(few), `seed ${one}:\n${text}`);
    }
    assert.ok(valid > count / 2, `only ${valid} of ${count} programs were valid`);
  });

/** Mulberry32. */
function pickFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
