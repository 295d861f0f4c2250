// A notebook runs on our kernel, from a fresh start, without error or warning, and says what the committed one says.
import { test } from 'node:test';
import { assertTellsTheSame } from './told.ts';

test('sgd-stability has the committed outputs', (context) => assertTellsTheSame('sgd-stability', context));
