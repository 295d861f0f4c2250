// Both triangles of symmetric matrices.

/** Copies the strict lower triangle of an n x n matrix to the upper one; rows `ldc` bytes apart. */
export function mirror(n: i32, c: usize, ldc: usize): void {
  // Blocks of 8 x 8: a cache line of one row and one of each of 8 columns.
  for (let i0 = 0; i0 < n; i0 += 8)
    for (let j0 = 0; j0 <= i0; j0 += 8)
      for (let i = i0; i < min(i0 + 8, n); i++) {
        let from = c + <usize>i * ldc + (<usize>j0 << 3);
        let to = c + <usize>j0 * ldc + (<usize>i << 3);
        for (let j = j0; j < min(j0 + 8, i); j++) {
          store<f64>(to, load<f64>(from));
          from += 8;
          to += ldc;
        }
      }
}

/** Zeroes the strict upper triangle. */
export function clearUpper(n: i32, a: usize, lda: usize): void {
  for (let i = 1; i < n; i++) {
    memory.fill(a + (<usize>i << 3), 0, <usize>(n - i) << 3);
    a += lda;
  }
}
