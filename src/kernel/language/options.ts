// Compiler options: the nearest tsconfig.json's where they concern checking, the kernel's own where they concern how
// cells are loaded and run.
import type TS from 'typescript';
import { ts } from './typescript.ts';

/** What cells are run as, whatever a project compiles its files to. */
const OWN: TS.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Auto,
  esModuleInterop: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  allowJs: true,
  checkJs: false,
  maxNodeModuleJsDepth: 0,
  skipLibCheck: true,
  sourceMap: true,
  noEmitHelpers: true,
  newLine: ts.NewLineKind.LineFeed,
};

/** Options of a project that make no sense for cells; each is left at TypeScript's default. */
const LEFT_OUT = [
  ...['lib', 'noLib', 'types', 'typeRoots', 'paths', 'baseUrl', 'rootDir', 'rootDirs', 'customConditions'],
  ...[
    'outDir',
    'outFile',
    'declaration',
    'declarationDir',
    'declarationMap',
    'emitDeclarationOnly',
    'noEmit',
  ],
  ...['noEmitOnError', 'composite', 'incremental', 'tsBuildInfoFile', 'inlineSourceMap', 'inlineSources'],
  ...['mapRoot', 'sourceRoot', 'removeComments', 'importHelpers', 'downlevelIteration', 'stripInternal'],
  ...['isolatedModules', 'isolatedDeclarations', 'verbatimModuleSyntax', 'erasableSyntaxOnly'],
  ...['rewriteRelativeImportExtensions', 'noUncheckedSideEffectImports', 'preserveConstEnums', 'plugins'],
  ...['noUnusedLocals', 'noUnusedParameters', 'allowUnusedLabels', 'allowUnreachableCode', 'jsx'],
  ...['ignoreDeprecations', 'alwaysStrict', 'project', 'traceResolution', 'listFiles', 'diagnostics'],
];

export interface CellOptions {
  readonly options: TS.CompilerOptions;
  /** What is wrong with the tsconfig.json; its valid parts count all the same. */
  readonly problems: readonly string[];
}

/** Strict unless the nearest tsconfig.json at or above `folder` says otherwise. */
export function cellOptions(folder: string): CellOptions {
  const path = ts.findConfigFile(folder, ts.sys.fileExists);
  if (path === undefined) return { options: { strict: true, ...OWN }, problems: [] };
  const { config, error } = ts.readConfigFile(path, ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(
    config ?? {},
    { ...ts.sys, readDirectory: () => [] }, // Which files the project has is of no interest here.
    path.slice(0, path.lastIndexOf('/')) || '/',
    undefined,
    path,
  );
  const NO_INPUTS = 18003;
  const problems = [...(error ? [error] : []), ...parsed.errors]
    .filter(({ code }) => code !== NO_INPUTS)
    .map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  const project: TS.CompilerOptions = { ...parsed.options };
  for (const name of LEFT_OUT) delete project[name];
  delete project['configFilePath'];
  return { options: { strict: true, ...project, ...OWN, types: projectTypes(parsed.options) }, problems };
}

/** `node` is always there; others are as the project lists them. */
const projectTypes = ({ types }: TS.CompilerOptions): string[] =>
  (types ?? []).filter((name) => name !== 'node' && name !== '*');
