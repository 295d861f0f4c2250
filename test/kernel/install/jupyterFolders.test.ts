// The folders are those of jupyter_core, which is asked itself where it is installed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { dataFolders, prefixData, userData } from '../../../src/kernel/install/index.ts';

const on = (platform: NodeJS.Platform, home: string, env: Record<string, string> = {}) => ({
  platform,
  home,
  env,
});

test("the user's data folder is Jupyter's on every platform", () => {
  const cases = [
    [on('linux', '/home/ada'), '/home/ada/.local/share/jupyter'],
    [on('linux', '/home/ada', { XDG_DATA_HOME: '/xdg' }), '/xdg/jupyter'],
    [on('linux', '/home/ada', { XDG_DATA_HOME: '' }), '/home/ada/.local/share/jupyter'],
    [on('darwin', '/Users/ada', { XDG_DATA_HOME: '/xdg' }), '/Users/ada/Library/Jupyter'],
    [
      on('win32', 'C:\\Users\\ada', { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' }),
      'C:\\Users\\ada\\AppData\\Roaming\\jupyter',
    ],
    [on('win32', 'C:\\Users\\ada'), 'C:\\Users\\ada\\.jupyter\\data'],
    [on('darwin', '/Users/ada', { JUPYTER_DATA_DIR: '/mine' }), '/mine'],
  ] as const;
  for (const [surroundings, folder] of cases) assert.equal(userData(surroundings), folder);
});

test('folders are looked at in the order of Jupyter, each once', () => {
  const env = { JUPYTER_PATH: '/a:/b:/usr/share/jupyter', VIRTUAL_ENV: '/venv' };
  assert.deepEqual(dataFolders(on('linux', '/home/ada', env)), [
    '/a',
    '/b',
    '/usr/share/jupyter',
    '/venv/share/jupyter',
    '/home/ada/.local/share/jupyter',
    '/usr/local/share/jupyter',
  ]);
});

test('jupyter_core names the same folders', {
  skip: existsSync('.venv/bin/python') ? false : 'needs the Python environment of `make setup`',
}, () => {
  const ask = (env: Record<string, string>): string[] => {
    const code =
      'import json, sys; from jupyter_core.paths import jupyter_data_dir, jupyter_path; print(json.dumps([jupyter_data_dir(), sys.prefix, *jupyter_path()]))';
    const { stdout, stderr } = spawnSync('.venv/bin/python', ['-c', code], { env, encoding: 'utf8' });
    assert.match(stdout, /^\[/, stderr);
    return JSON.parse(stdout) as string[];
  };
  for (const more of [{}, { XDG_DATA_HOME: '/xdg' }, { JUPYTER_DATA_DIR: '/mine', JUPYTER_PATH: '/a:/b' }]) {
    const env = { HOME: '/home/ada', ...more };
    const [data, prefix, ...path] = ask(env);
    const surroundings = on(process.platform, '/home/ada', { ...env, VIRTUAL_ENV: prefix! });
    assert.equal(userData(surroundings), data);
    assert.ok(path.includes(prefixData(prefix!, surroundings)));
    for (const folder of dataFolders(surroundings)) assert.ok(path.includes(folder), `${folder} in ${path}`);
  }
});
