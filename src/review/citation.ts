// CITATION.cff as the one place that names people: the authors of the software and of the papers it reproduces.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { UsageError } from '../workbook/index.ts';

export interface Author {
  readonly given: string;
  readonly family: string;
  readonly affiliation?: string;
  /** Without the address in front. */
  readonly orcid?: string;
}

export interface Article {
  readonly title: string;
  readonly authors: readonly Author[];
  readonly year: number;
  /** Journal or conference. */
  readonly venue: string;
  /** arXiv number. */
  readonly arxiv: string;
}

export interface Citation {
  readonly title: string;
  readonly version: string;
  /** SPDX identifier. */
  readonly license: string;
  /** Who made the software. */
  readonly maintainers: readonly string[];
  readonly articles: readonly Article[];
}

export const fullName = ({ given, family }: Author): string => `${given} ${family}`;

interface Cff {
  readonly title: string;
  readonly version: string;
  readonly license: string;
  readonly authors: readonly { readonly name: string }[];
  readonly references: readonly Reference[];
}

interface Reference {
  readonly title: string;
  readonly year: number;
  readonly journal?: string;
  readonly 'collection-title'?: string;
  readonly identifiers: readonly { readonly value: string }[];
  readonly authors: readonly {
    readonly 'family-names': string;
    readonly 'given-names': string;
    readonly affiliation?: string;
    readonly orcid?: string;
  }[];
}

/** The citation file of a checkout. Errors: `UsageError` where there is none. */
export function readCitation(root: string): Citation {
  const file = join(root, 'CITATION.cff');
  if (!existsSync(file))
    throw new UsageError(`${root} has no CITATION.cff, which names the authors: run this in a checkout`);
  const { title, version, license, authors, references } = parse(readFileSync(file, 'utf8')) as Cff;
  return {
    title,
    version,
    license,
    maintainers: authors.map(({ name }) => name),
    articles: references.map(article),
  };
}

function article({ title, year, journal, identifiers, authors, ...rest }: Reference): Article {
  const arxiv = identifiers.find(({ value }) => value.startsWith('arXiv:'));
  if (!arxiv) throw new Error(`CITATION.cff gives no arXiv number of "${title}"`);
  return {
    title,
    year,
    venue: journal ?? rest['collection-title'] ?? 'arXiv',
    arxiv: arxiv.value.slice('arXiv:'.length),
    authors: authors.map((author) => ({
      given: author['given-names'],
      family: author['family-names'],
      ...(author.affiliation !== undefined && { affiliation: author.affiliation }),
      ...(author.orcid !== undefined && { orcid: author.orcid.replace('https://orcid.org/', '') }),
    })),
  };
}

/** The article of a paper. Errors: where the citation file does not name it. */
export function articleOf(citation: Citation, arxiv: string): Article {
  const found = citation.articles.find((one) => one.arxiv === arxiv);
  if (!found) throw new Error(`CITATION.cff has no reference with the identifier arXiv:${arxiv}`);
  return found;
}
