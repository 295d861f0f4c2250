// Wu, Su: The Implicit Regularization of Dynamical Stability in Stochastic Gradient Descent (arXiv 2305.17490).
import type { Paper } from '../../spec/paper.ts';
import { alignment } from './alignment.ts';
import { claims } from './claims.ts';
import { e3 } from './e3.ts';
import { e4 } from './e4.ts';
import { escapes } from './escape.ts';
import { figures } from './figures.ts';
import { minima } from './minima.ts';
import { planted } from './planted.ts';

export const stability: Paper = {
  id: 'stability',
  title: 'The Implicit Regularization of Dynamical Stability in Stochastic Gradient Descent',
  authors: 'Wu, Su',
  arxiv: '2305.17490',
  experiments: [e3, e4, alignment, minima, planted, escapes],
  figures,
  claims,
};
