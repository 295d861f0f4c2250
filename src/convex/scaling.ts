// Columns brought to mean 0 and standard deviation 1, so that one beta fits features of any unit.

/** One sample a row, row-major. */
export interface Samples {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** x -> (x - mean) / std, column by column. */
export interface Scaling {
  readonly mean: Float64Array;
  /** Population standard deviation; 1 for a column that does not vary, which becomes 0. */
  readonly std: Float64Array;
}

/** Means and standard deviations of the columns of X. Cost: 6 n d. */
export function scalingOf({ rows, cols, data }: Samples): Scaling {
  const mean = new Float64Array(cols);
  const std = new Float64Array(cols);
  for (let j = 0; j < cols; j++) {
    const first = data[j]!;
    let sum = 0; // of differences, so that a column that does not vary has exactly its value as mean
    for (let e = j; e < data.length; e += cols) sum += data[e]! - first;
    mean[j] = first + sum / rows;
    let largest = 0;
    for (let e = j; e < data.length; e += cols) largest = Math.max(largest, Math.abs(data[e]! - mean[j]!));
    let squares = 0; // of shares of the largest, which neither overflow nor vanish
    for (let e = j; largest > 0 && e < data.length; e += cols) {
      const share = (data[e]! - mean[j]!) / largest;
      squares += share * share;
    }
    std[j] = largest * Math.sqrt(squares / rows) || 1;
  }
  return { mean, std };
}

/** A scaled copy of X. */
export function scaled({ rows, cols, data }: Samples, { mean, std }: Scaling): Samples {
  return { rows, cols, data: data.map((value, e) => (value - mean[e % cols]!) / std[e % cols]!) };
}

/** Columns that hold one value. */
export const constantColumns = ({ cols, data }: Samples): number[] =>
  Array.from({ length: cols }, (_, j) => j).filter((j) => {
    for (let e = j; e < data.length; e += cols) if (data[e] !== data[j]) return false;
    return true;
  });
