/** Share of outputs z on the side of their targets y (0 and 1, or -1 and 1): a class is positive where it is > 0. */
export function accuracy(z: ArrayLike<number>, y: ArrayLike<number>): number {
  let right = 0;
  for (let k = 0; k < y.length; k++) if (z[k]! > 0 === y[k]! > 0) right++;
  return right / y.length;
}
