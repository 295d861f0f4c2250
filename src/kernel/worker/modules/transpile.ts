// TypeScript of local files to JavaScript: Node's own transform, and the compiler where that is not enough.
import { createRequire, stripTypeScriptTypes } from 'node:module';
import type TypeScript from 'typescript';

export interface Transpiled {
  readonly code: string;
  /** Source map, JSON. */
  readonly map: string | undefined;
}

const INLINE_MAP = /\n\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;

/** Throws a SyntaxError that names file and line. `commonjs`: imports become `require`. */
export function transpile(source: string, file: string, commonjs: boolean): Transpiled {
  const isPlain = !/\.tsx$/.test(file) && !(commonjs && /\b(import|export)\b/.test(source));
  if (isPlain) {
    const quick = transform(source, file);
    if (quick && !hasUnusedImport(quick.code)) return quick;
  }
  return compile(source, file, commonjs);
}

/** 0.1 ms a file; undefined for decorators, and for what is no TypeScript. */
function transform(source: string, file: string): Transpiled | undefined {
  try {
    const text = stripTypeScriptTypes(source, { mode: 'transform', sourceMap: true, sourceUrl: file });
    const [, encoded] = INLINE_MAP.exec(text) ?? [];
    const code = text.replace(INLINE_MAP, '').replace(/\n\/\/# sourceURL=.*$/, '');
    if (/^\s*@\w/m.test(code)) return undefined;
    return { code, map: encoded && Buffer.from(encoded, 'base64').toString() };
  } catch {
    return undefined;
  }
}

/** A name that only types mention, imported without `type`: the import would fail where it stands for a type. */
function hasUnusedImport(code: string): boolean {
  for (const [statement, names] of code.matchAll(/^\s*import\s[^;'"]*?\{([^}]*)\}\s*from/gm)) {
    const rest = code.replace(statement, '');
    for (const name of names!.split(',')) {
      const local = name
        .trim()
        .split(/\s+as\s+/)
        .at(-1)!;
      if (local !== '' && !new RegExp(`(?<![\\w$])${local.replaceAll('$', '\\$')}(?![\\w$])`).test(rest))
        return true;
    }
  }
  return false;
}

let typescript: typeof TypeScript | undefined;

/** The compiler takes 0.2 s and 60 MB when it is first needed. */
function compile(source: string, file: string, commonjs: boolean): Transpiled {
  typescript ??= createRequire(import.meta.url)('typescript') as typeof TypeScript;
  const ts = typescript;
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(source, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: commonjs ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext,
      jsx: ts.JsxEmit.React,
      sourceMap: true,
      esModuleInterop: true,
      // Decorators as before the standard have to be asked for; a parameter can only be decorated in that way.
      experimentalDecorators: /[(,]\s*@\w+/.test(source),
    },
  });
  const [first] = diagnostics ?? [];
  if (first?.file) {
    const { line, character } = first.file.getLineAndCharacterOfPosition(first.start ?? 0);
    const text = ts.flattenDiagnosticMessageText(first.messageText, '\n');
    throw new SyntaxError(`${file}:${line + 1}:${character + 1}: ${text} (TS${first.code})`);
  }
  return { code: outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, ''), map: sourceMapText };
}
