// Runs one cell without a front end, in a process of its own that `assay kernel install` starts: what Node compiles for it is
// kept, so that the first kernel starts as fast as later ones, and an installation that cannot work is told at once.
import { createLanguage } from '../language/index.ts';
import '../protocol/kernel.ts';
import { createRunner } from '../runner/index.ts';

const folder = process.cwd();
const compilation = createLanguage({ folder }).compile('const one: number = 1;\none + 1', 'In [1]');
if (compilation.status === 'error')
  throw new Error(compilation.diagnostics.map(({ message }) => message).join('; '));
{
  await using runner = await createRunner({ folder, onEvent: () => {} });
  const outcome = await runner.run(compilation.cell, { allowStdin: false });
  if (outcome.status === 'error') throw new Error(`${outcome.error.ename}: ${outcome.error.evalue}`);
  const answer = outcome.result?.data['text/plain'];
  if (answer !== '2') throw new Error(`1 + 1 is answered by ${answer}`);
}
