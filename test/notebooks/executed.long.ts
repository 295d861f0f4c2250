// As executed.test.ts, for the others.
import { test } from 'node:test';
import { names } from './notebook.ts';
import { assertTellsTheSame } from './told.ts';

for (const name of names)
  if (name !== 'sgd-stability')
    test(`${name} has the committed outputs`, (context) => assertTellsTheSame(name, context));
