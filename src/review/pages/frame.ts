// The frame of every page of the site: title, navigation, and the scripts that it needs.
import { type Html, html } from '../../plot/html.ts';
import { page } from '../../plot/page.ts';
import type { Site } from '../site.ts';

interface Frame {
  readonly site: Site;
  /** Path of the page below the site. */
  readonly path: string;
  readonly title: string;
  /** Scripts besides the site's own, below the site. */
  readonly scripts?: readonly string[];
}

const PAGES = [
  ['index.html', 'Overview'],
  ['claims.html', 'Claims'],
  ['rerun.html', 'Recorded against re-run'],
  ['my-review.html', 'My review'],
] as const;

/** Leads from a page to the folder of the site. */
export const rootOf = (path: string): string => '../'.repeat(path.split('/').length - 1);

export function frame({ site, path, title, scripts = [] }: Frame, content: Html): string {
  const root = rootOf(path);
  return page(
    `${title} · Assay review`,
    root,
    html`<a class="skip" href="#content">To the content</a>
<header class="site">
<nav aria-label="Site"><ul>${PAGES.map(
      ([target, name]) =>
        html`<li><a href="${root}${target}"${target === path && html` aria-current="page"`}>${name}${target === 'my-review.html' && html` <span data-progress></span>`}</a></li>`,
    )}</ul></nav>
</header>
<main id="content" tabindex="-1" data-root="${root}">
${content}
</main>
<footer class="site soft" data-version="${site.version}" data-commit="${site.commit}"><p>Assay ${site.version}, commit <code>${commitText(site.commit)}</code>. Every page works without a network.</p></footer>
${[...scripts, 'review.js'].map(
  (script) => html`<script src="${root}${script}"></script>
`,
)}`,
  );
}

/** First ten digits of a commit; says where files differed from it. */
export const commitText = (commit: string): string => {
  if (commit === 'none') return 'none';
  return commit.endsWith('+') ? `${commit.slice(0, 10)} with changes` : commit.slice(0, 10);
};
