// What can be wrong with a table that somebody brings.

/** A file that is not the table it should be; the message says where, and what to do. */
export class TableError extends Error {
  override readonly name = 'TableError';
}
