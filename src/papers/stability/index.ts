// Wu, Su: The Implicit Regularization of Dynamical Stability in Stochastic Gradient Descent (arXiv 2305.17490).
import type { Paper } from '../../spec/paper.ts';
import { alignment } from './alignment.ts';
import { claims } from './claims.ts';
import { e1 } from './e1.ts';
import { e2 } from './e2.ts';
import { e3 } from './e3.ts';
import { e4 } from './e4.ts';
import { escapes } from './escape.ts';
import { fashion } from './fashion.ts';
import { figures } from './figures.ts';
import { minima } from './minima.ts';
import { norms } from './norms.ts';
import { planted } from './planted.ts';
import { size } from './size.ts';

export const stability: Paper = {
  id: 'stability',
  title: 'The Implicit Regularization of Dynamical Stability in Stochastic Gradient Descent',
  authors: 'Wu, Su',
  arxiv: '2305.17490',
  experiments: [e1, e2, e3, e4, size, norms, alignment, minima, planted, escapes, fashion],
  figures,
  claims,
};
