// Times that obey other laws than the paper's: for the counterexamples of C7 and for tests.
import { pow } from '../../wasm/math.ts';
import { e3 } from './e3.ts';
import { ACCELERATED, ADMM, type E3Results, type E3Row, INTERIOR, JOINT } from './e3Views.ts';

/** Exponents of an iteration, and seconds of ADMM's solve over those of CVXPY's. */
export function inventTimes(admm: number, interior: number, ratio: number): E3Results {
  const base = { version: '', setting: '', objective: 1, accuracy: 1, date: '', cpu: '', cores: 1 };
  const row = (study: E3Row['study'], n: number, solver: string, repeat: number, seconds: number): E3Row => ({
    ...base,
    study,
    name: JOINT,
    n,
    d: 10,
    P: n / 4,
    solver,
    repeat,
    seconds: seconds * (1 + 0.01 * repeat),
    inside: seconds,
    gap: 1e-4,
  });
  const repeats = [1, 2, 3];
  const sizes = [80, 160, 320];
  const iterations = sizes.flatMap((n) =>
    repeats.flatMap((repeat) => [
      row('iteration', n, ADMM, repeat, 1e-6 * pow(n, admm)),
      row('iteration', n, ACCELERATED, repeat, 1e-6 * pow(n, admm)),
      row('iteration', n, INTERIOR, repeat, 1e-6 * pow(n, interior)),
    ]),
  );
  const solves = repeats.flatMap((repeat) => [
    row('size', 160, ADMM, repeat, ratio),
    row('size', 160, 'CVXPY, Clarabel', repeat, 1 + 0.1 * repeat),
  ]);
  return e3.runs().map((run) => ({
    ...run,
    records: [...iterations, ...solves].filter((one) => one.study === run.settings.study),
  }));
}

/** ADMM as expensive as an interior-point method, which is linear, and slower than CVXPY. */
export const e3Counterexample = (): E3Results => inventTimes(3, 1, 20);
