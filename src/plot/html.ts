// HTML from tagged templates: whatever is put in is escaped, unless it is HTML made here.

/** Markup that is safe to put into a page. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Content = string | number | Html | undefined | readonly Content[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Plain text as HTML, in elements and in quoted attributes. */
export const escapeHtml = (plain: string): string => plain.replace(/[&<>"']/g, (char) => ENTITIES[char]!);

function render(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Html) return content.markup;
  if (Array.isArray(content)) return content.map(render).join('');
  return escapeHtml(String(content));
}

/** `html\`<p>${text}</p>\``: text is escaped, HTML and lists of it are put in as they are. */
export const html = (strings: TemplateStringsArray, ...contents: Content[]): Html =>
  new Html(String.raw({ raw: strings }, ...contents.map(render)));

/** JSON inside a `<script type="application/json">`: no `<` that could end the element. */
export const jsonScript = (json: string): Html => new Html(json.replaceAll('<', '\\u003c'));
