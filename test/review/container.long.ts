// `make lab`, which the container starts: JupyterLab answers.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { folder } from '../workbook/fixtures/place.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

test('make lab starts JupyterLab on the port and with the options it is given', {
  timeout: 120_000,
}, async () => {
  const port = await freePort();
  const options = `--ip=127.0.0.1 --port=${port} --no-browser --allow-root --IdentityProvider.token=secret`;
  const home = folder();
  const child = spawn('make', ['lab', `LAB=${options}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true, // a group of its own, which ends as a whole
    env: { ...process.env, JUPYTER_CONFIG_DIR: home, JUPYTER_DATA_DIR: home, JUPYTER_RUNTIME_DIR: home },
  });
  let log = '';
  child.stderr.on('data', (chunk) => {
    log += chunk;
  });
  try {
    for (;;) {
      assert.equal(child.exitCode, null, log);
      const page = await fetch(`http://127.0.0.1:${port}/lab?token=secret`).catch(() => undefined);
      if (page) {
        assert.equal(page.status, 200);
        assert.match(await page.text(), /<title>JupyterLab<\/title>/);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  } finally {
    process.kill(-child.pid!, 'SIGTERM');
    await once(child, 'exit');
  }
});
