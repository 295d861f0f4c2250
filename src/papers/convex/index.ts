// Bai, Gautam, Sojoudi: Efficient Global Optimization of Two-layer ReLU Networks: Quadratic-time Algorithms and Adversarial Training (arXiv 2201.01965).
import type { Paper } from '../../spec/paper.ts';
import { c1 } from './c1.ts';
import { c12 } from './c12.ts';
import { claims } from './claims.ts';
import { e1 } from './e1.ts';
import { e2 } from './e2.ts';
import { e3 } from './e3.ts';
import { e4 } from './e4.ts';
import { e5 } from './e5.ts';
import { e6 } from './e6.ts';
import { e7 } from './e7.ts';
import { e8 } from './e8.ts';
import { e9 } from './e9.ts';
import { e9Tuning } from './e9Tuning.ts';
import { e10 } from './e10.ts';
import { figures } from './figures.ts';
import { path } from './path.ts';
import { patternKinds } from './patternKinds.ts';
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
  experiments: [
    e1,
    samplingBound,
    e2,
    e3,
    c1,
    e4,
    e5,
    scpGap,
    e6,
    e7,
    e8,
    c12,
    e9Tuning,
    e9,
    e10,
    patternKinds,
    path,
    toy,
    toyLandscape,
  ],
  figures,
  claims,
};
