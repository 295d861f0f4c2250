// The software that ran: Assay at the commits of the recorded results, on Node.js.
import { type Entity, oneOrAll, ref } from './entity.ts';

const NODE = 'https://nodejs.org/';

/** `home`, the page about the software, is an address and not a file of the checkout. */
export const isPublished = (home: string): boolean => home.startsWith('http');

/** An absolute address once the software has one. */
export const softwareId = (commit: string, home: string): string =>
  `${isPublished(home) ? home : ''}#assay/${commit.replace('+', '-changed')}`;

/** One entity per commit, and Node.js. */
export const software = (
  { commits, nodes }: { commits: readonly string[]; nodes: readonly string[] },
  { home, agent, license }: { home: string; agent: string; license: string },
): Entity[] => [
  ...commits.map(
    (commit): Entity => ({
      '@id': softwareId(commit, home),
      '@type': 'SoftwareApplication',
      name: 'Assay',
      softwareVersion: `commit ${commit.replace('+', ', with changes')}`,
      url: home,
      author: ref(agent),
      license: ref(license),
      softwareRequirements: ref(NODE),
    }),
  ),
  {
    '@id': NODE,
    '@type': 'SoftwareApplication',
    name: 'Node.js',
    softwareVersion: oneOrAll(nodes),
    url: NODE,
  },
];
