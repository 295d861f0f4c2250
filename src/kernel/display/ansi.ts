// ANSI colours. Words are bold or plain, for JupyterLab's colours are hard to read on the ground of an error, grey in the
// dark theme, cyan and yellow in the light one; red and magenta show in both, and only marks have them.

const paint =
  (code: number) =>
  (text: string): string =>
    text === '' ? '' : `\x1b[${code}m${text}\x1b[0m`;

export const bold = paint(1);
export const inverse = paint(7);
export const red = paint(31);
export const magenta = paint(35);
