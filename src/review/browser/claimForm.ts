// The form on the page of a claim.
import { type Answer, LIMITS, tooLong, withAnswer } from '../document.ts';
import { onText, showError, type TextField } from './fields.ts';
import { keep, kept, onChange } from './keep.ts';
import { reviewed, showProgress } from './progress.ts';

export function startClaimForm(): void {
  const form = document.querySelector<HTMLFormElement>('form.answer');
  if (!form) return;
  const { claim = '', verdict = '' } = form.dataset;
  const comment = form.elements.namedItem('comment') as TextField;
  const choice = form.elements.namedItem('answer') as RadioNodeList;
  const status = form.querySelector('[data-kept]')!;
  const find = () => kept(reviewed()).answers.find((one) => one.claim === claim);

  const show = (): void => {
    const answer = find();
    choice.value = answer?.answer ?? '';
    comment.value = answer?.comment ?? '';
    showError(comment, undefined);
    if (answer && answer.verdict !== verdict)
      status.textContent = `Your answer was given when the verdict was: ${answer.verdict}.`;
  };
  const store = (change: { answer?: Answer; comment?: string }): void => {
    const before = find() ?? { claim, verdict, answer: '' as const, comment: '' };
    status.textContent = keep(withAnswer(kept(reviewed()), { ...before, ...change, verdict }));
    showProgress();
  };
  for (const radio of form.querySelectorAll<HTMLInputElement>('[name=answer]'))
    radio.addEventListener('change', () => store({ answer: radio.value as Answer }));
  onText(
    comment,
    (text) => tooLong(text, LIMITS.comment),
    (text) => store({ comment: text }),
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  onChange(show);
  show();
  form.hidden = false;
}
