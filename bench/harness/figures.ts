// The results as pictures: time and memory against size, ratios with their spread, time against the accuracy of convex training.
import { join } from 'node:path';
import { NoBrowserError, startDrawer } from '../../src/plot/browser.ts';
import { picture } from '../../src/plot/compose.ts';
import { writeIfChanged } from '../../src/plot/write.ts';
import type { Drawn } from './drawn.ts';
import { panels } from './panels.ts';
import { ratios } from './ratios.ts';
import type { CaseResult, Results } from './results.ts';

/** Writes `<id>.png` for each; without a browser says so and writes none. */
export async function drawFigures(
  results: Results,
  folder: string,
  log: (line: string) => void,
): Promise<void> {
  try {
    await using drawer = await startDrawer(undefined, SCALE);
    for (const figure of figuresOf(results)) {
      const item = {
        ...figure,
        caption: '',
        notes: [machine(results)],
        command: 'make bench',
        paper: NO_PAPER,
      };
      const { png } = await drawer.draw(JSON.stringify(picture(item)), figure.id);
      const written = writeIfChanged(join(folder, `${figure.id}.png`), png);
      log(`${figure.id}.png  ${written ? 'written' : 'unchanged'}`);
    }
  } catch (error) {
    if (!(error instanceof NoBrowserError)) throw error;
    log(`no pictures: ${error.message}`);
  }
}

const SCALE = 1; // pixels of a unit: three large pictures
const NO_PAPER = { id: 'bench', title: 'Speed', authors: '', arxiv: '' };

const machine = ({ groups }: Results): string =>
  [
    ...new Set(
      Object.values(groups).map(({ machine: { cpu, cores }, date }) => `${cpu}, ${cores} cores, ${date}`),
    ),
  ].join('; ');

/** Figures of which there is something to show. */
export function figuresOf(results: Results): Drawn[] {
  const cases = Object.values(results.groups).flatMap((group) => group.cases);
  const sized = (unit: CaseResult['unit']) =>
    cases.filter((one) => one.unit === unit && one.size !== undefined && one.size.symbol !== 'gap');
  return [
    panels(
      'time',
      'Time against size, with exponents of power laws (through the least times) ± their standard errors',
      sized('s'),
      'seconds',
    ),
    panels('memory', 'Peak memory beyond the loaded program, against size', sized('MB'), 'MB'),
    panels(
      'accuracy',
      'Convex training: time to a certified relative gap',
      cases.filter((one) => one.size?.symbol === 'gap'),
      'seconds',
    ),
    ratios(results),
  ].filter((figure) => figure !== undefined);
}
