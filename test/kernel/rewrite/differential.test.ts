import { test } from 'node:test';
import { comparePrograms } from './comparePrograms.ts';

test('a program split over cells prints and throws what it does as one module', () =>
  comparePrograms(200, 1));
