// Keeps the review in the browser's storage, one for each site, and tells other pages when it changes.
import { emptyReview, parseReview, type Review } from '../document.ts';

/** Folder of the site, so that two of them do not share a review. */
const root = new URL(document.querySelector<HTMLElement>('main')!.dataset['root'] || './', location.href);
const KEY = `assay-review ${root.pathname}`;

/** What was read or written last: what stands where there is no storage. */
let last: Review | undefined;

/** The review as it is kept, an empty one where there is none. What cannot be read is set aside, not deleted. */
export function kept(reviewed: Review['reviewed'] = { version: '', commit: '' }): Review {
  let text: string | null = null;
  try {
    text = localStorage.getItem(KEY);
    if (text !== null) last = parseReview(text);
    else if (last && !storageWorks) return last;
    else last = undefined;
  } catch {
    if (text !== null) localStorage.setItem(`${KEY} unreadable`, text);
  }
  return last ?? emptyReview(reviewed);
}

let storageWorks = true;

/** Keeps a review; returns what is to be said of it. */
export function keep(review: Review): string {
  last = review;
  try {
    localStorage.setItem(KEY, JSON.stringify(review));
    storageWorks = true;
    return 'Kept in this browser.';
  } catch (error) {
    storageWorks = false;
    return `This browser keeps nothing (${(error as Error).message}): export the review before you leave this page.`;
  }
}

/** Calls back when another page changed the review. */
export const onChange = (changed: () => void): void =>
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY || key === null) changed();
  });
