// error.stack in the user's own lines: positions of cells and local TypeScript mapped back, frames of the kernel left out.
import { KERNEL } from '../display/frames.ts';
import { withoutVersion } from './modules/versions.ts';
import type { CodeSources } from './sources.ts';

type PositionOf = CodeSources['positionOf'];

/** Frames of the file `hidden` are left out: the kernel imports in its name. */
export function installStackTraces(positionOf: PositionOf, hidden: string): void {
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites
      .filter((site) => site.getFileName() !== hidden)
      .map((site) => frame(site, positionOf))
      .filter((line) => line !== undefined);
    while (frames.at(-1)?.includes('(node:internal/')) frames.pop();
    return [header(error), ...frames].join('\n    at ');
  };
}

function header(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return '<error>';
  }
}

function frame(site: NodeJS.CallSite, positionOf: PositionOf): string | undefined {
  const file = site.getFileName() ?? undefined;
  const text = String(site);
  if (file === undefined) return text;
  if (file.startsWith(KERNEL) || file === 'node:internal/async_local_storage/async_context_frame')
    return undefined;
  const line = site.getLineNumber() ?? 1;
  const column = site.getColumnNumber() ?? 1;
  const { name, ...at } = positionOf(file, line, column) ?? { name: withoutVersion(file), line, column };
  return text.replace(`${file}:${line}:${column}`, () => `${name}:${at.line}:${at.column}`);
}
