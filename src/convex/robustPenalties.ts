// The penalties of the robust ADMM: each kind of copy has one, at which the copies are as long as their scaled multipliers.
import type { Matrix } from '../linalg/index.ts';
import { rowNorm } from './operators.ts';
import type { Problem } from './problem.ts';
import { copyNames, type Each } from './robustSplitting.ts';

const LARGEST = 30; // factor between a scale and the first one, lest it follows copies that vanish
const LEAST = 1.2; // largest factor of a scale below which none changes

/** Square roots of the first penalties: for outputs of size 1, and blocks and multipliers that go with them. */
export function firstScale({ X, y, loss, beta, radius }: Problem): Each<number> {
  const slopes = new Float64Array(y.length);
  loss.gradient(slopes, y, slopes);
  const slope = rootMeanSquare(slopes);
  const length = rootMeanSquare(Float64Array.from({ length: X.rows }, (_, k) => rowNorm(X, k)));
  const [block, output] = [Math.sqrt(beta * length), Math.sqrt(slope)];
  const part = Math.sqrt(slope * length * (radius || 1));
  return { v: block, s: block, r: block, z: output, l: output, t: part, m: output };
}

/** 1 where all values are 0. */
const rootMeanSquare = (values: Float64Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length) || 1;

/**
 * Better scales, where they are worth new factors of the system. The copies and the points (copy + scaled multiplier)
 * are put in the new units. Cost: a few operations per entry.
 */
export function balance(
  first: Each<number>,
  scale: Each<number>,
  points: Each<Matrix>,
  copies: Each<Matrix>,
): Each<number> | undefined {
  const factors = copyNames.map((name) => {
    const [p, c] = [points[name].data, copies[name].data];
    let [size, dual] = [0, 0];
    for (let i = 0; i < c.length; i++) {
      size += c[i]! * c[i]!;
      dual += (p[i]! - c[i]!) * (p[i]! - c[i]!);
    }
    const ideal = Math.sqrt(Math.sqrt(dual / size)); // size grows with the square of the scale, dual falls with it
    if (!(ideal > 0 && ideal < Infinity)) return 1;
    const whole = (ideal * scale[name]) / first[name];
    return (Math.min(Math.max(whole, 1 / LARGEST), LARGEST) * first[name]) / scale[name];
  });
  if (factors.every((factor) => factor < LEAST && factor > 1 / LEAST)) return undefined;
  const better = { ...scale };
  copyNames.forEach((name, place) => {
    const factor = factors[place]!;
    better[name] *= factor;
    const [p, c] = [points[name].data, copies[name].data];
    for (let i = 0; i < c.length; i++) {
      const dual = (p[i]! - c[i]!) / factor;
      c[i]! *= factor;
      p[i] = c[i]! + dual;
    }
  });
  return better;
}
