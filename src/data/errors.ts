// What can be wrong with a file of a data set; a loader throws one of these rather than return a wrong picture.

/** Base of all of them: `catch` this where data may be absent and the work can do without. */
export class DataError extends Error {
  override readonly name: string = 'DataError';
}

/** The files are not there: says how to get them. */
export class MissingDataError extends DataError {
  override readonly name = 'MissingDataError';
}

/** The beginning of the right file. */
export class TruncatedFileError extends DataError {
  override readonly name = 'TruncatedFileError';
}

/** Not the format that the name promises. */
export class ForeignFileError extends DataError {
  override readonly name = 'ForeignFileError';
}

/** The right format, but not the known bytes: the message shows both SHA-256. */
export class DamagedFileError extends DataError {
  override readonly name = 'DamagedFileError';
}

/** No mirror gave the file: the message names every mirror and what it said. */
export class DownloadError extends DataError {
  override readonly name = 'DownloadError';
}
