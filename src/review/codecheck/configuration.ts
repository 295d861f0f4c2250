// `codecheck.yml` by the CODECHECK configuration file specification 2.0, as data and as text.
import { stringify } from 'yaml';
import { type Article, fullName } from '../citation.ts';

export const VERSION = 'https://codecheck.org.uk/spec/config/2.0/';

export interface ManifestItem {
  /** Relative to codecheck.yml. */
  readonly file: string;
  readonly comment: string;
}

interface Person {
  readonly name: string;
  readonly ORCID?: string;
}

export interface Configuration {
  readonly version: string;
  readonly manifest: readonly ManifestItem[];
  readonly paper: {
    readonly title: string;
    readonly authors: readonly Person[];
    readonly reference: string;
    readonly 'reference-other': readonly string[];
  };
  readonly codechecker: readonly Person[];
  readonly report: string;
  readonly summary: string;
  readonly repository?: string;
  readonly certificate: string;
}

export interface Check {
  readonly codechecker: Person;
  /** `YYYY-NNN`. */
  readonly certificate: string;
  readonly summary: string;
  /** Address of the published certificate; its page in the CODECHECK register where none is given. */
  readonly report?: string;
  readonly repository?: string;
  /** ORCIDs of authors by their full names, besides those that CITATION.cff has. */
  readonly orcids: ReadonlyMap<string, string>;
}

export function configuration(
  article: Article,
  manifest: readonly ManifestItem[],
  check: Check,
): Configuration {
  const { codechecker, certificate, summary, repository, orcids } = check;
  return {
    version: VERSION,
    manifest,
    paper: {
      title: article.title,
      authors: article.authors.map((author): Person => {
        const orcid = orcids.get(fullName(author)) ?? author.orcid;
        return { name: fullName(author), ...(orcid !== undefined && { ORCID: orcid }) };
      }),
      reference: `https://doi.org/10.48550/arXiv.${article.arxiv}`,
      'reference-other': [`https://arxiv.org/abs/${article.arxiv}`],
    },
    codechecker: [codechecker],
    report: check.report ?? `https://codecheck.org.uk/register/certs/${certificate}/`,
    summary,
    ...(repository !== undefined && { repository }),
    certificate,
  };
}

/** Authors without the ORCID that the specification requires of each. */
export const withoutOrcid = ({ paper }: Configuration): string[] =>
  paper.authors.flatMap(({ name, ORCID }) => (ORCID === undefined ? [name] : []));

/** The file: an explicit document that YAML 1.1 and 1.2 read alike. */
export const formatConfiguration = (config: Configuration): string =>
  `---\n${stringify(config, { version: '1.1', lineWidth: 110 })}`;
