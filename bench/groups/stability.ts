// Paper 3: steps of SGD and GD on the diagonal and on the two-layer ReLU network, and the curvature of a minimum, against numpy,
// PyTorch, curvlinops and PyHessian on the same data, whose results must agree with ours, on one core.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stream } from '../../src/random/index.ts';
import {
  type BatchSize,
  createProblem,
  type DescentSettings,
  diagonalNetwork,
  fisherOperator,
  gram,
  hessianOperator,
  hutchinson,
  jacobian,
  outputs,
  type Position,
  type Problem,
  sharpness,
  symmetricEigenvalues,
  twoLayerRelu,
} from '../../src/stability/index.ts';
import { loopsOf, plainLoops } from '../../src/stability/loops.ts';
import { Arena } from '../../src/wasm/arena.ts';
import { type Case, type Contender, seconds } from '../harness/contest.ts';
import { type Group, taskOf } from '../harness/group.ts';
import { later } from '../harness/later.ts';
import { checkAgreement, contenderOf } from '../peers/contender.ts';
import { type Peer, startPeer } from '../peers/peer.ts';

const ROUNDS = 9;
const QUICK_ROUNDS = 3;
const TOLERANCE = 1e-9; // of the largest entry; rounding alone
const PROBES = 100; // random products of an estimated trace
const TRACE_ERROR = 0.1; // of the estimated traces
const EIGENVALUE = 1e-3; // to which an eigenvalue is computed and compared: PyHessian's own default
const n = 300;

interface Network {
  readonly name: string;
  readonly model: 'diagonal' | 'relu';
  readonly problem: Problem;
  readonly theta: Float64Array;
  readonly indices: Int32Array;
  readonly rate: number;
  readonly clip: number;
}
type Make = (arena: Arena) => Network;

const normal = (source: ReturnType<typeof stream>, length: number, deviation: number) =>
  source.fillNormal(new Float64Array(length), 0, deviation);

/** d = 1000, beta* = (1, 1, 1, 0, ..., 0). */
function diagonal(arena: Arena): Network {
  const d = 1000;
  const source = stream('bench stability', 'diagonal');
  const x = Array.from({ length: n }, () => source.fillUniform(new Float64Array(d), -1, 1));
  const y = x.map((row) => row[0]! + row[1]! + row[2]!);
  const problem = createProblem(diagonalNetwork(d), x, y, arena);
  const indices = source.fillIntegers(arena.int32(8192), n);
  const start = { theta: normal(source, 2 * d, 1), rate: 0.1, clip: 1 };
  return { name: 'diagonal, d = 1000', model: 'diagonal', problem, indices, ...start };
}

/** d inputs on the sphere of radius sqrt(d), m = d neurons, ten teacher neurons; or, at a minimum, the network's own outputs. */
const relu =
  (d: number, atMinimum = false): Make =>
  (arena) => {
    const source = stream('bench stability', 'relu', d);
    const [m, k] = [d, 10];
    const x = Array.from({ length: n }, () => source.fillSphere(new Float64Array(d), Math.sqrt(d)));
    const teacher = Array.from({ length: k }, () => source.fillSphere(new Float64Array(d)));
    const product = (v: Float64Array, row: Float64Array) =>
      v.reduce((sum, value, j) => sum + value * row[j]!, 0);
    const y = x.map((row) => teacher.reduce((sum, v) => sum + Math.max(0, product(v, row)), 0));
    const theta = Float64Array.of(...normal(source, m * d, d ** -0.25), ...normal(source, m, 1));
    const problem = createProblem(twoLayerRelu(d, m), x, y, arena);
    if (atMinimum) problem.targets.set(outputs(problem.model, theta, problem.inputs));
    const indices = source.fillIntegers(arena.int32(8192), n);
    return { name: 'ReLU', model: 'relu', problem, theta, indices, rate: 0.002, clip: 100 };
  };

/** Hands the data of a case to the peer, once for all its contenders. */
function loader(peer: Peer, network: () => Network): () => Promise<void> {
  return later(async () => {
    const { problem, theta, indices, model } = network();
    const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
    const arrays: { [name: string]: [number[], string] } = {};
    const write = (name: string, values: Float64Array | Int32Array, ...shape: number[]) => {
      writeFileSync(join(folder, name), values);
      arrays[name] = [shape, values instanceof Float64Array ? 'float64' : 'int32'];
    };
    write('theta', theta, theta.length);
    write('inputs', problem.inputs.data, n, problem.inputs.cols);
    write('targets', problem.targets, n);
    write('indices', indices, indices.length);
    write(
      'direction',
      stream('bench stability', 'direction').fillNormal(new Float64Array(theta.length)),
      theta.length,
    );
    await peer.ask('load', { folder, arrays, model });
    rmSync(folder, { recursive: true });
  });
}

