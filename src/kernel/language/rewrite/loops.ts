// Loops at the top level run on local copies of bindings, at the speed of locals.
//
// A name that a loop only reads is copied if no function writes it; one that it writes, if no function reads or writes
// it: then nobody can tell, whatever the loop calls. Copies are written back when the loop is left in any way. A
// terminated script runs no `finally`: loops with calls or further loops in them write back while they run, in the
// first 1024 iterations each time and then after every 1024th part of those done, so that the bindings are then as one
// of the last iterations left them; after a loop without, where writing costs half its speed, as they were before it.
// A loop with `await` is left as it is.
import type TS from 'typescript';
import { ts } from '../typescript.ts';
import type { Use } from './binding.ts';
import type { Edits } from './edits.ts';
import type { Bound } from './resolve.ts';
import type { Loop, Walk } from './walk.ts';

export interface LoopOptions {
  /** What functions of this and earlier cells do with a name. */
  readonly useOf: (name: string) => Use | undefined;
  /** Prefix of generated names. */
  readonly prefix: string;
}

/** Makes copies around loops, and marks the references that use them. */
export function copyAroundLoops(
  { loops, awaits, calls, edits, file }: Walk,
  bound: readonly Bound[],
  { useOf, prefix }: LoopOptions,
): void {
  let done = 0;
  for (const loop of loops) {
    const { labelled } = loop;
    const contains = (position: number): boolean => position >= labelled.pos && position < labelled.end;
    if (labelled.pos < done || awaits.some(contains)) continue;
    const inside = bound.filter(
      ({ reference, checked }) => !reference.inFunction && !checked && contains(reference.start),
    );
    const names = Map.groupBy(inside, ({ reference }) => reference.name);
    const read: Bound[] = [];
    const written: Bound[] = [];
    for (const [name, uses] of names) {
      const use = useOf(name);
      const first = uses[0]!;
      if (first.imported) continue;
      const writes = !first.constant && uses.some(({ reference }) => reference.writes);
      if (writes ? use !== undefined : use === 'write') continue;
      (writes ? written : read).push(first);
      for (const one of uses) one.copied = true;
    }
    if (read.length + written.length === 0) continue;
    done = labelled.end;
    const checked = loops
      .map(({ node }) => node)
      .filter((node) => contains(node.pos) && lasts(node, [...calls, ...loops.map((one) => one.node.pos)]));
    wrapLoop(edits, file, loop, checked, { read, written, prefix });
  }
}

/** Whether one of the positions, of calls and loops, is inside. */
const lasts = ({ pos, end }: TS.Node, positions: readonly number[]): boolean =>
  positions.some((position) => position > pos && position < end);

interface Copies {
  readonly read: readonly Bound[];
  readonly written: readonly Bound[];
  readonly prefix: string;
}

function wrapLoop(
  edits: Edits,
  file: TS.SourceFile,
  { labelled }: Loop,
  checked: readonly TS.IterationStatement[],
  { read, written, prefix }: Copies,
): void {
  const copies = (bound: readonly Bound[]): string =>
    bound.map(({ reference: { name }, access }) => `${name} = ${access}`).join(', ');
  let open = '{';
  if (read.length > 0) open += `const ${copies(read)}; `;
  let close = '}';
  if (written.length > 0) {
    const count = `${prefix}n`;
    const next = `${prefix}m`;
    const back = written.map(({ reference: { name }, access }) => `${access} = ${name}`).join(', ');
    const counters = checked.length > 0 ? `, ${count} = 0, ${next} = 0` : '';
    open += `let ${copies(written)}${counters}; try {`;
    close = `} finally {${back};}}`;
    const check = `if (++${count} > ${next}) {${back}; ${next} = ${count} + (${count} >>> 10);} `;
    for (const { statement } of checked) {
      const start = statement.getStart(file);
      if (ts.isBlock(statement)) edits.wrap(start + 1, statement.end, check, '');
      else edits.wrap(start, statement.end, `{${check}`, '}');
    }
  }
  edits.wrap(labelled.getStart(file), labelled.end, open, close);
}
