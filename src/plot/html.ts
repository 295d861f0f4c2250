// HTML from tagged templates: whatever is put in is escaped, unless it is HTML made here. The templates are hono's.
import { raw, html as template } from 'hono/html';

/** Markup that is safe to put into a page; `String(html)` is its text. */
export type Html = ReturnType<typeof raw>;

type Content = string | number | Html | undefined | false | readonly Content[];

/** `html\`<p>${text}</p>\``: text is escaped, HTML and lists of it are put in as they are, nothing for `undefined`. */
export const html = (strings: TemplateStringsArray, ...contents: Content[]): Html =>
  template(strings, ...contents) as Html; // a promise only where a content is one

/** Plain text as HTML, in elements and in quoted attributes. */
export const escapeHtml = (plain: string): string => String(html`${plain}`);

/** JSON inside a `<script type="application/json">`: no `<` that could end the element. */
export const jsonScript = (json: string): Html => raw(json.replaceAll('<', '\\u003c'));
