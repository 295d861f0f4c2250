// The types of the globals as text, for the language service.
import { readFileSync } from 'node:fs';

/**
 * Declarations of `display`, `input`, `prompt` and `Jupyter` as the text of a global `.d.ts` file; the types behind them
 * are in the namespace `Jupyter`. Reads `globals.ts`, or the `globals.d.ts` of a build.
 */
export function globalDeclarations(): string {
  const types = import.meta.url.endsWith('.ts') ? './globals.ts' : './globals.d.ts';
  const text = readFileSync(new URL(types, import.meta.url), 'utf8');
  return `declare namespace Jupyter {
${text.replaceAll(/^export \{\};$/gm, '')}
}
/** Shows a value or a MIME bundle: \`display(x)\`, \`display.html('<b>x</b>')\`, \`display.progress(items)\`. */
declare const display: Jupyter.Display;
/** Asks the person at the front end: \`const name = await input('Name: ')\`. */
declare const input: Jupyter.Input;
/** The same as \`input\`. */
declare function prompt(prompt?: string, options?: { readonly password?: boolean }): Promise<string>;
declare const Jupyter: {
  readonly display: Jupyter.Display;
  readonly input: Jupyter.Input;
  /** Channels to code at the front end, as widgets use them. */
  readonly comms: Jupyter.Comms;
};
`;
}
