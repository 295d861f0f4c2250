import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import type { Call } from '../../src/cli/call.ts';
import { addReviewCommands } from '../../src/cli/reviewCommands.ts';

test('the commands join a `review` that has an action and options of its own, and take nothing from it', async () => {
  const program = new Command('assay').exitOverride();
  const outs: (string | undefined)[] = [];
  program
    .command('review')
    .option('--out <folder>')
    .action(({ out }: { out?: string }) => void outs.push(out));
  addReviewCommands(program, {} as Call, () => {});
  const [review] = program.commands;
  const codecheck = review!.commands.find((command) => command.name() === 'codecheck')!;
  codecheck.action((_: string, { out }: { out?: string }) => void outs.push(out));
  await program.parseAsync(['review', '--out', 'site'], { from: 'user' });
  const given = ['--name', 'A', '--orcid', 'B', '--certificate', 'C'];
  await program.parseAsync(['review', 'codecheck', 'xor', ...given, '--out', 'bundle'], { from: 'user' });
  assert.equal(program.commands.length, 1);
  assert.deepEqual(outs, ['site', 'bundle']);
});
