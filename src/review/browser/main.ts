// What runs in the browser on every page of the site.
import { startClaimForm } from './claimForm.ts';
import { startFilter } from './filter.ts';
import { startMyReview } from './myReview.ts';
import { startPlots } from './plots.ts';
import { showProgress } from './progress.ts';

document.documentElement.classList.add('js');
showProgress();
startFilter();
startClaimForm();
startMyReview();
startPlots();
// Paper shows what is folded away on the screen.
window.addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('details.code, details.fold'))
    details.open = true;
});
