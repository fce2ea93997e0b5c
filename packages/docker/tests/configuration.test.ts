/** The private configuration: what it takes over from the user's, and whose logins win. */
import { describe, expect, test } from '@jest/globals';
import type { Environment } from '@slipway/action-kit/environment';
import { memoryFiles } from '@slipway/test-kit/memory-files';
import { authOf, privateConfiguration } from '../src/configuration.ts';

const logins = [{ hosts: ['one.test', 'two.test'], username: 'AWS', password: 'token' }];
const auth = Buffer.from('AWS:token').toString('base64');

async function made(disk: Readonly<Record<string, string>>, environment: Environment) {
  const files = memoryFiles(disk);
  const announced: string[] = [];
  const result = await privateConfiguration(logins, { files, environment }, (folder) => {
    // Nothing is there yet: a kill from here on leaves nothing that nobody knows of.
    announced.push(`${folder} of ${String(files.contents.size)}`);
  });
  const config = JSON.parse(files.contents.get('/temporary/1/config.json') ?? 'null') as unknown;
  return { environment: result, config, files, announced };
}

test('the folder is told before anything is written there', async () => {
  expect((await made({}, {})).announced).toEqual(['/temporary/1 of 0']);
});

test('one token is a login at each host, taken from the file whatever helper the user has', async () => {
  const user = JSON.stringify({
    auths: { 'ghcr.io': { auth: 'a' }, 'one.test': { auth: 'old' } },
    credsStore: 'desktop',
    credHelpers: { 'one.test': 'ecr-login', 'gcr.io': 'gcloud' },
    proxies: { default: { httpProxy: 'http://proxy.test' } },
    currentContext: 'remote',
    cliPluginsExtraDirs: ['/opt/plugins'],
  });
  const { config } = await made({ '/home/me/.docker/config.json': user }, { HOME: '/home/me' });
  expect(config).toEqual({
    auths: { 'ghcr.io': { auth: 'a' }, 'one.test': { auth }, 'two.test': { auth } },
    credsStore: 'desktop',
    credHelpers: { 'one.test': '', 'two.test': '', 'gcr.io': 'gcloud' },
    proxies: { default: { httpProxy: 'http://proxy.test' } },
    currentContext: 'remote',
    cliPluginsExtraDirs: ['/opt/plugins', '/home/me/.docker/cli-plugins'],
  });
  expect(authOf({ username: 'AWS', password: 'token' })).toBe(auth);
});

describe('the environment of docker', () => {
  test('names the private folder, and what lay beside the user’s configuration', async () => {
    const { environment } = await made({}, { HOME: '/home/me', PATH: '/bin' });
    expect(environment).toEqual({
      HOME: '/home/me',
      PATH: '/bin',
      DOCKER_CONFIG: '/temporary/1',
      BUILDX_CONFIG: '/home/me/.docker/buildx',
      DOCKER_AUTH_CONFIG: undefined,
    });
  });

  test('keeps what the user set', async () => {
    const given = { DOCKER_CONFIG: '/own', BUILDX_CONFIG: '/builders', DOCKER_TLS_VERIFY: '1' };
    const { environment } = await made({}, given);
    expect(environment).toMatchObject({ BUILDX_CONFIG: '/builders', DOCKER_CERT_PATH: '/own' });
  });

  test('says nothing of folders where there is no home', async () => {
    const { environment, config } = await made({}, {});
    expect(environment).toEqual({ DOCKER_CONFIG: '/temporary/1', DOCKER_AUTH_CONFIG: undefined });
    expect(config).toMatchObject({ cliPluginsExtraDirs: [] });
  });
});

test('the contexts of the user are linked to', async () => {
  const { files } = await made({ '/own/contexts/meta/a/meta.json': '{}' }, { DOCKER_CONFIG: '/own' });
  expect(files.contents.get('/temporary/1/contexts')).toBe('-> /own/contexts');
});

test('the logins of DOCKER_AUTH_CONFIG move into the file, and give way to ours', async () => {
  const given = JSON.stringify({ auths: { 'one.test': { auth: 'old' }, 'ghcr.io': { auth: 'b' } } });
  const { config, environment } = await made({}, { DOCKER_AUTH_CONFIG: given });
  expect(config).toMatchObject({
    auths: { 'one.test': { auth }, 'ghcr.io': { auth: 'b' } },
    credHelpers: { 'ghcr.io': '' },
  });
  expect(environment.DOCKER_AUTH_CONFIG).toBeUndefined();
});

test.each<[string, Readonly<Record<string, string>>, Environment, string]>([
  [
    'no JSON',
    { '/own/config.json': '{"auths": {"a": hunter2' },
    { DOCKER_CONFIG: '/own' },
    "The configuration of docker in /own/config.json can't be read: it is no JSON. Correct or remove it, or point DOCKER_CONFIG at another folder.",
  ],
  [
    'a list',
    { '/own/config.json': '[]' },
    { DOCKER_CONFIG: '/own' },
    "The configuration of docker in /own/config.json can't be read: it is no JSON. Correct or remove it, or point DOCKER_CONFIG at another folder.",
  ],
  [
    'a variable that is no JSON',
    {},
    { DOCKER_AUTH_CONFIG: 'hunter2' },
    "The logins in the variable DOCKER_AUTH_CONFIG can't be read: it is no JSON object with `auths`. Correct it, or unset it for this step.",
  ],
])('%s is a failure that quotes nothing of it', async (_, disk, environment, message) => {
  await expect(made(disk, environment)).rejects.toThrow(new Error(message));
});

test('an empty file is none', async () => {
  expect((await made({ '/own/config.json': '\n' }, { DOCKER_CONFIG: '/own' })).config).toMatchObject({
    auths: { 'one.test': { auth } },
  });
});
