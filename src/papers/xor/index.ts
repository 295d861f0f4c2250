// Xu, Wang, Frei, Vardi, Hu: Benign Overfitting and Grokking in ReLU Networks for XOR Cluster Data (arXiv 2310.02541).
import type { Paper } from '../../spec/paper.ts';
import { claims } from './claims.ts';
import { figure1Left } from './figure1Left.ts';
import { figures } from './figures.ts';

export const xor: Paper = {
  id: 'xor',
  title: 'Benign Overfitting and Grokking in ReLU Networks for XOR Cluster Data',
  authors: 'Xu, Wang, Frei, Vardi, Hu',
  arxiv: '2310.02541',
  experiments: [figure1Left],
  figures,
  claims,
};
