// Pictures that are not drawn again, and all that makes them be drawn again.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type RenderItem, renderFigures } from '../../src/plot/index.ts';
import { gallery } from './gallery.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-known-'));
after(() => rmSync(folder, { recursive: true }));

const items = ['convex/gap', 'xor/accuracy'].map((id) => gallery().find((item) => item.id === id)!);
const first = join(folder, 'first');
const kept = join(folder, 'kept');
const summary = await renderFigures(items, { outDir: first, cache: kept });
const skip = summary.message?.replaceAll('\n', ' ') ?? false;

let copies = 0;
/** The figures and what is kept of them, once more. */
function copy(): { outDir: string; cache: string } {
  const [outDir, cache] = ['figures', 'cache'].map((name) => join(folder, `${name}${copies++}`)) as [
    string,
    string,
  ];
  cpSync(first, outDir, { recursive: true });
  cpSync(kept, cache, { recursive: true });
  return { outDir, cache };
}

const changedBy = async (of: readonly RenderItem[], place: { outDir: string; cache: string }) =>
  (await renderFigures(of, place)).figures.map(({ changed }) => changed);

const same = (outDir: string) =>
  items.every(({ id }) =>
    ['png', 'svg', 'json', 'html'].every((ending) =>
      readFileSync(join(outDir, `${id}.${ending}`)).equals(readFileSync(join(first, `${id}.${ending}`))),
    ),
  );

describe('known pictures', { skip }, () => {
  test('pictures that are there start no browser', async () => {
    const again = await renderFigures(items, copy());
    assert.deepEqual([again.browser, again.message, again.startSeconds], [undefined, undefined, 0]);
    assert.deepEqual(
      again.figures.map(({ changed }) => changed),
      [[], []],
    );
  });

  test('a new specification, title or name is drawn, and the other figure is not', async () => {
    const [item, other] = items as [RenderItem, RenderItem];
    const { layout, data } = item.spec;
    const changes: Record<string, RenderItem> = {
      specification: { ...item, spec: { data, layout: { ...layout, hovermode: false, showlegend: true } } },
      title: { ...item, title: `${item.title}, again` },
      name: { ...item, id: 'convex/other' },
    };
    for (const [what, changed] of Object.entries(changes)) {
      const place = copy();
      for (const ending of ['png', 'svg'])
        cpSync(join(first, `${item.id}.${ending}`), join(place.outDir, `convex/other.${ending}`));
      const [ofItem, ofOther] = await changedBy([changed, other], place);
      assert.ok(ofItem!.includes('svg'), what);
      assert.deepEqual(ofOther, [], what);
    }
  });

  test('a picture that is missing, or not as it was drawn, is drawn again', async () => {
    const place = copy();
    rmSync(join(place.outDir, 'convex/gap.png'));
    writeFileSync(join(place.outDir, 'xor/accuracy.svg'), 'edited');
    assert.deepEqual(await changedBy(items, place), [['png'], ['svg']]);
    assert.ok(same(place.outDir));
  });

  test('what is kept and torn counts for nothing, and is whole again afterwards', async () => {
    const place = copy();
    const files = readdirSync(kept);
    assert.equal(files.length, items.length);
    for (const [i, file] of files.entries()) truncateSync(join(place.cache, file), 17 * i);
    const again = await renderFigures(items, place);
    assert.ok(again.browser, 'the figures were drawn');
    assert.ok(same(place.outDir));
    for (const file of files)
      assert.equal(
        readFileSync(join(place.cache, file), 'utf8'),
        readFileSync(join(kept, file), 'utf8'),
        file,
      );
  });

  test('pictures of another browser are not taken for those of this one', async (context) => {
    const { ASSAY_CHROME } = process.env;
    context.after(() => {
      Reflect.deleteProperty(process.env, 'ASSAY_CHROME');
      if (ASSAY_CHROME !== undefined) Object.assign(process.env, { ASSAY_CHROME });
    });
    Object.assign(process.env, { ASSAY_CHROME: join(folder, 'no-such-browser') });
    assert.match((await renderFigures(items, copy())).message!, /no-such-browser/);
  });
});
