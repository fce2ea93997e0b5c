import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../server.mjs', import.meta.url));

/** Starts the service on a free port; it is killed when the test ends. */
function start(t, env = {}) {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1', APP_VERSION: '7', ...env },
  });
  t.after(() => child.kill('SIGKILL'));
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (output.err += text));
  return { child, output, ended: once(child, 'close') };
}

async function listening({ child, output }) {
  while (!output.out.includes('\n')) await once(child.stdout, 'data');
  return Number(/port (\d+)/.exec(output.out)?.[1]);
}

const ask = (port, agent) =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/', agent }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(body) }));
    }).on('error', reject);
  });

test('it serves its version, and logs one line', async (t) => {
  const app = start(t);
  const port = await listening(app);
  const { status, body } = await ask(port);
  assert.deepEqual([status, body.version], [200, '7']);
  assert.match(app.output.out, /^example-app 7 listens on port \d+\n$/);
});

test('it leaves with 0 on SIGTERM, though a client keeps its connection', async (t) => {
  const app = start(t);
  const port = await listening(app);
  const agent = new Agent({ keepAlive: true });
  t.after(() => agent.destroy());
  await ask(port, agent);
  const asked = Date.now();
  app.child.kill('SIGTERM');
  assert.deepEqual(await app.ended, [0, null]);
  assert.ok(Date.now() - asked < 3000);
  assert.match(app.output.out, /example-app 7 stopped \(SIGTERM\)\n$/);
});

test('it dies with an error on stderr and exit code 1 when the switch is set', async (t) => {
  const app = start(t, { CRASH_AFTER_MS: '10' });
  assert.deepEqual(await app.ended, [1, null]);
  assert.equal(app.output.err, 'ConfigurationError: DATABASE_URL is not set\n');
});
