import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Arena, ReleasedError } from '../../src/wasm/arena.ts';
import { liveBytes, onMemory } from '../../src/wasm/memory.ts';

test('views are zeroed, aligned to 64 bytes, and lie on the memory', () => {
  const dirty = new Arena();
  dirty.float64(1000).fill(5);
  dirty.release();
  using arena = new Arena();
  for (const view of [arena.float64(7), arena.int32(7), arena.uint8(7), arena.float64(0)]) {
    assert.equal(view.byteOffset % 64, 0);
    assert.ok(onMemory(view));
    assert.ok(view.every((value) => value === 0));
  }
});

test('live bytes return to the start, however a block is left', () => {
  const before = liveBytes();
  {
    using arena = new Arena();
    arena.float64(1000);
    arena.uint8(1);
    assert.ok(liveBytes() >= before + 8001);
  }
  assert.equal(liveBytes(), before);
  assert.throws(() => {
    using arena = new Arena();
    arena.float64(1000);
    throw new Error('half way');
  }, /half way/);
  assert.equal(liveBytes(), before);
});

test('releasing twice is harmless, even after the memory has a new owner', () => {
  const first = new Arena();
  first.float64(100);
  first.release();
  using second = new Arena();
  const x = second.float64(100).fill(3);
  first.release();
  assert.ok(x.every((value) => value === 3));
});

test('views of a released arena read NaN, and it gives no more', () => {
  const arena = new Arena();
  const x = arena.float64(100);
  arena.release();
  assert.ok(arena.released);
  assert.ok(x.every(Number.isNaN));
  assert.throws(() => arena.float64(1), ReleasedError);
});
