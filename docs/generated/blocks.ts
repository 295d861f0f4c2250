// Parts of a Markdown file that are written from the recorded results: what stands between `<!-- name -->` and
// `<!-- end of name -->`, each on a line of its own.

/** The text with every part replaced. Errors: a part of the text that `parts` lacks, or one that the text lacks. */
export function fill(text: string, parts: ReadonlyMap<string, string>): string {
  const filled = new Set<string>();
  const result = text.replaceAll(
    /^<!-- ([\w-]+) -->\n(?:[\s\S]*?\n)?<!-- end of \1 -->$/gm,
    (_, name: string) => {
      const part = parts.get(name);
      if (part === undefined)
        throw new Error(`there is no part "${name}"; there are: ${[...parts.keys()].join(', ')}`);
      filled.add(name);
      return `<!-- ${name} -->\n\n${part}\n\n<!-- end of ${name} -->`;
    },
  );
  const lacking = [...parts.keys()].filter((name) => !filled.has(name));
  if (lacking.length > 0) throw new Error(`the text has no part "${lacking.join('", "')}"`);
  return result;
}

/** A Markdown table. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/([<*])/g, '\\$1');
