// What the tests of the review site look for on its pages.
import { existsSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';

export const pagesOf = (root: string): string[] => globSync('**/*.html', { cwd: root }).sort();

/** Collects console errors, exceptions, and requests that leave the folder. */
export function watch(context: BrowserContext): string[] {
  const trouble: string[] = [];
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      trouble.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on('weberror', (error) => trouble.push(`${error.page()?.url()}: ${error.error().message}`));
  context.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) trouble.push(`request ${request.url()}`);
  });
  context.on('requestfailed', (request) => trouble.push(`failed ${request.url()}`));
  return trouble;
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong, as `rule: element`. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: { type: 'tag', values },
      preload: false, // would fetch the style sheet, which a page opened from a file may not
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  }, RULES);
}

/** Links and sources that lead to no file, and fragments that lead to no element; `a=b` is a parameter. */
export async function brokenLinks(page: Page): Promise<string[]> {
  const targets = await page.evaluate(() =>
    [...document.querySelectorAll('a[href], script[src], link[rel=stylesheet], img[src]')].map((element) =>
      'href' in element ? String(element.href) : (element as HTMLImageElement).src,
    ),
  );
  const here = page.url().split('#')[0]!;
  const broken: string[] = [];
  for (const target of new Set(targets)) {
    const [file, fragment] = target.split('#');
    if (!file!.startsWith('file:') || !existsSync(fileURLToPath(file!))) broken.push(target);
    if (
      file === here &&
      fragment &&
      !fragment.includes('=') &&
      !(await page.evaluate((id) => document.getElementById(id) !== null, fragment))
    )
      broken.push(target);
  }
  return broken;
}
