// A minute.
import { test } from 'node:test';
import { comparePrograms } from './comparePrograms.ts';

test('3000 programs split over cells print and throw what they do as one module', () =>
  comparePrograms(3000, 2));
