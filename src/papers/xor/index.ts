// Xu, Wang, Frei, Vardi, Hu: Benign Overfitting and Grokking in ReLU Networks for XOR Cluster Data (arXiv 2310.02541).
import type { Paper } from '../../spec/paper.ts';
import { claims } from './claims.ts';
import { delay } from './delay.ts';
import { exact } from './exact.ts';
import { figure1Left } from './figure1Left.ts';
import { figure1Right } from './figure1Right.ts';
import { figure2 } from './figure2.ts';
import { figures } from './figures.ts';
import { manyRuns } from './manyRuns.ts';
import { phase } from './phase.ts';
import { variation } from './variations.ts';

export const xor: Paper = {
  id: 'xor',
  title: 'Benign Overfitting and Grokking in ReLU Networks for XOR Cluster Data',
  authors: 'Xu, Wang, Frei, Vardi, Hu',
  arxiv: '2310.02541',
  experiments: [figure1Left, figure1Right, figure2, manyRuns, delay, variation, phase, exact],
  figures,
  claims,
};
