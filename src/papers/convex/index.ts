// Bai, Gautam, Sojoudi: Efficient Global Optimization of Two-layer ReLU Networks: Quadratic-time Algorithms and Adversarial Training (arXiv 2201.01965).
import type { Paper } from '../../spec/paper.ts';
import { c1 } from './c1.ts';
import { claims } from './claims.ts';
import { e2 } from './e2.ts';
import { e5 } from './e5.ts';
import { e6 } from './e6.ts';
import { e9 } from './e9.ts';
import { e9Tuning } from './e9Tuning.ts';
import { figures } from './figures.ts';
import { patternKinds } from './patternKinds.ts';
import { scpGap } from './scpGap.ts';

export const convex: Paper = {
  id: 'convex',
  title:
    'Efficient Global Optimization of Two-layer ReLU Networks: Quadratic-time Algorithms and Adversarial Training',
  authors: 'Bai, Gautam, Sojoudi',
  arxiv: '2201.01965',
  experiments: [e2, c1, e5, scpGap, e6, e9, e9Tuning, patternKinds],
  figures,
  claims,
};
