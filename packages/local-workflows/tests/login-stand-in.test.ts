/** The stand-in for configure-aws-credentials refuses what the action refuses, without a cloud that is asked. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { standInFor } from '../src/stand-ins.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-login-'));
afterAll(() => rmSync(folder, { recursive: true }));

function login(inputs: Readonly<Record<string, string>>) {
  const [env, output] = [join(folder, 'env'), join(folder, 'output')];
  for (const file of [env, output]) writeFileSync(file, '');
  const given = {
    'role-to-assume': 'arn:aws:iam::111122223333:role/deploy',
    'aws-region': 'eu-west-1',
    ...inputs,
  };
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(standInFor('aws-actions/configure-aws-credentials') ?? '', 'main.mjs')],
    {
      env: {
        ...Object.fromEntries(
          Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
        ),
        ...{ ACTIONS_ID_TOKEN_REQUEST_URL: 'http://x', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x' },
        ...{ GITHUB_ENV: env, GITHUB_OUTPUT: output },
      },
      encoding: 'utf8',
    },
  );
  return { status, stdout, session: readFileSync(env, 'utf8') };
}

test.each(['', '111122223333', '999999999999, 111122223333'])('accounts `%s` let it in', (accounts) => {
  const { status, session } = login({ 'allowed-account-ids': accounts });
  expect(status).toBe(0);
  expect(session).toContain('AWS_ACCESS_KEY_ID=local');
});

test('another account is refused, and gets no session', () => {
  const { status, stdout, session } = login({ 'allowed-account-ids': '999999999999' });
  expect([status, session]).toEqual([1, '']);
  expect(stdout).toBe(
    '::error::The account ID of the provided credentials (111122223333) does not match any of the expected account IDs: 999999999999\n',
  );
});
