// What the browser's console holds against a page.
import type { BrowserContext } from 'playwright-core';

export interface Complaints {
  readonly all: () => readonly string[];
}

/** Messages of JupyterLab itself that say nothing about the kernel, each with the reason why it is let pass. */
export const TOLERATED: readonly (readonly [message: RegExp, reason: string])[] = [];

/** Collects errors and exceptions that are not among `TOLERATED`, and requests that leave the server. */
export function watchConsole(context: BrowserContext): Complaints {
  const found: string[] = [];
  const complain = (text: string): void => {
    if (!TOLERATED.some(([message]) => message.test(text))) found.push(text);
  };
  context.on('console', (message) => {
    if (message.type() === 'error') complain(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complain(`exception: ${error.error().stack ?? error.error()}`));
  context.on('request', (request) => {
    if (!/^(https?:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url())) complain(`request ${request.url()}`);
  });
  return { all: () => found };
}
