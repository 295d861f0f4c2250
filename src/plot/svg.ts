// A picture that stands on its own: plotly's SVG with its fonts and its title inside.
import { facesFor, fontCss, missing } from './fonts.ts';
import { escapeHtml } from './html.ts';

/** Errors: a character that no bundled font has, so that the picture would differ between machines. */
export function selfContained(svg: string, title: string): string {
  const text = svg.replace(/<[^>]*>/g, '');
  const lacking = missing(text);
  if (lacking.length > 0)
    throw new RangeError(
      `the bundled fonts lack ${lacking.map((char) => `${char} (U+${char.codePointAt(0)!.toString(16)})`).join(', ')}; write them otherwise, indices as <sub>1</sub> and powers as <sup>−3</sup>`,
    );
  const uses = {
    bold: /font-weight: (?:bold|[6-9]00)/.test(svg),
    italic: /font-style: italic/.test(svg),
  };
  const inside = `<title>${escapeHtml(title)}</title><style>${fontCss(facesFor(text, uses))}</style>`;
  return svg.replace(/^<svg [^>]*>/, (start) => `${start.replace('<svg ', '<svg role="img" ')}${inside}`);
}
