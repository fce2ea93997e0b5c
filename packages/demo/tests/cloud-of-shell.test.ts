/** An action by hand meets the local cloud that the shell names, and never AWS. */
import { expect, test } from '@jest/globals';
import { cloudOfShell } from '../src/cloud-of-shell.ts';

const local = 'http://127.0.0.1:4566';
const exported = { AWS_ENDPOINT_URL: local, AWS_REGION: 'us-east-1' };

test.each([local, 'http://localhost:4566', 'http://[::1]:4566/'])('%s is on this machine', (endpoint) => {
  expect(cloudOfShell({ AWS_ENDPOINT_URL: endpoint })).toEqual({
    AWS_ENDPOINT_URL: endpoint,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
  });
});

test('only what is about AWS is handed on, and nothing that leads past the endpoint', () => {
  const own = { AWS_PROFILE: 'mine', AWS_CONFIG_FILE: '/mine', AWS_SHARED_CREDENTIALS_FILE: '/mine' };
  const shell = { ...exported, ...own, HOME: '/root', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
  expect(cloudOfShell(shell)).toEqual({ ...exported, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' });
});

test.each([[{}], [{ AWS_ENDPOINT_URL: '' }], [{ AWS_ENDPOINT_URL_ECS: local }]])(
  'a shell with %j names no cloud',
  (shell) => {
    expect(() => cloudOfShell(shell)).toThrow('No local cloud is named. Start `npm run demo -- --keep`');
  },
);

test.each([
  ['AWS_ENDPOINT_URL', 'https://ecs.eu-west-1.amazonaws.com'],
  ['AWS_ENDPOINT_URL', 'http://127.0.0.1.example.com:4566'],
  ['AWS_ENDPOINT_URL', 'http://127.0.0.1:4566@example.com'],
  ['AWS_ENDPOINT_URL', 'https://127.0.0.1:4566'],
  ['AWS_ENDPOINT_URL', '127.0.0.1:4566'],
  ['AWS_ENDPOINT_URL_ECS', 'https://ecs.eu-west-1.amazonaws.com'],
])('%s=%s is refused', (name, endpoint) => {
  expect(() => cloudOfShell({ ...exported, [name]: endpoint })).toThrow(
    `No local cloud is named: \`${name}\` is ${endpoint}, and not the http:// URL of a port of this machine. Start`,
  );
});
