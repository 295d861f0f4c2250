// The style of all pages: one column of text, tables that scroll in narrow windows, black on white on paper.
import { FONT_FAMILY, faces, fontCss } from './fonts.ts';

const RULES = `
:root { --text: #1d1f24; --soft: #555a63; --line: #d9dce1; --link: #00548a; --paper: #fff; --wash: #f5f6f8; }
* { box-sizing: border-box; }
html { font: 17px/1.5 ${FONT_FAMILY}; color: var(--text); background: var(--paper); -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0 auto; padding: 0 1.25rem 4rem; max-width: 62rem; overflow-wrap: anywhere; }
h1, h2, h3 { font-weight: 600; line-height: 1.2; text-wrap: balance; }
h1 { font-size: 2rem; margin: 2.5rem 0 .5rem; }
h2 { font-size: 1.5rem; margin: 3.5rem 0 0; padding-top: 1rem; border-top: 3px solid var(--text); }
h3 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
p { margin: .5rem 0; max-width: 44rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid #d55e00; outline-offset: 2px; border-radius: 2px; }
small, .soft { color: var(--soft); font-size: .9rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
nav ul { list-style: none; margin: .25rem 0 1rem; padding: 0; columns: 22rem; column-gap: 2rem; }
nav li { break-inside: avoid; padding: .1rem 0; }
nav p { margin: 1rem 0 0; font-weight: 600; }
h3.drawn { position: absolute; left: -99rem; }
section.figure { scroll-margin-top: 1rem; border-bottom: 1px solid var(--line); padding: 1rem 0 2rem; }
figure { margin: 0; }
figure img { display: block; max-width: 100%; height: auto; }
figure > a { display: block; }
iframe { width: 100%; height: 36rem; border: 1px solid var(--line); }
figcaption { margin: .5rem 0; max-width: 44rem; }
.notes { margin: .75rem 0; padding: .25rem 0 .25rem .9rem; border-left: 4px solid #e69f00; list-style: none; color: var(--text); }
.files { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .5rem 0; padding: 0; list-style: none; }
pre { margin: .75rem 0; padding: .5rem .8rem; background: var(--wash); border-radius: 4px; overflow-x: auto; font-size: .88rem; }
code { font-family: ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace; }
.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
thead th { border-bottom: 2px solid var(--text); font-weight: 600; white-space: nowrap; }
tbody { border-bottom: 1px solid var(--line); }
th, td { text-align: left; vertical-align: top; padding: .4rem 1rem .4rem 0; font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
tr.part td { padding: 0 1rem .4rem 0; }
tr.part td:first-child { padding-left: 1.25rem; min-width: 9rem; }
.label { display: none; }
th small { display: block; }
.id { font-weight: 600; margin-right: .25rem; }
.verdict { white-space: nowrap; font-weight: 600; }
.verdict small, tr.part td:last-child small { display: block; font-weight: 400; }
tr.part td:last-child { padding-right: 0; color: var(--soft); }
tr.part td.outside { color: #a84300; }
.reproduced { color: #00694d; }
.not-reproduced { color: #a84300; }
.inconclusive, .not-testable { color: var(--soft); }
.plot { overflow-x: auto; }
.plot > div { min-width: 40rem; }
@media (max-width: 40rem) {
  html { font-size: 16px; }
  h1 { font-size: 1.6rem; margin-top: 1.5rem; }
  h3.drawn { position: static; }
  table, thead, tbody, tr, th, td { display: block; }
  thead { position: absolute; left: -99rem; }
  tbody { padding: .5rem 0; }
  tr.part { margin-top: .5rem; }
  th, td, tr.part td, tr.part td:first-child { padding: .1rem 0; }
  .label { display: inline; color: var(--soft); }
}
@page { margin: 16mm; }
@media print {
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  nav, .files, .skip { display: none; }
  h2 { break-before: page; margin-top: 0; }
  h2, h3 { break-after: avoid; }
  figure, tr, pre { break-inside: avoid; }
  pre { border: 1px solid var(--line); white-space: pre-wrap; }
  a { color: inherit; text-decoration: none; }
}
`;

/** One sheet for all pages, fonts inside. */
export const styleSheet = (): string => `${fontCss(faces())}${RULES}`;
