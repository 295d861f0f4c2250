// A few linear equations.

const SINGULAR = 1e-12; // pivot, relative to the largest entry of its row, that counts as 0

/** x with A x = b by Gaussian elimination with row pivoting; nothing where A is singular. A and b are overwritten. */
export function solveSmall(A: number[][], b: number[]): number[] | undefined {
  const n = b.length;
  const sizes = A.map((row) => Math.max(...row.map(Math.abs)));
  for (let c = 0; c < n; c++) {
    let pivot = c;
    const size = (r: number): number => Math.abs(A[r]![c]!) / sizes[r]!;
    for (let r = c + 1; r < n; r++) if (size(r) > size(pivot)) pivot = r;
    if (!(size(pivot) > SINGULAR)) return undefined;
    for (const list of [A, b, sizes] as unknown[][]) [list[c], list[pivot]] = [list[pivot], list[c]];
    for (let r = c + 1; r < n; r++) {
      const factor = A[r]![c]! / A[c]![c]!;
      for (let j = c; j < n; j++) A[r]![j]! -= factor * A[c]![j]!;
      b[r]! -= factor * b[c]!;
    }
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let j = r + 1; j < n; j++) b[r]! -= A[r]![j]! * b[j]!;
    b[r]! /= A[r]![r]!;
  }
  return b;
}
