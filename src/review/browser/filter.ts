// Search and filters of the list of claims. They stand in the address, so that a link can name them.
import { kept } from './keep.ts';

const NAMES = ['q', 'paper', 'verdict', 'kind', 'yours'] as const;

export function startFilter(): void {
  const form = document.querySelector<HTMLFormElement>('#filter');
  if (!form) return;
  const fields = NAMES.map((name) => form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement);
  const rows = [...document.querySelectorAll<HTMLTableRowElement>('tr[data-claim]')];
  const answers = new Map(kept().answers.map(({ claim, answer }) => [claim, answer]));
  for (const row of rows)
    row.querySelector('[data-answer]')!.textContent = answers.get(row.dataset['claim']!) ?? '';

  const apply = (): void => {
    const wanted = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    const shown = rows.filter((row) => {
      const isShown = matches(row, wanted, answers.get(row.dataset['claim']!) ?? '');
      row.hidden = !isShown;
      return isShown;
    });
    const found = `${shown.length} of ${rows.length} claims`;
    document.querySelector('#found')!.textContent =
      shown.length === 0 ? `${found}: none has all of this` : found;
  };
  const fromAddress = (): void => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) field.value = wanted.get(field.name) ?? '';
    apply();
  };
  const toAddress = (): void => {
    const set = fields.filter(({ value }) => value !== '').map(({ name, value }) => [name, value]);
    const hash = new URLSearchParams(set).toString();
    history.replaceState(null, '', hash === '' ? location.pathname : `#${hash}`);
    apply();
  };
  form.addEventListener('input', toAddress);
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    for (const field of fields) field.value = '';
    toAddress();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('hashchange', fromAddress);
  fromAddress();
  form.hidden = false;
}

function matches(
  { dataset, textContent }: HTMLElement,
  wanted: Record<string, string>,
  answer: string,
): boolean {
  const words = wanted['q']!.toLowerCase().split(/\s+/);
  const text = `${textContent} ${dataset['source']}`.toLowerCase();
  return (
    words.every((word) => text.includes(word)) &&
    (['paper', 'verdict', 'kind'] as const).every(
      (name) => wanted[name] === '' || dataset[name] === wanted[name],
    ) &&
    (wanted['yours'] === '' || (wanted['yours'] === 'open' ? answer === '' : answer === wanted['yours']))
  );
}
