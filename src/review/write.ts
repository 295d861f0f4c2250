// The whole site as files: pages, style, script, figures, and one copy of plotly.js.
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { plotlyPath } from '../plot/browser.ts';
import { writeIfChanged } from '../plot/write.ts';
import { browserScript } from './bundle.ts';
import { claimPage } from './pages/claimPage.ts';
import { claimsPage } from './pages/claimsPage.ts';
import { experimentPage } from './pages/experimentPage.ts';
import { myReviewPage } from './pages/myReviewPage.ts';
import { overviewPage } from './pages/overviewPage.ts';
import { rerunPage } from './pages/rerunPage.ts';
import { pathOf, type Site } from './site.ts';
import { siteStyle } from './style.ts';

/** Replaces the folder by the site; returns the number of its pages. Errors: two ids with the same path. */
export async function writeSite(site: Site, folder: string): Promise<number> {
  const pages = new Map([
    ['index.html', overviewPage(site)],
    ['claims.html', claimsPage(site)],
    ['rerun.html', rerunPage(site)],
    ['my-review.html', myReviewPage(site)],
  ]);
  const add = (path: string, page: string): void => {
    if (pages.has(path)) throw new Error(`two ids have the page ${path}: rename one of them`);
    pages.set(path, page);
  };
  for (const one of site.claims) add(`${pathOf('claims', one.claim.id)}.html`, claimPage(site, one));
  for (const one of site.experiments) add(`${pathOf('experiments', one.id)}.html`, experimentPage(site, one));

  rmSync(folder, { recursive: true, force: true });
  const write = (path: string, content: string | Uint8Array): void =>
    void writeIfChanged(join(folder, path), content);
  for (const [path, page] of pages) write(path, page);
  write('style.css', siteStyle());
  write('review.js', await browserScript());
  write('plotly.min.js', readFileSync(plotlyPath()));
  for (const { id, specification, picture } of site.figures) {
    const path = pathOf('figures', id);
    // A script, for a page opened from a file may fetch no JSON; JSON is JavaScript.
    write(`${path}.js`, `(globalThis.assayFigures ??= {})[${JSON.stringify(id)}] = ${specification};\n`);
    if (!picture) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(picture.path, join(folder, `${path}.png`));
  }
  return pages.size;
}
