// The folder that a codechecker publishes: codecheck.yml, the files of its manifest, and where the check is written down.
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Paper } from '../../spec/paper.ts';
import { type RecordedVerdict, replaceFile, UsageError } from '../../workbook/index.ts';
import { picturePath, recordsPath, verdictsPath } from '../paths.ts';
import { type Configuration, formatConfiguration, type ManifestItem } from './configuration.ts';

export type Verdicts = ReadonlyMap<string, RecordedVerdict>;

/** Figures and recorded results of a paper that are there, with what each is. */
export function manifestOf(root: string, { id, figures, experiments }: Paper): ManifestItem[] {
  const items: ManifestItem[] = [
    ...figures.map((figure) => ({ file: picturePath(figure.id), comment: `Figure: ${figure.title}` })),
    ...experiments.map((one) => ({
      file: recordsPath(one.id),
      comment: `Runs of ${one.id}: ${one.title}`,
    })),
    { file: verdictsPath(id), comment: 'Verdict on each claim, with its interval' },
  ];
  return items.filter(({ file }) => existsSync(join(root, file)));
}

/** `45 reproduced, 3 inconclusive` in this order, of the claims that have a verdict. */
export function countVerdicts(verdicts: Verdicts): string {
  const counts = Map.groupBy(verdicts.values(), ({ verdict }) => verdict);
  return [...counts]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([verdict, of]) => `${of.length} ${verdict}`)
    .join(', ');
}

/** Writes the bundle into a folder that is new or empty. Errors: `UsageError` where it is not. */
export async function writeBundle(
  root: string,
  out: string,
  { paper, config, verdicts }: { paper: Paper; config: Configuration; verdicts: Verdicts },
): Promise<void> {
  await mkdir(out, { recursive: true });
  if ((await readdir(out)).length > 0)
    throw new UsageError(`${out} is not empty: name a new folder by --out, or remove what is in it`);
  for (const path of [...config.manifest.map(({ file }) => file), 'LICENSE']) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await cp(join(root, path), join(out, path));
  }
  replaceFile(join(out, 'codecheck/README.md'), readme(paper, config, verdicts));
  replaceFile(join(out, 'codecheck.yml'), formatConfiguration(config));
}

/** How the files came about and how to make them anew, and the verdicts. */
function readme(
  { id, title, claims }: Paper,
  { certificate, manifest }: Configuration,
  verdicts: Verdicts,
): string {
  const rows = claims.flatMap((claim) => {
    const verdict = verdicts.get(claim.id)?.verdict;
    return verdict ? [`| ${claim.id} | ${verdict} | ${claim.statement.replaceAll('|', '\\|')} |`] : [];
  });
  return `# CODECHECK ${certificate}

${title}

The ${manifest.length} files of the manifest are made by these commands in a checkout of Assay:

\`\`\`sh
npx assay run ${id} --force --long --record
npx assay figures ${id}
npx assay verify ${id} --record
\`\`\`

The first says of each experiment whether its runs have the bits of those that were recorded before.

## Verdicts

${countVerdicts(verdicts)}.

| claim | verdict | statement |
| --- | --- | --- |
${rows.join('\n')}
`;
}
