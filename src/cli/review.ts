// `assay review`: makes the review site from the recorded results.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { writeSite } from '../review/index.ts';
import { duration, UsageError } from '../workbook/index.ts';
import { type Call, paint, print } from './call.ts';
import { gatherSite } from './reviewed.ts';

export interface ReviewOptions {
  readonly out?: string;
}

/** Exit code 1 where something could not be read, checked or drawn: the site says so too. */
export async function review(call: Call, { out }: ReviewOptions): Promise<number> {
  const started = performance.now();
  const folder = out === undefined ? join(call.workbook.root, 'review') : resolve(out);
  refuseOther(folder);
  const site = await gatherSite(call);
  const pages = await writeSite(site, folder);
  for (const problem of site.problems) print(paint('red', problem));
  const index = relative(process.cwd(), join(folder, 'index.html'));
  const { claims, experiments, figures } = site;
  print(
    `${pages} pages: ${claims.length} claims, ${experiments.length} experiments, ${figures.length} figures, in ${duration((performance.now() - started) / 1000)}`,
  );
  print(`Open ${index}`);
  return site.problems.length === 0 ? 0 : 1;
}

/** What is replaced must be a site, or nothing. */
function refuseOther(folder: string): void {
  if (!existsSync(folder)) return;
  const names = readdirSync(folder);
  if (names.length > 0 && !names.includes('my-review.html'))
    throw new UsageError(
      `${folder} holds something else than a review site, and would be replaced: name another folder by --out`,
    );
}
