// Known departures from the papers, from the tables of docs/deviations.md: which of them bear on a claim.
import { lexer, type Token, type Tokens } from 'marked';
import type { Departure, SitePaper } from './site.ts';

export type Departures = ReadonlyMap<string, readonly Departure[]>;

/** Rows by paper: a table belongs to the paper whose first author the heading above it names. */
export function readDepartures(markdown: string, papers: readonly SitePaper[]): Departures {
  const found = new Map<string, Departure[]>();
  let paper: string | undefined;
  for (const token of lexer(markdown)) {
    if (token.type === 'heading') paper = named(token as Tokens.Heading, papers) ?? paper;
    if (token.type !== 'table' || paper === undefined) continue;
    const rows = (token as Tokens.Table).rows.map((row): Departure => {
      const [where = '', setting = '', source = '', here = '', effect = ''] = row.map(({ tokens }) =>
        plain(tokens),
      );
      return { where, setting, source, here, effect };
    });
    found.set(paper, [...(found.get(paper) ?? []), ...rows]);
  }
  return found;
}

const named = ({ text }: Tokens.Heading, papers: readonly SitePaper[]): string | undefined =>
  papers.find(({ authors }) => new RegExp(`\\b${authors.split(',')[0]}\\b`).test(text))?.id;

/** Words without marks. */
const plain = (tokens: readonly Token[]): string =>
  tokens
    .map((token) =>
      'tokens' in token && token.tokens
        ? plain(token.tokens)
        : 'text' in token
          ? unescaped(token.text)
          : token.raw,
    )
    .join('');

/** marked escapes what it takes for HTML's sake. */
const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/**
 * Whether a row bears on a claim or an experiment: its first cell lists names such as `E5` or `toy`, each that of an
 * experiment or claim, or what stands before a `-` in one; `all` is for every one of the paper.
 */
export function bearsOn({ where }: Departure, ids: readonly string[]): boolean {
  const names = ids.map((id) => id.slice(id.indexOf('/') + 1).toLowerCase());
  return where
    .toLowerCase()
    .split(', ')
    .some((cell) => cell === 'all' || names.some((name) => name === cell || name.startsWith(`${cell}-`)));
}
