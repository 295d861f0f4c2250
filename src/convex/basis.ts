// Linearly independent vectors as Q R, which others enter and leave: Gram-Schmidt, twice, for the one, rotations for the
// other (Daniel, Gragg, Kaufman, Stewart, Math. Comp. 30, 1976).
import { dot, norm } from './nnls.ts';

export interface Basis {
  /** Orthonormal vectors. */
  readonly Q: Float64Array[];
  /** Columns of the upper triangular R, of 1, 2, .. entries: vector c is the sum over r of R[c][r] Q[r]. */
  readonly R: number[][];
}

/** Shares of a vector along Q, and what is left of it. Cost: 4 n k flops for k vectors of n entries. */
export function project({ Q }: Basis, vector: Float64Array) {
  const rest = vector.slice();
  const shares = Q.map(() => 0);
  for (let pass = 0; pass < 2; pass++)
    Q.forEach((q, r) => {
      const share = dot(q, rest);
      shares[r]! += share;
      for (let k = 0; k < rest.length; k++) rest[k]! -= share * q[k]!;
    });
  return { shares, rest };
}

/** Appends the vector that was projected. */
export function append({ Q, R }: Basis, { shares, rest }: ReturnType<typeof project>): void {
  const length = norm(rest);
  Q.push(rest.map((value) => value / length));
  R.push([...shares, length]);
}

/** The weights x with sum over c of x_c (vector c) nearest to a vector of the given shares. Cost: k^2 flops. */
export function weightsOf({ R }: Basis, shares: readonly number[]): number[] {
  const x = [...shares];
  for (let c = x.length - 1; c >= 0; c--) {
    x[c]! /= R[c]![c]!;
    for (let r = 0; r < c; r++) x[r]! -= R[c]![r]! * x[c]!;
  }
  return x;
}

/** Takes vector `place` out. Cost: up to 6 n k flops. */
export function remove({ Q, R }: Basis, place: number): void {
  R.splice(place, 1);
  for (let c = place; c < R.length; c++) {
    const [a, b] = [R[c]![c]!, R[c]![c + 1]!];
    const length = Math.sqrt(a * a + b * b);
    const [cosine, sine] = [a / length, b / length];
    for (let column = c; column < R.length; column++) {
      const entries = R[column]!;
      const [x, y] = [entries[c]!, entries[c + 1]!];
      entries[c] = cosine * x + sine * y;
      entries[c + 1] = cosine * y - sine * x;
    }
    R[c]!.length = c + 1;
    const [p, q] = [Q[c]!, Q[c + 1]!];
    for (let k = 0; k < p.length; k++) {
      const [x, y] = [p[k]!, q[k]!];
      p[k] = cosine * x + sine * y;
      q[k] = cosine * y - sine * x;
    }
  }
  Q.pop();
}
