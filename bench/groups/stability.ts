// Paper 3: steps of SGD and GD on the diagonal and on the two-layer ReLU network, and the curvature of a minimum, against numpy,
// PyTorch, curvlinops and PyHessian on the same data, whose results must agree with ours, on one core.
import { type Group, taskOf } from '../harness/group.ts';
import { startPeer } from '../peers/peer.ts';
import { gramMatrix, hessianProduct, topEigenvalue, trace, wholeSpectrum } from '../stability/curvature.ts';
import { diagonal, relu } from '../stability/networks.ts';
import { step } from '../stability/training.ts';

const QUICK_ROUNDS = 3;
const WIDTHS = [30, 50, 70, 100, 140];

export const stability: Group = {
  title: 'Stability: training and curvature',
  seconds: { full: 100, quick: 20 },
  open: async (quick) => {
    const peer = await startPeer('stability.py', ['numpy', 'scipy', 'torch', 'curvlinops', 'pyhessian']);
    const [descend, K, top] = [step(peer), gramMatrix(peer), topEigenvalue(peer)];
    const widths = quick ? [30, 100] : WIDTHS;
    const size = (d: number) => ({ symbol: 'p', value: d * d + d });
    const cases = [
      descend('SGD step, diagonal', diagonal, 1, 8192, 200),
      descend('GD step, diagonal', diagonal, 'all', 100, 20),
      ...widths.map((d) => descend('SGD step, ReLU', relu(d), 1, 8192, 200, size(d))),
      descend('SGD step of 16, ReLU', relu(100), 16, 500, 100),
      descend('GD step, ReLU', relu(100), 'all', 30, 20),
      K("K = J J', diagonal", diagonal),
      ...widths.map((d) => K("K = J J', ReLU", relu(d), size(d))),
      wholeSpectrum(peer),
      hessianProduct(peer),
      trace(peer),
      ...widths.map(top),
    ];
    return {
      tasks: cases.map((one) => taskOf(quick ? { ...one, rounds: QUICK_ROUNDS } : one)),
      versions: peer.found,
      absent: peer.absent,
      [Symbol.asyncDispose]: async () => peer[Symbol.dispose](),
    };
  },
};
