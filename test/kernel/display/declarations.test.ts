import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { globalDeclarations } from '../../../src/kernel/display/index.ts';

/** Messages of the compiler for a script beside the declarations, as `line: message`. */
function check(source: string): string[] {
  const files = new Map([
    ['/globals.d.ts', globalDeclarations()],
    ['/url.d.ts', 'interface URL {}'], // Node's types are not loaded here
    ['/cell.ts', source],
  ]);
  const options = { target: ts.ScriptTarget.ESNext, lib: ['lib.esnext.d.ts'], strict: true, types: [] };
  const host = ts.createCompilerHost(options);
  const { readFile, getSourceFile } = host;
  host.readFile = (file) => files.get(file) ?? readFile.call(host, file);
  host.getSourceFile = (file, version) =>
    files.has(file)
      ? ts.createSourceFile(file, files.get(file)!, version)
      : getSourceFile.call(host, file, version);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host))
    .map(({ file, start, messageText }) => {
      const line = file && ts.getLineAndCharacterOfPosition(file, start!).line + 1;
      return `${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
}

test('the globals are known to the type checker', () => {
  const uses = `
    display([1]);
    await display({ 'text/html': 'x' }, { raw: true, metadata: {} });
    const handle: Jupyter.DisplayHandle = display(1, { display_id: true });
    handle.update(2);
    display.html\`<b>\${1}</b>\`;
    display.markdown('x', { display_id: 'a', update: true });
    display.image(new Uint8Array(8), { width: 10 });
    display.clear(true);
    for (const x of display.progress([1, 2], 'fit')) x.toFixed();
    using bar = display.progress(10);
    bar.step();
    const name: string = await input('Name: ', { password: true });
    const other: string = await prompt();
    Jupyter.comms.open('target').onMessage = (data, buffers) => void [data, buffers.length];
    export {};
  `;
  assert.deepEqual(check(uses), []);
});

test('wrong uses are told', () => {
  const found = check(`
display(1, { dispay_id: 'a' });
display.html(3);
for (const x of display.progress(['a'])) x.toFixed();
const name: string = input();
`);
  assert.deepEqual(
    found.map((message) => message.split(':')[0]),
    ['2', '3', '4', '5'],
  );
});
