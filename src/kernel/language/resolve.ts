// From import specifiers to files: as Node does at run time, and beyond it what the kernel's loader adds.
import { fileURLToPath } from 'node:url';
import type TS from 'typescript';
import type { Library } from './library.ts';
import { cellPath, idOfSpecifier, slashed } from './paths.ts';
import { ts } from './typescript.ts';

type Resolved = TS.ResolvedModuleWithFailedLookupLocations;

export interface Resolver {
  readonly resolve: (specifier: string, from: string, mode: TS.ResolutionMode) => Resolved;
}

/** Packages that come with the kernel where the user's folder has none of that name. */
const BROUGHT_ALONG = new Set(['tslab']);

export function createResolver(
  folder: string,
  options: TS.CompilerOptions,
  host: TS.ModuleResolutionHost,
  library: Library,
): Resolver {
  // From here on, look-ups find what is installed beside the kernel's TypeScript.
  const kernelFile = `${library.typescriptLib}/kernel.ts`;
  const looser = {
    ...options,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const found = new Map<string, Resolved>();

  const lookUp = (specifier: string, from: string, mode: TS.ResolutionMode): Resolved => {
    const strict = ts.resolveModuleName(specifier, from, options, host, undefined, undefined, mode);
    if (strict.resolvedModule) return strict;
    if (specifier.startsWith('file:')) return lookUp(pathOfUrl(specifier), from, mode);
    // `./part` for ./part.ts or ./part/index.ts: Node wants the extension, the kernel's loader does not.
    if (/^\.{0,2}\//.test(specifier) || /^\.\.?$/.test(specifier))
      return ts.resolveModuleName(specifier, from, looser, host);
    if (BROUGHT_ALONG.has(specifier))
      return ts.resolveModuleName(specifier, kernelFile, options, host, undefined, undefined, mode);
    return strict;
  };
  return {
    resolve(specifier, from, mode) {
      const id = idOfSpecifier(specifier);
      if (id !== undefined) return moduleAt(cellPath(folder, id), ts.Extension.Ts);
      if (INSPECTOR.test(specifier)) return moduleAt(library.inspectorPath, ts.Extension.Dts);
      const key = `${specifier}\n${from.slice(0, from.lastIndexOf('/'))}\n${mode}`;
      const known = found.get(key);
      if (known && host.fileExists(known.resolvedModule!.resolvedFileName)) return known;
      const resolved = lookUp(specifier, from, mode);
      // What is not there today may be installed or written in a minute.
      if (resolved.resolvedModule) found.set(key, resolved);
      return resolved;
    },
  };
}

const pathOfUrl = (url: string): string => {
  try {
    return slashed(fileURLToPath(url));
  } catch {
    return url.slice('file:'.length); // Not a local file: it will not be found, which is what the message says.
  }
};

const INSPECTOR = /^(node:)?inspector(\/promises)?$/;

const moduleAt = (resolvedFileName: string, extension: TS.Extension): Resolved =>
  ({
    resolvedModule: {
      resolvedFileName,
      extension,
      isExternalLibraryImport: extension === ts.Extension.Dts,
      resolvedUsingTsExtension: false,
    },
    failedLookupLocations: [],
  }) as Resolved;

/** `/// <reference types="node" />` in a package means the declarations that are loaded already. */
export function resolveTypes(
  name: string,
  from: string,
  options: TS.CompilerOptions,
  host: TS.ModuleResolutionHost,
  library: Library,
): TS.ResolvedTypeReferenceDirectiveWithFailedLookupLocations {
  if (name === 'node')
    return {
      resolvedTypeReferenceDirective: {
        primary: true,
        resolvedFileName: library.nodePath,
        isExternalLibraryImport: true,
      },
    } as TS.ResolvedTypeReferenceDirectiveWithFailedLookupLocations;
  return ts.resolveTypeReferenceDirective(name, from, options, host);
}
