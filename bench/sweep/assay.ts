// The command line over one experiment that does nothing: what a task of a sweep costs beyond its runs.
import { main } from '../../src/cli.ts';

process.exitCode = await main(process.argv.slice(2), {
  root: process.cwd(),
  registry: new URL('./papers.ts', import.meta.url),
});
