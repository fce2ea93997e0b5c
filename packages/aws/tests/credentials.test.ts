/** How long the credentials of a job last, as its environment tells. */
import { afterEach, expect, test } from '@jest/globals';
import { lifetime } from '../src/credentials.ts';
import { closeLoopbacks, jobEnvironment, setEnvironment } from './loopback.ts';

afterEach(closeLoopbacks);

const config = { region: 'eu-west-1' };

test('those of a session are temporary, and when they end is not known', async () => {
  setEnvironment(jobEnvironment);
  expect(await lifetime(config)).toEqual({ temporary: true, expiresAt: undefined });
});

test('those that say when they end are told with it', async () => {
  setEnvironment({ ...jobEnvironment, AWS_CREDENTIAL_EXPIRATION: '2100-01-01T00:00:00Z' });
  expect(await lifetime(config)).toEqual({ temporary: true, expiresAt: Date.UTC(2100, 0) });
});

test('those of a user last', async () => {
  setEnvironment({ ...jobEnvironment, AWS_SESSION_TOKEN: undefined });
  expect(await lifetime(config)).toEqual({ temporary: false, expiresAt: undefined });
});

test('none at all are no answer', async () => {
  setEnvironment({
    ...jobEnvironment,
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_SESSION_TOKEN: undefined,
  });
  await expect(lifetime(config)).rejects.toMatchObject({ name: 'CredentialsProviderError' });
});
