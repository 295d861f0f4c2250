// The frame of every page, and the parts that the index and the page of one figure share.
import { type Html, html } from './html.ts';
import type { RenderItem } from './item.ts';

/** A whole page; `root` leads from it to the folder with the style sheet. */
export const page = (title: string, root: string, content: Html): string =>
  String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}style.css">
</head>
<body>
${content}
</body>
</html>
`);

/** Name of a figure's files inside the folder of its paper. */
export const nameOf = ({ id }: RenderItem): string => id.slice(id.indexOf('/') + 1);

/** Where the records come from, and the command that makes the figure. */
export const origin = ({ notes, command }: RenderItem): Html =>
  html`${
    notes.length > 0
      ? html`<ul class="notes" aria-label="Notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>
`
      : undefined
  }<pre tabindex="0" aria-label="Command that makes this figure"><code>${command}</code></pre>`;

/** Links to the files of a figure; pictures only where there are any. */
export const files = (base: string, drawn: boolean): Html =>
  html`<ul class="files" aria-label="Files">${(drawn ? ['PNG', 'SVG'] : []).map((kind) => html`<li><a href="${base}.${kind.toLowerCase()}">${kind}</a></li>`)}<li><a href="${base}.json">specification (JSON)</a></li></ul>`;
