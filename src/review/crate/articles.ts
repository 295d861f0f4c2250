// The papers as scholarly articles, with their authors as persons and these with their affiliations.
import { type Article, type Author, fullName } from '../citation.ts';
import { type Entity, ref, refs } from './entity.ts';

export const articleId = (arxiv: string): string => `https://arxiv.org/abs/${arxiv}`;

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .replaceAll(/^-|-$/g, '');
const personId = (author: Author): string =>
  author.orcid ? `https://orcid.org/${author.orcid}` : `#person/${slug(fullName(author))}`;

/** Home pages of the affiliations that CITATION.cff names. */
const PAGES: Readonly<Record<string, string>> = {
  'Peking University': 'https://english.pku.edu.cn/',
  'University of Pennsylvania': 'https://www.upenn.edu/',
};

/** The article, its authors and their affiliations. */
export function article({ title, authors, year, venue, arxiv }: Article): Entity[] {
  return [
    {
      '@id': articleId(arxiv),
      '@type': 'ScholarlyArticle',
      name: title,
      author: refs(authors.map(personId)),
      identifier: `arXiv:${arxiv}`,
      url: articleId(arxiv),
      datePublished: String(year),
      publication: venue,
    },
    ...authors.flatMap(person),
  ];
}

function person(author: Author): Entity[] {
  const { given, family, affiliation } = author;
  const entity: Entity = {
    '@id': personId(author),
    '@type': 'Person',
    name: fullName(author),
    givenName: given,
    familyName: family,
    ...(affiliation !== undefined && { affiliation: ref(affiliationId(affiliation)) }),
  };
  return affiliation === undefined ? [entity] : [entity, organization(affiliation)];
}

const affiliationId = (name: string): string => PAGES[name] ?? `#organization/${slug(name)}`;

const organization = (name: string): Entity => ({
  '@id': affiliationId(name),
  '@type': 'Organization',
  name,
  ...(PAGES[name] !== undefined && { url: PAGES[name] }),
});
