// Which of many items are shown.

/** Indices of all of `length` items where `head + tail` are enough, else of the first and the last. */
export function ends(length: number, head: number, tail: number): readonly [number[], number[]] {
  const first = Math.min(length, length <= head + tail ? length : head);
  const last = length <= head + tail ? 0 : tail;
  return [
    Array.from({ length: first }, (_, i) => i),
    Array.from({ length: last }, (_, i) => length - last + i),
  ];
}
