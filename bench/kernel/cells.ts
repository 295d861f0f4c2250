// Loops and calls in cells against the same code in a plain module: least of several runs, in turns. `node bench/kernel/cells.ts`
import { ratios } from './ratios.ts';

const header = ['code', 'cells, ms', 'module, ms', 'ratio'];
const rows: string[][] = [];
for (const { name, cells, module, ratio } of await ratios(7))
  rows.push([name, cells.toFixed(1), module.toFixed(1), ratio.toFixed(2)]);
const widths = header.map((title, column) =>
  Math.max(title.length, ...rows.map((row) => row[column]!.length)),
);
for (const row of [header, ...rows])
  console.log(
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!)))
      .join('  '),
  );
