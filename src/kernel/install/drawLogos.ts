// Draws the logos that kernel specs need as PNG from the SVG, by the browser that draws the figures: `node drawLogos.ts`.
// Run by hand after a change of the SVG; what it writes is committed.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startBrowser } from '../../plot/browser.ts';

const FOLDER = new URL('logos/', import.meta.url);
const SIZES = [32, 64]; // pixels, as Jupyter names them

const svg = readFileSync(new URL('logo-svg.svg', FOLDER), 'utf8');
const [browser] = await startBrowser();
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  const path = fileURLToPath(new URL(`logo-${size}x${size}.png`, FOLDER));
  await page.screenshot({ path, omitBackground: true });
}
await browser.close();
