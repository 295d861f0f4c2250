// Code shapes in cells and in a plain module, timed.
import { createSession } from '../../test/kernel/rewrite/session.ts';

export interface Ratio {
  readonly name: string;
  /** Milliseconds, the least of the runs. */
  readonly cells: number;
  readonly module: number;
  readonly ratio: number;
}

interface Shape {
  readonly name: string;
  /** Earlier cells. */
  readonly before: readonly string[];
  /** The cell that is timed; `result` must be the same in both. */
  readonly timed: string;
}

const shapes: readonly Shape[] = [
  {
    name: 'let counter and sum, 1e8 steps',
    before: [],
    timed: 'let i = 0, result = 0; while (i < 1e8) { result += i % 7; i++; }',
  },
  {
    name: 'for let, sum at the top level, 1e8',
    before: ['let result = 0;'],
    timed: 'result = 0; for (let i = 0; i < 1e8; i++) result += i;',
  },
  {
    name: 'for var, sum at the top level, 1e8',
    before: [],
    timed: 'var result = 0; for (var i = 0; i < 1e8; i++) result += i;',
  },
  {
    name: 'a sum whose name held a string, 1e8',
    before: ['let result: any = "text";', 'result = undefined;'],
    timed: 'result = 0; for (let i = 0; i < 1e8; i++) result += i * .5;',
  },
  {
    name: 'array of an earlier cell, 1e7',
    before: ['const xs = Array.from({ length: 1e7 }, (_, i) => i % 10);'],
    timed: 'let result = 0; for (let i = 0; i < xs.length; i++) result += xs[i];',
  },
  {
    name: 'for of an array, 1e7',
    before: ['const xs = Array.from({ length: 1e7 }, (_, i) => i % 10);'],
    timed: 'let result = 0; for (const x of xs) result += x;',
  },
  {
    name: 'Float64Array, 1e7',
    before: ['const xs = Float64Array.from({ length: 1e7 }, (_, i) => i % 10);'],
    timed: 'let result = 0; for (let i = 0; i < xs.length; i++) result += xs[i] * xs[i];',
  },
  {
    name: 'writes to a Float64Array, 1e7',
    before: ['const xs = new Float64Array(1e7);'],
    timed:
      'let result = 1; for (let i = 0; i < xs.length; i++) xs[i] = result = (result * 48271) % 2147483647;',
  },
  {
    name: 'nested loops over a matrix, 1e7',
    before: ['const n = 1000; const m = new Float64Array(n * n).fill(.5);'],
    timed:
      'let result = 0; for (let r = 0; r < 10; r++) for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result += m[i * n + j];',
  },
  {
    name: 'function of an earlier cell, 1e7 calls',
    before: ['function f(x) { return (x * 3) % 7; }'],
    timed: 'let result = 0; for (let i = 0; i < 1e7; i++) result += f(i);',
  },
  {
    name: 'arrow that reads a let of its cell, 1e7 calls',
    before: ['let scale = 3; const f = (x) => (x * scale) % 7;'],
    timed: 'let result = 0; for (let i = 0; i < 1e7; i++) result += f(i);',
  },
  {
    name: 'function that writes a let of its cell, 1e7 calls',
    before: ['let total = 0; function add(x) { total += x; }'],
    timed: 'let result = 0; for (let i = 0; i < 1e7; i++) add(i); result = total;',
  },
  {
    name: 'loop in a function over an earlier array, 1e7',
    before: [
      'const xs = Float64Array.from({ length: 1e7 }, (_, i) => i % 10);',
      'const sum = () => { let s = 0; for (let i = 0; i < xs.length; i++) s += xs[i]; return s; };',
    ],
    timed: 'let result = 0; result = sum();',
  },
  {
    name: 'sum in a callback, 1e7',
    before: ['const xs = Array.from({ length: 1e7 }, (_, i) => i % 10);'],
    timed: 'let result = 0; xs.forEach((x) => { result += x; });',
  },
  {
    name: 'methods of a class of an earlier cell, 1e7 calls',
    before: [
      'class Point { constructor(x, y) { this.x = x; this.y = y; } norm() { return this.x * this.x + this.y * this.y; } }',
    ],
    timed: 'let result = 0; for (let i = 0; i < 1e7; i++) result += new Point(i, 1).norm();',
  },
  {
    name: 'imported function, 1e7 calls',
    before: ['import { isUint8Array } from "node:util/types";'],
    timed: 'let result = 0; for (let i = 0; i < 1e7; i++) if (!isUint8Array(i)) result += i;',
  },
];

/** Least times of `rounds` runs, cells and module in turns; each run compiles anew. */
export async function ratios(rounds: number): Promise<Ratio[]> {
  const found: Ratio[] = [];
  for (const shape of shapes) {
    let cells = Number.POSITIVE_INFINITY;
    let module = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round++) {
      const inCells = await timeCells(shape);
      const inModule = await timeModule(shape, round);
      if (!Object.is(inCells.result, inModule.result))
        throw new Error(`${shape.name}: ${inCells.result} in cells, ${inModule.result} in a module`);
      cells = Math.min(cells, inCells.ms);
      module = Math.min(module, inModule.ms);
    }
    found.push({ name: shape.name, cells, module, ratio: cells / module });
  }
  return found;
}

interface Timed {
  readonly ms: number;
  readonly result: unknown;
}

const START = 'globalThis.started = performance.now();';
const END = 'globalThis.ended = performance.now();';

const times = globalThis as unknown as { started: number; ended: number; result: unknown };

async function timeCells({ before, timed }: Shape): Promise<Timed> {
  const session = createSession();
  for (const cell of before) await session.run(cell);
  const result = await session.run(`${START}${timed}\n${END}\nresult`);
  return { ms: times.ended - times.started, result };
}

async function timeModule({ name, before, timed }: Shape, round: number): Promise<Timed> {
  const typed = [...before, `${START}${timed}\n${END}`, 'globalThis.result = result;'].join('\n');
  const text = `${typed.replaceAll(': any', '')}\n// ${name} ${round}`;
  await import(`data:text/javascript,${encodeURIComponent(text)}`);
  return { ms: times.ended - times.started, result: times.result };
}
