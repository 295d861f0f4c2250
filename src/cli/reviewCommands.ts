// What stands below `assay review`: metadata by the standards that other people's tools check.
import type { Command } from 'commander';
import type { Call } from './call.ts';
import type { CodecheckOptions } from './reviewCodecheck.ts';

/** Adds to the command `review`, which is made where there is none yet. */
export function addReviewCommands(program: Command, call: Call, done: (code: number) => void): void {
  const review =
    program.commands.find((command) => command.name() === 'review') ??
    program
      .command('review')
      .description('what a reviewer takes away')
      .addHelpText('after', '\nExample:\n  assay review crate');
  // An option behind the name of a subcommand is the subcommand's, whatever options `review` has.
  for (const command of [program, review]) command.enablePositionalOptions();
  review
    .command('crate')
    .description('write ro-crate-metadata.json: what ran, on what, with which inputs and outputs')
    .addHelpText('after', '\nExample:\n  assay review crate')
    .action(async () => done(await (await import('./reviewCrate.ts')).reviewCrate(call)));
  review
    .command('codecheck')
    .description('write codecheck.yml and the files of its manifest for one paper, into a folder to publish')
    .argument('<paper>', 'paper that was checked')
    .requiredOption('--name <name>', 'codechecker')
    .requiredOption('--orcid <id>', 'of the codechecker')
    .requiredOption('--certificate <id>', 'number in the CODECHECK register, such as 2026-001')
    .option('--author-orcid <name=id>', 'ORCID of an author of the paper; may be given again', collect)
    .option('--report <address>', 'of the published certificate (default: its page in the register)')
    .option('--summary <text>', 'of the check (default: how many claims have which verdict)')
    .option('--repository <address>', 'where the checked material is')
    .option('--out <folder>', 'new folder (default: codecheck- and the number)')
    .addHelpText('after', CODECHECK)
    .action(async (paper: string, options: CodecheckOptions) =>
      done(await (await import('./reviewCodecheck.ts')).reviewCodecheck(call, paper, options)),
    );
}

const collect = (value: string, earlier: readonly string[] = []): string[] => [...earlier, value];

const CODECHECK = `
Specification 2.0 requires the ORCID of every author of the paper; those that CITATION.cff lacks are given by --author-orcid.

Example:
  assay review codecheck xor --name "Josiah Carberry" --orcid 0000-0002-1825-0097 --certificate 2026-001`;
