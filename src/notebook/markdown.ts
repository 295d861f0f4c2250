// Plain text in Markdown.

/** The text with what Markdown, HTML or MathJax would take for a sign of theirs escaped. */
export const escapeMarkdown = (plain: string): string =>
  plain
    .replaceAll(/[\\`*_$|~[\]]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
