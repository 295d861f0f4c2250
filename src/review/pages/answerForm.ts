// The reviewer's form for one claim. It is shown by the script that keeps what is entered.
import { type Html, html } from '../../plot/html.ts';
import { ANSWERS } from '../document.ts';
import type { SiteClaim } from '../site.ts';

export const answerForm = ({ claim }: SiteClaim): Html =>
  html`<noscript><p>The form needs JavaScript.</p></noscript>
<form class="answer" data-claim="${claim.id}" data-verdict="${claim.verdict}" hidden>
<fieldset><legend>Do you agree that this claim is <q>${claim.verdict}</q>?</legend>
${[...ANSWERS, ''].map(
  (answer) =>
    html`<label><input type="radio" name="answer" value="${answer}"> ${answer || 'no answer yet'}</label>
`,
)}</fieldset>
<label for="comment">Comment</label>
<textarea id="comment" name="comment" rows="5" aria-describedby="comment-error"></textarea>
<p class="error" id="comment-error" role="alert"></p>
<p class="soft" role="status" data-kept></p>
</form>
`;
