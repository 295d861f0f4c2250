// Which solver a program gets where none is named.
import { interiorPointMethod } from './interior.ts';
import type { Problem } from './problem.ts';
import type { AnySolver } from './solver.ts';

/** The interior-point method, which refuses robust and gated programs. */
export const solverFor = (_problem: Problem): AnySolver => interiorPointMethod;
