// All papers: what the command line, the workers and the notebooks know of.
import type { Paper } from '../spec/paper.ts';
import { convex } from './convex/index.ts';
import { stability } from './stability/index.ts';
import { xor } from './xor/index.ts';

export const papers: readonly Paper[] = [xor, convex, stability];
