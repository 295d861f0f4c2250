// What stands below `assay review`: metadata by the standards that other people's tools check.
import type { Command } from 'commander';
import type { Call } from './call.ts';

/** Adds to the command `review`, which is made where there is none yet. */
export function addReviewCommands(program: Command, call: Call, done: (code: number) => void): void {
  const review =
    program.commands.find((command) => command.name() === 'review') ??
    program
      .command('review')
      .description('what a reviewer takes away')
      .addHelpText('after', '\nExample:\n  assay review crate');
  review
    .command('crate')
    .description('write ro-crate-metadata.json: what ran, on what, with which inputs and outputs')
    .addHelpText('after', '\nExample:\n  assay review crate')
    .action(async () => done(await (await import('./reviewCrate.ts')).reviewCrate(call)));
}
