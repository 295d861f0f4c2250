// How many claims have an answer, in the navigation of every page; and what is reviewed.
import type { Review } from '../document.ts';
import { kept } from './keep.ts';

export function showProgress(): void {
  const count = kept().answers.filter(({ answer }) => answer !== '').length;
  for (const place of document.querySelectorAll('[data-progress]'))
    place.textContent = count === 0 ? '' : `(${count})`;
  // Some browsers keep a store of its own for each file: the page that is led to can tell by this number.
  for (const link of document.querySelectorAll<HTMLAnchorElement>(
    'a[href$="my-review.html"], a[href*="my-review.html#"]',
  ))
    link.hash = count === 0 ? '' : `kept=${count}`;
}

/** Whether the page that led here had answers that are not kept for this one. */
export const isStoreOfItsOwn = (): boolean =>
  Number(new URLSearchParams(location.hash.slice(1)).get('kept') ?? 0) > 0 && kept().answers.length === 0;

/** Version and commit of the site, from its own pages. */
export function reviewed(): Review['reviewed'] {
  const { version = '', commit = '' } = document.querySelector<HTMLElement>('footer.site')!.dataset;
  return { version, commit };
}
