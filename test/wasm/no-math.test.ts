import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const FORBIDDEN = [
  'export const a = Math.exp(1);',
  'export const b = a ** 3;',
  'export const c = [a].map(Math.tanh);',
  'export const d = Math.random();',
  'const { log } = Math;',
  'const alias = Math;',
  "export const e = Math['cos'](a);",
  'export const f = globalThis.Math.cosh(a);',
  'export let g = a; g **= 2;',
];
const ALLOWED = ['export const h = Math.sqrt(a) + Math.abs(b) + Math.max(c, d) * Math.PI + Math.fround(a);'];

/** Lines of a file that the project's lint rules report as `plugin`, when it stands in `folder`. */
function flagged(folder: string, lines: readonly string[]): number[] {
  const project = mkdtempSync(join(tmpdir(), 'assay-lint-'));
  try {
    const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
    writeFileSync(join(project, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }));
    mkdirSync(join(project, 'src/wasm'), { recursive: true });
    mkdirSync(join(project, folder), { recursive: true });
    cpSync(join(ROOT, 'src/wasm/no-math.grit'), join(project, 'src/wasm/no-math.grit'));
    writeFileSync(join(project, folder, 'probe.ts'), `${lines.join('\n')}\n`);
    const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
    const { stdout } = spawnSync(process.execPath, [biome, 'lint', '--reporter=github', '.'], {
      cwd: project,
      encoding: 'utf8',
    });
    return [...stdout.matchAll(/title=plugin,.*?line=(\d+)/g)].map(([, line]) => Number(line));
  } finally {
    rmSync(project, { recursive: true });
  }
}

test('in src/, functions of Math without fixed bits are reported, and the others are not', () => {
  const found = flagged('src/xor', [...FORBIDDEN, ...ALLOWED]);
  assert.deepEqual(
    found,
    FORBIDDEN.map((_, index) => index + 1),
  );
});

test('in test/, they are allowed', () => assert.deepEqual(flagged('test/xor', FORBIDDEN), []));
