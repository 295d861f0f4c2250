// Compiled kernels (`<room>/assembly/index.ts` -> `build/wasm/<room>.wasm`), instantiated on the one memory.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HEAP_BASE, memory } from './memory.ts';

// First address of each module's static data: the compiler places it there (--memoryBase), so modules never
// overwrite each other's tables. The Makefile reads this table.
export const STATIC_BASE = {
  math: 1024,
  linalg: 65_536,
  random: 131_072,
  xor: 196_608,
  stability: 262_144,
  convex: 327_680,
} as const;

export type WasmModule = keyof typeof STATIC_BASE;

type Kernels = { readonly [name: string]: (...args: never[]) => unknown };

/**
 * Exports of a compiled kernel module, instantiated synchronously. `Exports` is the module's own list of functions;
 * vectors and matrices are passed as byte addresses (`view.byteOffset`).
 */
export function loadWasm<Exports extends Kernels>(name: WasmModule): Exports {
  const url = new URL(`../../build/wasm/${name}.wasm`, import.meta.url);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(readFileSync(url));
  } catch (cause) {
    throw new Error(`the compiled kernel ${fileURLToPath(url)} is missing: run \`make build/wasm\``, {
      cause,
    });
  }
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    env: {
      memory,
      abort: (_message: number, _file: number, line: number, column: number) => {
        throw new Error(`kernel ${name} aborted at ${line}:${column}`);
      },
    },
  });
  checkRoom(name, (instance.exports as { heapBase: () => number }).heapBase());
  return instance.exports as unknown as Exports;
}

/** Throws where a module's static data, which ends at `end`, reaches into the next module's or into the heap. */
export function checkRoom(name: WasmModule, end: number): void {
  const limit = Math.min(...Object.values(STATIC_BASE).filter((base) => base > STATIC_BASE[name]), HEAP_BASE);
  if (end > limit)
    throw new Error(`static data of kernel ${name} ends at ${end}, beyond its room that ends at ${limit}`);
}
