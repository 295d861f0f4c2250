// Runs TypeScript cells as a session does: emitted, rewritten and run over shared banks, with a runtime that does little.
import vm from 'node:vm';
import ts from 'typescript';
import {
  type Binding,
  mergeUses,
  type Rewritten,
  rewriteCell,
  type Use,
} from '../../../src/kernel/language/rewrite/index.ts';

export interface CellSession {
  /** Value of the cell; undefined where its last statement has none. */
  readonly run: (source: string) => Promise<unknown>;
  readonly rewrite: (source: string) => Rewritten;
  readonly banks: readonly Record<string, unknown>[];
}

export interface SessionOptions {
  /** Names per bank. */
  readonly size?: number;
  readonly runtime?: Record<string, unknown>;
  readonly globals?: Record<string, unknown>;
}

const transpile = (source: string): ts.TranspileOutput =>
  ts.transpileModule(`${source}\nexport {};`, {
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      noEmitHelpers: true,
      verbatimModuleSyntax: true,
    },
  });

/** JavaScript as the language service has it emitted. */
export const emit = (source: string): string => transpile(source).outputText;

/** Whether TypeScript can read it: not all JavaScript, such as `(a < b, (c) => \`<${d}>\`)`. */
export const isReadable = (source: string): boolean => transpile(source).diagnostics?.length === 0;

export function createSession({ size = 800, runtime = {}, globals = {} }: SessionOptions = {}): CellSession {
  const names = new Map<string, Binding>();
  const uses = new Map<string, Use>();
  const allotted = new Map<string, number>();
  const banks: Record<string, unknown>[] = [];
  let id = 0;
  const bankOf = (name: string): number => {
    if (!allotted.has(name)) allotted.set(name, Math.floor(allotted.size / size));
    return allotted.get(name)!;
  };
  const rewrite = (source: string): Rewritten => rewriteCell(emit(source), { id: ++id, names, uses, bankOf });
  return {
    banks,
    rewrite,
    async run(source) {
      const { code, declared, uses: more, banks: count } = rewrite(source);
      while (banks.length < count) banks.push({});
      for (const [name, binding] of declared) names.set(name, binding);
      mergeUses(uses, more);
      let value: unknown;
      const all = {
        w: (x: unknown) => x,
        a: (x: unknown) => x,
        r: (x: unknown) => {
          value = x;
          return x;
        },
        i: (specifier: string, options?: ImportCallOptions) => import(specifier, options),
        ...runtime,
      };
      const parameters = Object.keys(globals);
      const cell = vm.runInThisContext(`(${parameters.join(', ')}) => (${code}\n)`, {
        filename: `cell:${id}`,
      });
      await cell(...Object.values(globals))(all, ...banks);
      return value;
    },
  };
}
