// The reviewer's own page: overall statement, name, the answers given so far, export, certificate and import.
import { html, jsonScript } from '../../plot/html.ts';
import type { Site } from '../site.ts';
import { frame } from './frame.ts';

export const myReviewPage = (site: Site): string =>
  frame(
    { site, path: 'my-review.html', title: 'My review' },
    html`<h1>My review</h1>
<p>What you enter here and on the pages of the claims is kept in this browser only, until you export it. Nothing is sent anywhere.</p>
<noscript><p>The form needs JavaScript.</p></noscript>
<p id="own-store" class="error" role="alert" hidden>This browser keeps a separate store for each page opened from a file, so that your answers on the pages of the claims are not here. Serve the folder instead, as by <code>python3 -m http.server --directory review</code>, and open <code>http://localhost:8000</code>.</p>
<form id="review" hidden>
<p id="tally" role="status"></p>
<fieldset><legend>Reviewer (optional)</legend>
<label for="name">Name</label>
<input id="name" name="name" type="text" autocomplete="name" aria-describedby="name-error">
<p class="error" id="name-error" role="alert"></p>
<label for="orcid">ORCID</label>
<input id="orcid" name="orcid" type="text" inputmode="text" autocomplete="off" placeholder="0000-0002-1825-0097" aria-describedby="orcid-error">
<p class="error" id="orcid-error" role="alert"></p>
</fieldset>
<label for="statement">Overall statement</label>
<textarea id="statement" name="statement" rows="8" aria-describedby="statement-error"></textarea>
<p class="error" id="statement-error" role="alert"></p>
<p class="soft" role="status" data-kept></p>
<div class="buttons">
<button type="button" id="export">Export as JSON</button>
<button type="button" id="certificate">Export certificate (Markdown)</button>
<button type="button" id="clear">Delete all entries</button>
</div>
<label for="import">Import a review (JSON)</label>
<input id="import" type="file" accept="application/json,.json" aria-describedby="import-error">
<p class="error" id="import-error" role="alert"></p>
<p role="status" id="import-done"></p>
</form>
<h2>Answers so far</h2>
<p id="no-answers">None yet. Each claim has its form at the end of its page: <a href="claims.html#yours=open">claims without an answer</a>.</p>
<ul id="answers" class="answers"></ul>
<h2>The certificate as it stands</h2>
<pre id="preview" tabindex="0" aria-label="Certificate"></pre>
<script type="application/json" id="site">${jsonScript(JSON.stringify(reviewedOf(site)))}</script>`,
  );

/** What the browser needs to know of the site. */
const reviewedOf = ({ version, commit, papers, claims }: Site) => ({
  version,
  commit,
  papers,
  claims: claims.map(({ claim: { id, statement, verdict }, paper }) => ({ id, paper, statement, verdict })),
});
