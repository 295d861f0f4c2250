// `assay review codecheck`: the folder that a codechecker publishes for one paper.
import { resolve } from 'node:path';
import { articleOf, fullName, readCitation } from '../review/citation.ts';
import { countVerdicts, manifestOf, writeBundle } from '../review/codecheck/bundle.ts';
import { configuration, withoutOrcid } from '../review/codecheck/configuration.ts';
import { filled, parseAddress, parseCertificate, requireOrcid } from '../review/identifiers.ts';
import { count, readVerdicts, select, UsageError } from '../workbook/index.ts';
import { type Call, loadPapers, paint, print } from './call.ts';

export interface CodecheckOptions {
  readonly name: string;
  readonly orcid: string;
  readonly certificate: string;
  readonly out?: string;
  readonly report?: string;
  readonly summary?: string;
  readonly repository?: string;
  /** `Name=ORCID` of authors. */
  readonly authorOrcid?: readonly string[];
}

/** Exit code 1 where the file lacks what the specification requires. */
export async function reviewCodecheck(call: Call, name: string, options: CodecheckOptions): Promise<number> {
  const { root } = call.workbook;
  const papers = await loadPapers(call);
  const [paper] = select(papers, [name], 'paper');
  const article = articleOf(readCitation(root), paper!.arxiv);
  const verdicts = readVerdicts(root, paper!.id);
  const optional = (key: 'report' | 'repository') =>
    options[key] === undefined ? {} : { [key]: parseAddress(options[key], `--${key}`) };
  const config = configuration(article, manifestOf(root, paper!), {
    codechecker: { name: filled(options.name, '--name'), ORCID: requireOrcid(options.orcid) },
    certificate: parseCertificate(options.certificate),
    summary:
      options.summary === undefined
        ? `${count(verdicts.size, 'claim')} checked from the recorded results: ${countVerdicts(verdicts)}.`
        : filled(options.summary, '--summary'),
    ...optional('report'),
    ...optional('repository'),
    orcids: orcidsOf(options.authorOrcid ?? [], article.authors.map(fullName)),
  });
  const out = options.out ?? `codecheck-${config.certificate}`;
  await writeBundle(root, resolve(out), { paper: paper!, config, verdicts });
  print(`codecheck.yml and ${count(config.manifest.length, 'file')} of its manifest in ${out}`);
  const missing = withoutOrcid(config);
  if (missing.length === 0) return 0;
  print(
    paint(
      'red',
      `The specification requires the ORCID of every author, and those of ${missing.join(', ')} are not known here: remove the folder and add --author-orcid "${missing[0]}=0000-..." for each, or add the line ORCID to codecheck.yml`,
    ),
  );
  return 1;
}

/** `Name=ORCID` by name. Errors: `UsageError` where the paper has no such author. */
function orcidsOf(given: readonly string[], authors: readonly string[]): Map<string, string> {
  return new Map(
    given.map((text) => {
      const [name = '', orcid = ''] = text.split('=').map((part) => part.trim());
      if (!authors.includes(name))
        throw new UsageError(
          `--author-orcid is "${text}": Name=ORCID was expected, with one of the authors ${authors.join(', ')}`,
        );
      return [name, requireOrcid(orcid)];
    }),
  );
}
