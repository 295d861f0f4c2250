// The reviewer's own page: overall statement, name, export, certificate, import.
import { certificate, type Reviewed, tally } from '../certificate.ts';
import { emptyReview, isEmpty, LIMITS, parseReview, type Review, tooLong } from '../document.ts';
import { parseOrcid } from '../orcid.ts';
import { pathOf } from '../site.ts';
import { onText, showError, type TextField } from './fields.ts';
import { download, readText } from './files.ts';
import { keep, kept, onChange } from './keep.ts';
import { isStoreOfItsOwn, showProgress } from './progress.ts';

export function startMyReview(): void {
  const form = document.querySelector<HTMLFormElement>('#review');
  if (!form) return;
  const site = JSON.parse(document.getElementById('site')!.textContent!) as Reviewed & Review['reviewed'];
  const known = new Set(site.claims.map(({ id }) => id));
  const now = { version: site.version, commit: site.commit };
  const [name, orcid, statement] = ['name', 'orcid', 'statement'].map(
    (id) => form.elements.namedItem(id) as TextField,
  ) as [TextField, TextField, TextField];
  const status = form.querySelector('[data-kept]')!;

  const store = (change: (review: Review) => Review): void => {
    status.textContent = keep(change(kept(now)));
    showAnswers();
  };
  const showAnswers = (): void => {
    const review = kept(now);
    const byClaim = new Map(review.answers.map((answer) => [answer.claim, answer]));
    document.querySelector('#tally')!.textContent =
      `${site.claims.length} claims: ${tally(site.claims.map(({ id }) => byClaim.get(id)))}`;
    document
      .querySelector('#answers')!
      .replaceChildren(...review.answers.map((answer) => answerItem(answer, known.has(answer.claim))));
    document.querySelector<HTMLElement>('#no-answers')!.hidden = review.answers.length > 0;
    document.querySelector('#preview')!.textContent = certificate(review, site, today());
    showProgress();
  };
  const showAll = (): void => {
    const { reviewer, statement: text } = kept(now);
    [name.value, orcid.value, statement.value] = [reviewer.name, reviewer.orcid, text];
    for (const field of [name, orcid, statement]) showError(field, undefined);
    showAnswers();
  };

  onText(
    name,
    (text) => tooLong(text, LIMITS.name),
    (text) => store((review) => ({ ...review, reviewer: { ...review.reviewer, name: text } })),
  );
  onText(
    orcid,
    refuseOrcid,
    (text) =>
      store((review) => ({ ...review, reviewer: { ...review.reviewer, orcid: parseOrcid(text) ?? '' } })),
    'change',
  );
  onText(
    statement,
    (text) => tooLong(text, LIMITS.statement),
    (text) => store((review) => ({ ...review, statement: text })),
  );
  const on = (id: string, act: () => void): void =>
    document.getElementById(id)!.addEventListener('click', act);
  on('export', () => {
    const review = { ...kept(now), reviewed: now };
    download('assay-review.json', 'application/json', `${JSON.stringify(review, undefined, 2)}\n`);
  });
  on('certificate', () =>
    download('assay-review.md', 'text/markdown', certificate({ ...kept(now), reviewed: now }, site, today())),
  );
  on('clear', () => {
    if (!isEmpty(kept(now)) && !confirm('Delete all your entries? What was not exported is lost.')) return;
    keep(emptyReview(now));
    showAll();
  });
  document.querySelector<HTMLElement>('#own-store')!.hidden = !isStoreOfItsOwn();
  startImport(site, now, showAll);
  form.addEventListener('submit', (event) => event.preventDefault());
  onChange(showAll);
  showAll();
  form.hidden = false;
}

const today = (): string => new Date().toISOString().slice(0, 10);

const refuseOrcid = (text: string): string | undefined =>
  text.trim() === '' || parseOrcid(text)
    ? undefined
    : 'this is no ORCID iD: sixteen digits such as 0000-0002-1825-0097 are expected, the last one a check digit or X';

function startImport(site: Reviewed, now: Review['reviewed'], done: () => void): void {
  const field = document.querySelector<HTMLInputElement>('#import')!;
  const report = document.querySelector('#import-done')!;
  field.addEventListener('change', async () => {
    const file = field.files?.[0];
    if (!file) return;
    report.textContent = '';
    try {
      const review = parseReview(await readText(file, LIMITS.file));
      if (!isEmpty(kept(now)) && !confirm('Replace your present entries by those of the file?')) return;
      const said = keep(review);
      showError(field, undefined);
      report.textContent = `${review.answers.length} answers imported. ${said}${remarks(review, site, now)}`;
      done();
    } catch (error) {
      showError(field, `Nothing is imported: ${(error as Error).message}.`);
    } finally {
      field.value = '';
    }
  });
}

/** What does not fit this site: answers on other claims, on other verdicts, of another commit. */
function remarks({ answers, reviewed }: Review, { claims }: Reviewed, now: Review['reviewed']): string {
  const verdicts = new Map(claims.map(({ id, verdict }) => [id, verdict]));
  const unknown = answers.filter(({ claim }) => !verdicts.has(claim)).length;
  const other = answers.filter(
    ({ claim, verdict }) => verdicts.has(claim) && verdicts.get(claim) !== verdict,
  ).length;
  return [
    reviewed.commit === now.commit ? '' : ' They were given on another commit.',
    unknown === 0 ? '' : ` ${unknown} are on claims that this site does not have.`,
    other === 0 ? '' : ` ${other} were given on another verdict.`,
  ].join('');
}

/** Made of text nodes only: a comment can hold anything. */
function answerItem({ claim, answer, comment }: Review['answers'][number], isHere: boolean): HTMLElement {
  const item = document.createElement('li');
  const name = document.createElement(isHere ? 'a' : 'span');
  name.textContent = claim;
  if (name instanceof HTMLAnchorElement) name.href = `${pathOf('claims', claim)}.html`;
  item.append(name, `: ${answer || 'no answer'}`);
  if (comment !== '') {
    const quote = document.createElement('blockquote');
    quote.textContent = comment;
    item.append(quote);
  }
  return item;
}
