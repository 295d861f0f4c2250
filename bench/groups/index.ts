// The groups of the bench, in the order in which they run.

import type { Group } from '../harness/group.ts';
import { convex } from './convex.ts';
import { floor } from './floor.ts';
import { kernel } from './kernel.ts';
import { stability } from './stability.ts';
import { sweep } from './sweep.ts';
import { workbook } from './workbook.ts';
import { xor } from './xor.ts';

export const groups = { floor, convex, xor, stability, kernel, workbook, sweep } satisfies Record<
  string,
  Group
>;
export type GroupName = keyof typeof groups;
