// Bai, Gautam, Sojoudi: Efficient Global Optimization of Two-layer ReLU Networks: Quadratic-time Algorithms and Adversarial Training (arXiv 2201.01965).
import type { Paper } from '../../spec/paper.ts';
import { c1 } from './c1.ts';
import { claims } from './claims.ts';
import { e1 } from './e1.ts';
import { e2 } from './e2.ts';
import { e4 } from './e4.ts';
import { figures } from './figures.ts';
import { path } from './path.ts';
import { samplingBound } from './samplingBound.ts';
import { scpGap } from './scpGap.ts';
import { toy } from './toy.ts';
import { toyLandscape } from './toyLandscape.ts';

export const convex: Paper = {
  id: 'convex',
  title:
    'Efficient Global Optimization of Two-layer ReLU Networks: Quadratic-time Algorithms and Adversarial Training',
  authors: 'Bai, Gautam, Sojoudi',
  arxiv: '2201.01965',
  experiments: [e1, samplingBound, e2, c1, e4, scpGap, path, toy, toyLandscape],
  figures,
  claims,
};
