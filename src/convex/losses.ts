// The losses by their names.
import { bce } from './bce.ts';
import { hinge } from './hinge.ts';
import { squared } from './squared.ts';

export const losses = { squared, hinge, bce } as const;
