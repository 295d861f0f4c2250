// Hash of the code behind an experiment: everything its module imports, so that a stale result is known as such.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, findPackageJSON, isBuiltin } from 'node:module';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { replaceFile } from './files.ts';
import { digest } from './identity.ts';
import { type Import, type ModuleCode, moduleCode } from './module-code.ts';

const MODULE = /\.[cm]?[jt]s$/;

/**
 * Hash over the static import graph of an experiment: its own files without types, comments and layout, the bytes of
 * the compiled kernels, and name and version of every npm package. Node's built-in modules do not count, nor do the
 * parts of the declaring module that its `run` does not reach, nor, of a module that only hands on the exports of
 * others, those that nobody asks for: no module of ours does anything when it is loaded but define. `cache` is a folder
 * that keeps what was read of each file, by the hash of its content.
 */
export async function codeHash(
  experiment: { readonly id: string; readonly module: string },
  cache: string,
): Promise<string> {
  const declaring = fileURLToPath(experiment.module);
  const root = packageFolder(declaring);
  const parts = new Set<string>();
  const start = sourceOf(root, declaring);
  const name = (file: string): string => relative(root, file).split(sep).join('/');
  const counted = new Set<string>();
  const queue: { readonly file: string; readonly names?: readonly string[] | undefined }[] = [
    { file: start },
  ];
  const follow = ({ from, names }: Import, importer: string): void => {
    if (isBuiltin(from)) return;
    if (from.startsWith('.')) queue.push({ file: resolve(dirname(importer), from), names });
    else parts.add(`package ${npmPackage(from, importer)}`);
  };
  const read = new Map<string, ModuleCode>();
  for (const { file, names } of queue) {
    if (counted.has(file)) continue;
    if (!existsSync(file))
      throw new Error(`${name(file)} is missing, but the code of ${experiment.id} uses it`);
    if (!MODULE.test(file)) {
      counted.add(file);
      parts.add(`file ${name(file)} ${digest(readFileSync(file))}`);
      continue;
    }
    const code = read.get(file) ?? readModule(file, file === start ? experiment.id : undefined, cache);
    read.set(file, code);
    const { handsOn } = code;
    if (handsOn && names?.every((each) => each in handsOn)) {
      for (const each of names) {
        const target = handsOn[each]!;
        const part = `export ${name(file)} ${each}: ${target.from} ${target.name}`;
        if (!parts.has(part)) follow({ from: target.from, names: [target.name] }, file);
        parts.add(part);
      }
      continue;
    }
    counted.add(file);
    parts.add(`module ${name(file)} ${code.tokens}`);
    for (const kernel of code.kernels) queue.push({ file: join(root, 'build/wasm', `${kernel}.wasm`) });
    for (const path of code.files)
      if (/\.[a-z\d]+$/.test(path)) queue.push({ file: resolve(dirname(file), path) });
    for (const imported of code.imports) follow(imported, file);
  }
  return digest([...parts].sort().join('\n'));
}

/** A compiled module stands for its source where that is shipped with it: both give the same results. */
function sourceOf(root: string, file: string): string {
  const path = relative(root, file);
  if (!path.startsWith(`dist${sep}`)) return file;
  const source = join(root, `src${path.slice('dist'.length).replace(/\.js$/, '.ts')}`);
  return existsSync(source) ? source : file;
}

/** The nearest folder above with a package.json: paths in the hash are relative to it. */
function packageFolder(file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json'))) return folder;
  return dirname(file);
}

function npmPackage(specifier: string, from: string): string {
  let manifest: string | undefined;
  try {
    manifest = findPackageJSON(specifier, pathToFileURL(from));
  } catch (cause) {
    throw new Error(`${from} imports "${specifier}", which is not installed: run \`make setup\``, { cause });
  }
  const { name, version } = JSON.parse(readFileSync(manifest!, 'utf8')) as { name: string; version: string };
  return `${name} ${version}`;
}

/** What is kept was read by this code and no other. */
const reader = [
  digest(readFileSync(new URL(`./module-code${extname(import.meta.url)}`, import.meta.url))),
  npmPackage('typescript', fileURLToPath(import.meta.url)),
];

/** By the path in the cache. */
const known = new Map<string, ModuleCode>();

/**
 * Loading the compiler takes a quarter of a second, so it is loaded only for files not seen before; by `import` it would
 * take twice that, for Node would first read its 9 MB to find out what kind of module it is.
 */
const compiler = (): typeof import('typescript') => createRequire(import.meta.url)('typescript');

function readModule(file: string, experiment: string | undefined, cache: string): ModuleCode {
  const source = readFileSync(file, 'utf8');
  const path = join(cache, `${digest(JSON.stringify([...reader, experiment ?? null, source]))}.json`);
  const code = known.get(path) ?? kept(path) ?? read();
  known.set(path, code);
  return code;

  function read(): ModuleCode {
    try {
      const code = moduleCode(compiler(), source, experiment);
      replaceFile(path, JSON.stringify(code));
      return code;
    } catch (cause) {
      throw new Error(`${file}: ${(cause as Error).message}`, { cause });
    }
  }
}

/** Undefined where nothing is kept, or not the whole of it. */
function kept(path: string): ModuleCode | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ModuleCode;
  } catch {
    return undefined;
  }
}
