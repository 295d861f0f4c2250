// error.stack in the user's own lines: positions of cells and local TypeScript mapped back, frames of the kernel left out.
import type { SourceMap } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withoutVersion } from './modules/versions.ts';

export type MapOf = (
  url: string,
) => { readonly map: SourceMap; readonly label: string | undefined } | undefined;

const KERNEL = dirname(dirname(fileURLToPath(import.meta.url)));

export function installStackTraces(mapOf: MapOf): void {
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.map((site) => frame(site, mapOf)).filter((line) => line !== undefined);
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

function frame(site: NodeJS.CallSite, mapOf: MapOf): string | undefined {
  const file = site.getFileName() ?? undefined;
  const text = String(site);
  if (file === undefined) return text;
  if (isKernel(file) || file === 'node:internal/async_local_storage/async_context_frame') return undefined;
  const line = site.getLineNumber() ?? 1;
  const column = site.getColumnNumber() ?? 1;
  const found = mapOf(file);
  const origin = found?.map.findOrigin(line, column);
  const mapped = origin && 'lineNumber' in origin ? origin : { lineNumber: line, columnNumber: column };
  const name = found?.label ?? withoutVersion(file);
  return text.replace(
    `${file}:${line}:${column}`,
    () => `${name}:${mapped.lineNumber}:${mapped.columnNumber}`,
  );
}

const isKernel = (file: string): boolean =>
  file.startsWith('file:') && fileURLToPath(file).startsWith(KERNEL);
