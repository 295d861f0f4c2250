// Curvature of the loss: K = J J' and its spectrum, products with the Hessian, its trace and its largest eigenvalue.
import { stream } from '../../src/random/index.ts';
import {
  gram,
  hessianOperator,
  hutchinson,
  sharpness,
  symmetricEigenvalues,
} from '../../src/stability/index.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { type Case, seconds } from '../harness/contest.ts';
import { later } from '../harness/later.ts';
import type { Peer } from '../peers/peer.ts';
import { asked, loader } from './ask.ts';
import { type Make, relu, SAMPLES } from './networks.ts';

const ROUNDS = 9;
const PROBES = 100; // random products of an estimated trace
const TRACE_ERROR = 0.1; // of the estimated traces
const EIGENVALUE = 1e-3; // to which an eigenvalue is computed and compared: PyHessian's own default

export const gramMatrix =
  (peer: Peer) =>
  (name: string, make: Make, size?: Case['size']): Case => ({
    name,
    ...(size && { size }),
    rounds: ROUNDS,
    memory: size !== undefined,
    contenders: (arena) => {
      const network = later(() => make(arena));
      const K = () => {
        using scratch = new Arena();
        return gram(network().problem, network().theta, scratch).data.slice();
      };
      const expected = later(K);
      const { model } = network();
      const ask = asked(peer, loader(peer, network), { task: 'gram', request: { model }, expected });
      return [{ name: 'Assay', run: () => seconds(K) }, ...ask('numpy'), ...ask('torch')];
    },
  });

export const wholeSpectrum = (peer: Peer): Case => ({
  name: 'whole spectrum of K',
  rounds: ROUNDS,
  contenders: (arena) => {
    const network = later(() => relu(100)(arena));
    const K = later(() => gram(network().problem, network().theta, arena));
    const expected = later(() => symmetricEigenvalues(K()));
    const ask = asked(peer, loader(peer, network), {
      task: 'spectrum',
      request: { model: 'relu' },
      expected,
    });
    K();
    return [{ name: 'Assay', run: () => seconds(() => symmetricEigenvalues(K())) }, ...ask('numpy')];
  },
});

/** H v of the loss, with all made before that can be kept between products; away from a minimum, where H is not G. */
export const hessianProduct = (peer: Peer): Case => ({
  name: 'Hessian times vector, ReLU, p = 10,100',
  rounds: ROUNDS,
  contenders: (arena) => {
    const network = later(() => relu(100)(arena));
    const { problem, theta } = network();
    const operator = hessianOperator(problem, theta, arena);
    const [v, out] = [arena.float64(theta.length), arena.float64(theta.length)];
    stream('bench stability', 'direction').fillNormal(v);
    const expected = later(() => {
      operator.product(v, out);
      return out.slice();
    });
    const ask = asked(peer, loader(peer, network), { task: 'product', expected, tolerance: 1e-7 });
    return [
      { name: 'Assay', run: () => seconds(() => operator.product(v, out), 5) },
      ...ask('torch'),
      ...ask('curvlinops'),
      ...ask('pyhessian'),
    ];
  },
});

/** At a minimum, where H = G = J'J / n: ours through K, which is exact; theirs from as many products as are usual. */
export const trace = (peer: Peer): Case => ({
  name: 'trace of the Hessian at a minimum',
  rounds: ROUNDS,
  contenders: (arena) => {
    const network = later(() => relu(100, true)(arena));
    const { problem, theta } = network();
    const exact = () => {
      using scratch = new Arena();
      const K = gram(problem, theta, scratch);
      let sum = 0;
      for (let i = 0; i < SAMPLES; i++) sum += K.data[i * (SAMPLES + 1)]! / SAMPLES;
      return sum;
    };
    const request = { probes: PROBES };
    const expected = () => [exact()];
    const ask = asked(peer, loader(peer, network), {
      task: 'trace',
      request,
      expected,
      tolerance: TRACE_ERROR,
    });
    const estimate = () => {
      using scratch = new Arena();
      const operator = hessianOperator(problem, theta, scratch);
      hutchinson(operator, PROBES, stream('bench stability', 'trace'));
    };
    return [
      { name: 'Assay', run: () => seconds(() => exact()) },
      { name: 'Assay, Hutchinson', run: () => seconds(estimate) },
      ...ask('curvlinops'),
      ...ask('pyhessian'),
    ];
  },
});

export const topEigenvalue =
  (peer: Peer) =>
  (d: number): Case => ({
    name: 'largest eigenvalue of the Hessian at a minimum',
    size: { symbol: 'p', value: d * d + d },
    rounds: ROUNDS,
    contenders: (arena) => {
      const network = later(() => relu(d, true)(arena));
      const { problem, theta } = network();
      const top = () => {
        using scratch = new Arena();
        return sharpness(gram(problem, theta, scratch), { tolerance: EIGENVALUE }).top;
      };
      const request = { tolerance: EIGENVALUE };
      const expected = () => [top()];
      const ask = asked(peer, loader(peer, network), {
        task: 'largest',
        request,
        expected,
        tolerance: 20 * EIGENVALUE, // a power iteration stops when its steps are small, not its error
      });
      return [{ name: 'Assay', run: () => seconds(top) }, ...ask('curvlinops'), ...ask('pyhessian')];
    },
  });
