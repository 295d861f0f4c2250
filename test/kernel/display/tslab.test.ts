import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { type Tslab, tslabDisplay } from '../../../src/kernel/display/index.ts';

interface Shown {
  readonly data: unknown;
  readonly metadata: unknown;
  readonly id: string | undefined;
  readonly update: boolean;
}

/** tslab as it is installed, and what it says to its own kernel. */
function theirs(): { readonly tslab: Tslab; readonly shown: Shown[] } {
  const require = createRequire(import.meta.url);
  const shown: Shown[] = [];
  require('tslab/dist/jupyter.js').lastWriteDisplayData = (
    content: { data: unknown; metadata: unknown; transient: { display_id?: string } },
    update: boolean | undefined,
  ) => {
    const { data, metadata, transient } = JSON.parse(JSON.stringify(content));
    shown.push({ data, metadata, id: transient.display_id, update: update ?? false });
  };
  return { tslab: require('tslab'), shown };
}

function ours(): { readonly tslab: Tslab; readonly shown: Shown[] } {
  const shown: Shown[] = [];
  const tslab = tslabDisplay((event) => {
    assert.equal(event.type, 'display');
    if (event.type === 'display') shown.push({ ...event.display, id: event.displayId, update: event.update });
  });
  return { tslab, shown };
}

/** Identifiers by the order in which they first come. */
function numbered(shown: readonly Shown[]): object[] {
  const ids = [...new Set(shown.map(({ id }) => id).filter((id) => id !== undefined))];
  return shown.map(({ id, ...rest }) => ({ ...rest, id: id && ids.indexOf(id) }));
}

function useAll({ display, newDisplay }: Tslab): void {
  const bytes = new Uint8Array([0, 1, 254, 255]);
  for (const kind of ['javascript', 'html', 'markdown', 'latex', 'svg', 'text'] as const)
    display[kind](`<${kind}>`);
  for (const kind of ['png', 'jpeg', 'gif', 'pdf'] as const) {
    display[kind](bytes);
    display[kind](Buffer.from(bytes).subarray(1, 3));
  }
  display.raw('application/x-own', 'text');
  display.raw('text/plain', bytes);
  display.raw('application/json', { a: [1, NaN, undefined], b: undefined });
  const [one, other] = [newDisplay(), newDisplay()];
  one.text('first');
  other.html('<b>second</b>');
  one.png(bytes);
  other.text('third');
  one.markdown('*fourth*');
}

test('the same calls show the same as with tslab itself', () => {
  const [real, own] = [theirs(), ours()];
  useAll(real.tslab);
  useAll(own.tslab);
  assert.ok(real.shown.length > 20);
  assert.deepEqual(numbered(own.shown), numbered(real.shown));
});

test('it has what tslab has', () => {
  const [real, own] = [theirs().tslab, ours().tslab];
  assert.deepEqual(Object.keys(own).sort(), Object.keys(real).sort());
  assert.deepEqual(Object.keys(own.versions), Object.keys(real.versions));
  assert.equal(own.versions.tslab, real.versions.tslab);
});
