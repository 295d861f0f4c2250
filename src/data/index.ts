// MNIST, Fashion-MNIST and CIFAR-10: fetched, verified by hash, and cut into the binary tasks of the papers.
export {
  DamagedFileError,
  DataError,
  DownloadError,
  ForeignFileError,
  MissingDataError,
  TruncatedFileError,
} from './errors.ts';
export { type DownloadProgress, type FetchOptions, fetchDataSets } from './fetch.ts';
export { type Images, loadImages, type Split } from './images.ts';
export { type DataStatus, dataStatus } from './status.ts';
export { type BinaryTask, loadBinaryTask, type Sample, type Scaling, type TaskOptions } from './task.ts';