const libraries = {
  numpy: ['numpy', ['numpy']],
  torch: ['PyTorch', ['numpy', 'torch']],
  curvlinops: ['curvlinops', ['numpy', 'torch', 'curvlinops']],
  pyhessian: ['PyHessian', ['numpy', 'torch', 'pyhessian']],
} as const;
type Library = keyof typeof libraries;

interface Asked {
  readonly task: string;
  readonly request?: object;
  /** What they must give, up to `tolerance` of the largest entry. */
  readonly expected: () => ArrayLike<number>;
  readonly tolerance?: number;
  /** Repeats in a request, by which the time is divided. */
  readonly times?: number;
}

const asked =
  (
    peer: Peer,
    load: () => Promise<void>,
    { task, request, expected, tolerance = TOLERANCE, times = 1 }: Asked,
  ) =>
  (library: Library): Contender[] => {
    const [name, needs] = libraries[library];
    const run = async () => {
      type Answer = { readonly seconds: number; readonly values: readonly number[] };
      const answer = await peer.ask<Answer>(task, { ...request, library });
      checkAgreement(`${name}, ${task}`, answer.values, expected(), tolerance);
      return answer.seconds / times;
    };
    return contenderOf(peer, needs, { name, prepare: load, run });
  };

type Size = NonNullable<Case['size']>;

/** A step on so many samples: ours in a call of `count` steps, the others in fewer. */
const step =
  (peer: Peer) =>
  (name: string, make: Make, batchSize: BatchSize, count: number, theirs: number, size?: Size): Case => ({
    name,
    ...(size && { size }),
    rounds: ROUNDS,
    contenders: (arena) => {
      const network = later(() => make(arena));
      const parts = later(() => {
        const { problem, theta, indices, rate, clip } = network();
        const settings: DescentSettings = {
          learningRate: rate,
          clip,
          tolerance: 0,
          quietSteps: 0,
          maxSteps: 1e9,
        };
        const from: Position = { theta, steps: 0, loss: 1, lastClipped: 0 };
        const rates = arena.float64(1).fill(rate);
        const samples = batchSize === 'all' ? undefined : indices;
        const steps = (count: number) => ({ count, rates, samples, noise: undefined });
        return {
          loops: (count: number) => loopsOf(problem, settings, batchSize, arena)(from, steps(count)),
          plain: (count: number) => plainLoops(problem, settings, batchSize)(from, steps(count)),
        };
      });
      const expected = later(() => parts().loops(theirs).theta);
      const plainSteps = Math.max(1, theirs / 10);
      const { rate, clip, model } = network();
      const request = { model, batch: batchSize === 'all' ? 0 : batchSize, steps: theirs, rate, clip };
      const ask = asked(peer, loader(peer, network), { task: 'descent', request, expected, times: theirs });
      return [
        { name: 'Assay', run: () => seconds(() => parts().loops(count)) / count },
        ...ask('numpy'),
        ...ask('torch'),
        { name: 'plain JavaScript', run: () => seconds(() => parts().plain(plainSteps)) / plainSteps },
      ];
    },
  });

const gramMatrix =
  (peer: Peer) =>
  (name: string, make: Make, size?: Size): Case => ({
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

const wholeSpectrum = (peer: Peer): Case => ({
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
const hessianProduct = (peer: Peer): Case => ({
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
const trace = (peer: Peer): Case => ({
  name: 'trace of the Hessian at a minimum',
  rounds: ROUNDS,
  contenders: (arena) => {
    const network = later(() => relu(100, true)(arena));
    const { problem, theta } = network();
    const exact = () => {
      using scratch = new Arena();
      const K = gram(problem, theta, scratch);
      let sum = 0;
      for (let i = 0; i < n; i++) sum += K.data[i * (n + 1)]! / n;
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
      const operator = fisherOperator(jacobian(problem, theta, scratch), scratch);
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

const topEigenvalue =
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
