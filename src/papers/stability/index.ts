// Wu, Su: The Implicit Regularization of Dynamical Stability in Stochastic Gradient Descent (arXiv 2305.17490).
import type { Paper } from '../../spec/paper.ts';
import { claims } from './claims.ts';
import { e3 } from './e3.ts';
import { figures } from './figures.ts';

export const stability: Paper = {
  id: 'stability',
  title: 'The Implicit Regularization of Dynamical Stability in Stochastic Gradient Descent',
  authors: 'Wu, Su',
  arxiv: '2305.17490',
  experiments: [e3],
  figures,
  claims,
};
