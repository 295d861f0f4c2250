import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { assertBuilt, manifest, root } from './installed.ts';

// These must accept experiments, figures and claims of any settings and records; nothing else may be `any`.
const MAY_BE_ANY = new Set(['AnyExperiment', 'AnyFigure', 'AnyClaim', 'AnySolver']);

const declarations = globSync('dist/**/*.d.ts', { cwd: root }).map((file) =>
  ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true),
);

test('dist/ is newer than src/', assertBuilt);

test('no public type is any', () => {
  assert.ok(declarations.length > 20);
  const found: string[] = [];
  for (const file of declarations) {
    const visit = (node: ts.Node): void => {
      if (ts.isTypeAliasDeclaration(node) && MAY_BE_ANY.has(node.name.text)) return;
      if (node.kind === ts.SyntaxKind.AnyKeyword) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart());
        found.push(`${file.fileName}:${line + 1}: ${file.text.split('\n')[line]!.trim()}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  assert.deepEqual(found, []);
});

test('declarations and modules import existing files ending in .js, which every TypeScript since 2.0 resolves', () => {
  for (const file of globSync('dist/**/*.{d.ts,js}', { cwd: root })) {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
    for (const { fileName } of importedFiles) {
      if (!fileName.startsWith('.')) continue;
      assert.match(fileName, /\.js$/, file);
      assert.ok(existsSync(join(root, dirname(file), fileName)), `${file} imports ${fileName}`);
    }
  }
});

test('every entry of the exports map exists, and main, types and typesVersions say the same to older resolvers', () => {
  for (const [key, target] of Object.entries(manifest.exports)) {
    if (typeof target === 'string') continue;
    for (const file of Object.values(target)) assert.ok(existsSync(join(root, file)), `${key}: ${file}`);
    if (key === '.') assert.deepEqual(target, { types: manifest.types, default: manifest.main });
    else assert.deepEqual(manifest.typesVersions['*'][key.slice(2)], [target.types.slice(2)]);
  }
});

test('notebooks/ finds the package under the name by which cells import it', () => {
  assert.equal(realpathSync(join(root, 'notebooks/node_modules/assay')), realpathSync(root));
});
