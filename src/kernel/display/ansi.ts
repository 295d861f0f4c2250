// ANSI colours, those that read well on light and dark ground alike.

const paint =
  (code: number) =>
  (text: string): string =>
    text === '' ? '' : `\x1b[${code}m${text}\x1b[0m`;

export const bold = paint(1);
export const dim = paint(90);
export const red = paint(31);
export const yellow = paint(33);
export const cyan = paint(36);
export const inverse = paint(7);
