/** The docker of jobs knows the daemon and the plugins of the person, no login, and nothing that it could change. */
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { writeHome } from '../src/stage/home.ts';

let top = '';
let docker = '';
const write = (path: string, text: string): void => {
  mkdirSync(join(docker, path, '..'), { recursive: true });
  writeFileSync(join(docker, path), text);
};
const folderOf = (context: string): string => createHash('sha256').update(context).digest('hex');
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'slipway-home-test-'));
  docker = join(top, 'me/.docker');
  for (const context of ['colima', 'production']) {
    write(`contexts/meta/${folderOf(context)}/meta.json`, `{"Name":"${context}"}`);
    write(`contexts/tls/${folderOf(context)}/docker/key.pem`, 'key');
  }
  write('cli-plugins/docker-buildx', '');
});
afterEach(() => rmSync(top, { recursive: true }));

const settings = {
  ...{ auths: { 'ghcr.io': { auth: 'bWU6c2VjcmV0' } }, credsStore: 'osxkeychain', HttpHeaders: { a: 'b' } },
  ...{ currentContext: 'colima', cliPluginsExtraDirs: ['/opt/plugins'] },
};
const made = async (shell = {}) => {
  write('config.json', JSON.stringify(settings));
  await writeHome(join(top, 'home'), { kind: 'docker' }, { HOME: join(top, 'me'), ...shell });
  return join(top, 'home/.docker');
};

test('its settings name the daemon and the folders of plugins, and no login', async () => {
  const folder = await made();
  expect(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))).toEqual({
    currentContext: 'colima',
    cliPluginsExtraDirs: [join(docker, 'cli-plugins'), '/opt/plugins'],
  });
});

test('the context in use is a copy, and the keys of others stay where they are', async () => {
  const folder = await made();
  expect(readdirSync(folder).sort()).toEqual(['config.json', 'contexts']);
  expect(lstatSync(join(folder, 'contexts')).isSymbolicLink()).toBe(false);
  for (const part of ['meta', 'tls'])
    expect(readdirSync(join(folder, 'contexts', part))).toEqual([folderOf('colima')]);
  rmSync(join(folder, 'contexts'), { recursive: true });
  expect(readdirSync(join(docker, 'contexts/meta'))).toHaveLength(2);
});

test('the shell may name another context, and the default one has no folder', async () => {
  const folder = await made({ DOCKER_CONTEXT: 'production' });
  expect(readdirSync(join(folder, 'contexts/meta'))).toEqual([folderOf('production')]);
  rmSync(join(top, 'home'), { recursive: true });
  expect(readdirSync(await made({ DOCKER_CONTEXT: 'default' }))).toEqual(['config.json']);
});
