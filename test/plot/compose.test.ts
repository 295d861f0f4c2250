import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture, wrap } from '../../src/plot/compose.ts';
import { gallery } from './gallery.ts';

test('wrap breaks between words, and inside a word only if it is longer than a line', () => {
  assert.deepEqual(wrap('one two three', 7.9), ['one two', 'three']);
  assert.deepEqual(wrap('a abcdefghij', 4), ['a', 'abcd', 'efgh', 'ij']);
  assert.deepEqual(wrap('', 4), []);
});

test('notes make the picture higher by their lines and leave the panels as they are', () => {
  const [item] = gallery() as [ReturnType<typeof gallery>[number]];
  const bare = picture({ ...item, notes: [] }).layout;
  const noted = picture({ ...item, notes: ['first', 'second'] }).layout;
  const added = noted.height! - bare.height!;
  assert.ok(added > 30 && added < 60);
  assert.equal(noted.margin!.b! - bare.margin!.b!, added);
  assert.equal(noted.annotations!.at(-1)!.text, 'first<br>second');
});
