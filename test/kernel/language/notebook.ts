// A notebook without a kernel: compiles and keeps cells in a folder of its own.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CompiledCell, Diagnostic, Language } from '../../../src/kernel/contract.ts';
import { createLanguage } from '../../../src/kernel/language/createLanguage.ts';

export interface Notebook extends Disposable {
  readonly language: Language;
  readonly folder: string;
  /** Compiles and keeps; fails the test where the cell has errors. */
  readonly run: (source: string) => CompiledCell;
  /** All that the type checker says of a cell, which is not kept. */
  readonly check: (source: string) => readonly Diagnostic[];
  /** Codes of the errors of a cell, with what they mark. */
  readonly errors: (source: string) => string[];
  readonly write: (path: string, text: string) => void;
}

export function notebook(files: Readonly<Record<string, string>> = {}): Notebook {
  const folder = mkdtempSync(join(tmpdir(), 'language-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const language = createLanguage({ folder });
  let count = 0;
  const compile = (source: string) => language.compile(source, `In [${++count}]`);
  const check = (source: string): readonly Diagnostic[] => {
    const compiled = compile(source);
    return compiled.status === 'ok' ? compiled.warnings : compiled.diagnostics;
  };
  return {
    language,
    folder,
    run(source) {
      const compiled = compile(source);
      if (compiled.status !== 'ok')
        assert.fail(`${source}\n${JSON.stringify(compiled.diagnostics, null, 1)}`);
      language.keep(compiled.cell);
      return compiled.cell;
    },
    check,
    errors: (source) =>
      check(source)
        .filter(({ severity }) => severity === 'error')
        .map(({ code, start, end }) => `${code} ${source.slice(start, end)}`),
    write,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
