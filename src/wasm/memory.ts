// One shared WebAssembly memory under all kernels, and the allocator of its heap (first fit, gaps merged).
// Shared, because growing an unshared memory detaches every view on it.

const PAGE = 65_536;
// One page short of 4 GiB, so that even the end of the last block is a 32-bit address.
const MAX_PAGES = 65_535;
/** Bytes below this address hold the modules' static data; the heap starts here. */
export const HEAP_BASE = 1 << 20;
const ALIGN = 64;

export const memory = new WebAssembly.Memory({
  initial: (HEAP_BASE + (1 << 20)) / PAGE,
  maximum: MAX_PAGES,
  shared: true,
});

/** No room left in the memory that all matrices live in (4 GiB at most). */
export class OutOfMemoryError extends Error {
  override readonly name = 'OutOfMemoryError';
}

interface Gap {
  start: number;
  end: number;
}

// Gaps between blocks, by address, never adjacent; the last one may end at the top of the memory.
const gaps: Gap[] = [{ start: HEAP_BASE, end: memory.buffer.byteLength }];
const sizes = new Map<number, number>();
const buffers = new WeakSet<ArrayBufferLike>([memory.buffer]);
let live = 0;

/** Bytes in blocks that are allocated and not yet freed, a few MB of the kernels' own included. */
export const liveBytes = (): number => live;

/** Whether a view lies on the kernels' memory, and so can be passed to them by address. */
export const onMemory = (view: ArrayBufferView): boolean => buffers.has(view.buffer);

/** Whether a view lies on the kernels' memory and touches no byte that was freed. */
export function isAllocated(view: ArrayBufferView): boolean {
  if (!onMemory(view)) return false;
  const gap = gaps[firstGapEndingBehind(view.byteOffset)];
  return gap === undefined || view.byteOffset + view.byteLength <= gap.start;
}

/** Address of a new block of at least `bytes` bytes, 64-byte aligned, contents undefined. Errors: `OutOfMemoryError`. */
export function allocate(bytes: number): number {
  if (!Number.isSafeInteger(bytes) || bytes < 0)
    throw new RangeError(`cannot allocate ${bytes} bytes: a non-negative integer was expected`);
  const size = Math.max(ALIGN, Math.ceil(bytes / ALIGN) * ALIGN);
  let index = gaps.findIndex((gap) => gap.end - gap.start >= size);
  if (index < 0) {
    grow(size);
    index = gaps.length - 1;
  }
  const gap = gaps[index]!;
  const start = gap.start;
  gap.start += size;
  if (gap.start === gap.end) gaps.splice(index, 1);
  sizes.set(start, size);
  live += size;
  return start;
}

/** Gives a block back. Its bytes become NaN (at the speed of memory), so that a later use of a stale view is seen. */
export function free(address: number): void {
  const size = sizes.get(address);
  if (size === undefined)
    throw new RangeError(`no block starts at address ${address}: it was freed already or never allocated`);
  sizes.delete(address);
  live -= size;
  new Float64Array(memory.buffer, address, size / 8).fill(Number.NaN);
  const end = address + size;
  const index = firstGapEndingBehind(address);
  const before = gaps[index - 1];
  const after = gaps[index];
  if (before?.end === address && after?.start === end) {
    before.end = after.end;
    gaps.splice(index, 1);
  } else if (before?.end === address) before.end = end;
  else if (after?.start === end) after.start = address;
  else gaps.splice(index, 0, { start: address, end });
}

function firstGapEndingBehind(address: number): number {
  let low = 0;
  let high = gaps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (gaps[middle]!.end > address) high = middle;
    else low = middle + 1;
  }
  return low;
}

function grow(bytes: number): void {
  const last = gaps.at(-1);
  const top = memory.buffer.byteLength;
  const missing = last?.end === top ? bytes - (last.end - last.start) : bytes;
  const atLeast = Math.ceil(missing / PAGE);
  // Double, so that a growing computation asks for memory only a few times.
  const wanted = Math.min(Math.max(atLeast, top / PAGE), MAX_PAGES - top / PAGE);
  if (wanted < atLeast) throw outOfMemory(bytes);
  try {
    memory.grow(wanted);
  } catch {
    throw outOfMemory(bytes);
  }
  buffers.add(memory.buffer);
  if (last?.end === top) last.end = memory.buffer.byteLength;
  else gaps.push({ start: top, end: memory.buffer.byteLength });
}

function outOfMemory(bytes: number): OutOfMemoryError {
  return new OutOfMemoryError(
    `cannot allocate ${bytes} bytes: ${live} of at most ${MAX_PAGES * PAGE} bytes are in use; release an arena or solve a smaller problem`,
  );
}
