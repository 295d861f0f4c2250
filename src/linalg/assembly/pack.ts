// Operands of the register tile: a strided block copied into panels of 4 lines, stored depth by depth.

/**
 * Element (line, p) at `from + line * lineStride + p * depthStride` (bytes) goes to panel line / 4, depth
 * p, place line % 4. Lines that the last panel lacks are zero.
 */
export function pack(
  lines: i32, depth: i32, from: usize, lineStride: usize, depthStride: usize, to: usize,
): void {
  const panel: usize = <usize>depth << 5;
  let line = lines & ~3;
  if (lineStride == 8) copyPanels(line, depth, from, depthStride, to);
  else if (depthStride == 8) transposePanels(line, depth, from, lineStride, to);
  else line = 0;
  from += <usize>line * lineStride;
  to += <usize>(line >> 2) * panel;
  for (; line < lines; line += 4) {
    gatherPanel(min(4, lines - line), depth, from, lineStride, depthStride, to);
    from += lineStride << 2;
    to += panel;
  }
}

function copyPanels(lines: i32, depth: i32, from: usize, depthStride: usize, to: usize): void {
  const panel: usize = <usize>depth << 5;
  // Eight depths at a time: whole cache lines are read, and used up before the next.
  for (let p0 = 0; p0 < depth; p0 += 8) {
    const p1 = min(p0 + 8, depth);
    for (let line = 0; line < lines; line += 4) {
      let source = from + <usize>p0 * depthStride + (<usize>line << 3);
      let target = to + <usize>(line >> 2) * panel + (<usize>p0 << 5);
      for (let p = p0; p < p1; p++) {
        v128.store(target, v128.load(source));
        v128.store(target, v128.load(source, 16), 16);
        source += depthStride;
        target += 32;
      }
    }
  }
}

function transposePanels(lines: i32, depth: i32, from: usize, lineStride: usize, to: usize): void {
  for (let line = 0; line < lines; line += 4) {
    let r0 = from + <usize>line * lineStride;
    let r1 = r0 + lineStride;
    let r2 = r1 + lineStride;
    let r3 = r2 + lineStride;
    let p = 1;
    for (; p < depth; p += 2) {
      const x0 = v128.load(r0), x1 = v128.load(r1), x2 = v128.load(r2), x3 = v128.load(r3);
      v128.store(to, v128.shuffle<f64>(x0, x1, 0, 2));
      v128.store(to, v128.shuffle<f64>(x2, x3, 0, 2), 16);
      v128.store(to, v128.shuffle<f64>(x0, x1, 1, 3), 32);
      v128.store(to, v128.shuffle<f64>(x2, x3, 1, 3), 48);
      r0 += 16;
      r1 += 16;
      r2 += 16;
      r3 += 16;
      to += 64;
    }
    if (p == depth) {
      store<f64>(to, load<f64>(r0));
      store<f64>(to, load<f64>(r1), 8);
      store<f64>(to, load<f64>(r2), 16);
      store<f64>(to, load<f64>(r3), 24);
      to += 32;
    }
  }
}

function gatherPanel(
  lines: i32, depth: i32, from: usize, lineStride: usize, depthStride: usize, to: usize,
): void {
  for (let p = 0; p < depth; p++) {
    let source = from + <usize>p * depthStride;
    for (let line: i32 = 0; line < 4; line++) {
      store<f64>(to, line < lines ? load<f64>(source) : 0);
      source += lineStride;
      to += 8;
    }
  }
}
