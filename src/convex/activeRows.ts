// Least squares over a set of rows that changes by one at a time: QR factors, by Gram-Schmidt when a row enters and by
// Givens rotations when one leaves (Golub and Van Loan, Matrix Computations, section 6.5).
import { add, dot, norm } from './vectors.ts';

const DEPENDENT = 1e-12; // of a row orthogonal to the others, relative to its length
const CANCELLED = 0.2; // share of a row left by one pass below which rounding asks for another

/** min over weights of ||target - sum over i of weights_i row_i||, rows and target of d entries. */
export class ActiveRows {
  /** target - sum over i of weights_i row_i for the best weights. */
  readonly residual: Float64Array;
  readonly #basis: Float64Array[] = []; // orthonormal
  readonly #upper: Float64Array[] = []; // row i = sum over h <= i of upper_i[h] basis_h
  readonly #shares: number[] = []; // of the target along the basis

  constructor(target: Float64Array) {
    this.residual = target.slice();
  }

  get size(): number {
    return this.#basis.length;
  }

  /** Appends a row; false, and nothing changed, if it depends on the others. Cost: 8 d flops per row in the set. */
  enter(row: Float64Array): boolean {
    const rest = row.slice();
    const column = new Float64Array(this.size + 1);
    let length = norm(row);
    for (let before = Infinity; length < CANCELLED * before; ) {
      before = length;
      for (let h = 0; h < this.size; h++) {
        const share = dot(this.#basis[h]!, rest);
        column[h]! += share;
        add(rest, -share, this.#basis[h]!);
      }
      length = norm(rest);
    }
    if (!(length > DEPENDENT * norm(row))) return false;
    for (let j = 0; j < rest.length; j++) rest[j]! /= length;
    column[this.size] = length;
    const share = dot(rest, this.residual);
    add(this.residual, -share, rest);
    this.#basis.push(rest);
    this.#upper.push(column);
    this.#shares.push(share);
    return true;
  }

  /** Takes the row at a place out; the later ones move up. Cost: 6 (d + size) flops per later row. */
  leave(place: number): void {
    this.#upper.splice(place, 1);
    const last = this.size - 1;
    for (let i = place; i < last; i++) {
      const [above, below] = [this.#upper[i]![i]!, this.#upper[i]![i + 1]!];
      const length = Math.sqrt(above * above + below * below);
      const [cos, sin] = [above / length, below / length];
      for (let h = i; h < last; h++) rotate(this.#upper[h]!, i, cos, sin);
      rotate(this.#shares, i, cos, sin);
      const [p, q] = [this.#basis[i]!, this.#basis[i + 1]!];
      for (let j = 0; j < p.length; j++) {
        const old = p[j]!;
        p[j] = cos * old + sin * q[j]!;
        q[j] = cos * q[j]! - sin * old;
      }
    }
    add(this.residual, this.#shares.pop()!, this.#basis.pop()!);
  }

  /** The best weights, in the order of the rows. Cost: size^2 flops. */
  weights(): number[] {
    const weights = this.#shares.slice();
    for (let i = this.size - 1; i >= 0; i--) {
      const column = this.#upper[i]!;
      const weight = weights[i]! / column[i]!;
      weights[i] = weight;
      for (let h = 0; h < i; h++) weights[h]! -= weight * column[h]!;
    }
    return weights;
  }

  /** The shortest v with <row_i, v> = values_i. Cost: size (size + 2 d) flops. */
  shortest(values: readonly number[]): Float64Array {
    const v = new Float64Array(this.residual.length);
    const shares: number[] = [];
    for (let i = 0; i < this.size; i++) {
      const column = this.#upper[i]!;
      let rest = values[i]!;
      for (let h = 0; h < i; h++) rest -= column[h]! * shares[h]!;
      shares.push(rest / column[i]!);
      add(v, shares[i]!, this.#basis[i]!);
    }
    return v;
  }
}

/** Entries i and i + 1 turned by an angle. */
function rotate(values: Float64Array | number[], i: number, cos: number, sin: number): void {
  const [above, below] = [values[i]!, values[i + 1]!];
  values[i] = cos * above + sin * below;
  values[i + 1] = cos * below - sin * above;
}
