// Types of what the kernel adds to global scope, as a declaration file.

export const GLOBALS = `
interface DisplayOptions {
  /** Shows the value as it is: a bundle of MIME type to data. */
  readonly raw?: boolean;
  /** Replaces what was shown under this id by a call with \`update\`. */
  readonly display_id?: string;
  readonly update?: boolean;
}
/** Shows a value below the cell. */
declare function display(value: unknown, options?: DisplayOptions): void;
/** Asks the reader of the notebook for a line of text. */
declare function input(prompt?: string, options?: { readonly password?: boolean }): Promise<string>;
/** Asks the reader of the notebook for a line of text. */
declare function prompt(prompt?: string): Promise<string>;
`;
