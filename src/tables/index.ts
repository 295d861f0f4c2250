// Tables of one's own: CSV and the array files of NumPy, read and written.
export { formatCsv, parseCsv } from './csv.ts';
export { TableError } from './errors.ts';
export { type ArrayData, formatNpy, type NdArray, parseNpy } from './npy.ts';
export { formatNpz, type Npz, parseNpz } from './npz.ts';
export { readTable } from './read.ts';
export { type Column, columnOf, isMissing, numbersOf, samplesOf, type Table, wordsOf } from './table.ts';
