// How many claims have an answer, in the navigation of every page; and what is reviewed.
import type { Review } from '../document.ts';
import { kept } from './keep.ts';

export function showProgress(): void {
  const count = kept().answers.filter(({ answer }) => answer !== '').length;
  for (const place of document.querySelectorAll('[data-progress]'))
    place.textContent = count === 0 ? '' : `(${count})`;
}

/** Version and commit of the site, from its own pages. */
export function reviewed(): Review['reviewed'] {
  const { version = '', commit = '' } = document.querySelector<HTMLElement>('footer.site')!.dataset;
  return { version, commit };
}
