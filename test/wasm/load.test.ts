import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRoom, loadWasm, STATIC_BASE, type WasmModule } from '../../src/wasm/load.ts';
import { HEAP_BASE } from '../../src/wasm/memory.ts';

const modules = Object.keys(STATIC_BASE) as WasmModule[];

test('the static data of every module lies in a room of its own, below the heap', () => {
  const bases = Object.values(STATIC_BASE);
  for (const [index, name] of modules.entries()) {
    const { heapBase } = loadWasm<{ heapBase: () => number }>(name);
    assert.ok(heapBase() >= bases[index]!, name);
    assert.ok(heapBase() <= (bases[index + 1] ?? HEAP_BASE), name);
  }
});

test('static data that reaches into the next room or into the heap is an error', () => {
  checkRoom('math', STATIC_BASE.linalg);
  assert.throws(() => checkRoom('math', STATIC_BASE.linalg + 1), /kernel math ends at 65537, .* at 65536/);
  const last = modules.at(-1)!;
  checkRoom(last, HEAP_BASE);
  assert.throws(() => checkRoom(last, HEAP_BASE + 1), /beyond its room/);
});

test('a kernel that was not compiled is an error that says how', () => {
  assert.throws(() => loadWasm('nothing' as WasmModule), /nothing\.wasm is missing: run `make build\/wasm`/);
});
