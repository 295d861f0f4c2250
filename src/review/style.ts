// The style of the site: that of the figures' pages, and what forms, filters and intervals need.
import { styleSheet } from '../plot/style.ts';

const RULES = `
[hidden] { display: none !important; }
h2 { font-size: 1.35rem; margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin-top: 1.75rem; }
ul, ol { max-width: 48rem; }
main:focus { outline: none; }
header.site { border-bottom: 3px solid var(--text); padding: .75rem 0 .5rem; }
header.site ul { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; columns: auto; margin: 0; max-width: none; }
header.site a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }
footer.site { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: .5rem; }
.statement { font-size: 1.25rem; line-height: 1.35; max-width: 46rem; }
.lead { font-size: 1.1rem; }
.new { color: var(--link); font-weight: 600; }
.changed, .error { color: #a3211b; }
.error { font-weight: 600; margin: .25rem 0; }
.error:empty, [role=status]:empty { display: none; }
.facts { display: grid; grid-template-columns: 12rem 1fr; gap: .35rem 1rem; max-width: 50rem; }
.facts dt { font-weight: 600; }
.facts dd { margin: 0; }
.settings { columns: 20rem; column-gap: 2rem; font-size: .9rem; margin: .5rem 0; }
.settings div { break-inside: avoid; display: grid; grid-template-columns: 9rem 1fr; gap: .75rem; border-bottom: 1px solid var(--line); padding: .15rem 0; }
.settings dt { color: var(--soft); }
.settings dd { margin: 0; font-variant-numeric: tabular-nums; }
tbody tr { border-bottom: 1px solid var(--line); }
tbody th { font-weight: 600; }
tbody th small { font-weight: 400; }
td small { display: block; }
.parts th { min-width: 10rem; font-weight: 400; }
.counts td, .counts thead th:not(:first-child) { text-align: right; }
.claims th { white-space: nowrap; }
code { font-size: .85em; }
.stacked td:first-child > code, .stacked td:last-child > code { white-space: nowrap; }
details.fold h3 { display: inline; }
details.fold summary { margin-top: 1.25rem; }
.parts td:last-child { min-width: 14rem; }
.inside { color: #00694d; }
.outside { color: #a84300; }
.open { color: var(--soft); }
svg.interval { display: block; font-size: 12.5px; overflow: visible; }
svg.interval .axis { stroke: #8b9099; }
svg.interval .expected { fill: #cfe3f1; }
svg.interval text { fill: var(--soft); }
svg.interval .range { stroke: currentColor; stroke-width: 2.5; fill: none; }
svg.interval circle { fill: currentColor; }
.plot { min-height: 2rem; margin-inline: min(0px, calc(50% - min(50vw - 1.5rem, var(--width) / 2))); }
.plot > div { min-width: calc(0.8 * var(--width)); }
.picture { display: none; }
html:not(.js) .plot { display: none; }
html:not(.js) .picture { display: block; }
details { margin: .5rem 0; }
summary { cursor: pointer; padding: .25rem 0; }
details pre { max-height: 32rem; overflow: auto; }
form label { display: block; font-weight: 600; margin-top: .75rem; }
fieldset { border: 1px solid #767b85; border-radius: 4px; padding: .25rem 1rem .75rem; margin: 1rem 0; max-width: 44rem; }
fieldset label:has([type=radio]) { display: inline-block; font-weight: 400; margin: .5rem 1.25rem 0 0; }
legend { font-weight: 600; padding: 0 .3rem; }
input, select, textarea, button { font: inherit; color: inherit; background: var(--paper); border: 1px solid #767b85; border-radius: 4px; padding: .3rem .5rem; }
input[type=text], textarea { width: 100%; max-width: 44rem; }
input[type=radio] { width: 1.1rem; height: 1.1rem; vertical-align: -.15rem; }
[aria-invalid=true] { border: 2px solid #a3211b; }
button { cursor: pointer; background: var(--wash); }
button:hover { background: #e4e7eb; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; }
#filter { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: end; margin: 1rem 0; padding: .25rem 1rem .75rem; background: var(--wash); border-radius: 4px; }
#filter p { margin: .25rem 0 0; }
#filter label { margin: 0; font-size: .9rem; }
#filter select { max-width: 16rem; }
.answers li { margin: .5rem 0; }
.answers blockquote { margin: .25rem 0 .25rem 1rem; white-space: pre-wrap; }
.neighbours { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 2rem; margin-top: 2rem; }
#preview { white-space: pre-wrap; max-height: 40rem; overflow: auto; }
@media (min-width: 40.01rem) { .wide td, .wide th { overflow-wrap: normal; } }
@media (max-width: 40rem) {
  .facts, .settings div { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: .5rem; }
  .settings { columns: auto; }
  table.keep { display: table; }
  .keep thead { display: table-header-group; position: static; }
  .keep tbody { display: table-row-group; }
  .keep tr { display: table-row; }
  .keep th, .keep td { display: table-cell; padding: .3rem .8rem .3rem 0; overflow-wrap: normal; }
  .counts td { text-align: left; }
  .counts .label { display: inline-block; min-width: 8rem; }
  tbody tr { padding: .5rem 0; }
  #filter { display: block; }
  #filter select, #filter input { width: 100%; max-width: none; }
  .stacked td:first-child > code, .stacked td:last-child > code { white-space: pre-wrap; }
}
@media print {
  header.site, form, .neighbours, .buttons, noscript { display: none; }
  h2 { break-before: auto; margin-top: 1.5rem; }
  .plot, html.js .plot { display: none; }
  .picture, html:not(.js) .picture { display: block; max-height: 20cm; width: auto; max-width: 100%; }
  .no-picture .plot { display: block; }
  form.answer { display: block; }
  form.answer button { display: none; }
  details pre { max-height: none; }
  .wide { overflow: visible; }
  .wide td, .wide th { overflow-wrap: anywhere; }
  table.keep { font-size: 7pt; }
  .keep td, .keep th { overflow-wrap: normal; padding-right: .5rem; }
  .stacked td > code { white-space: pre-wrap !important; }
  svg.interval { width: 55mm; }
  .expected, svg.interval * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  thead { display: table-header-group; }
}
`;

export const siteStyle = (): string => `${styleSheet()}${RULES}`;
