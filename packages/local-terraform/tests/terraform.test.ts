/** The configuration that Terraform is given: where the provider is, and what the person has configured beside that. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { terraformEnvironment } from '../src/terraform.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-terraform-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const cache = 'plugin_cache_dir = "/var/cache/plugins"\n';
const mirror = 'provider_installation {\n  filesystem_mirror {\n    path = "/opt/mirror"\n  }\n}\n';

test('who says where the provider is, is left alone', async () => {
  const env = await terraformEnvironment(folder, { kind: 'configured', own: ['/home/me/.terraformrc'] });
  expect(env).toEqual({ CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' });
});

test.each([
  ['a mirror', { kind: 'mirror', folder: '/opt/mirror' }, false, mirror],
  [
    'a mirror beside what is configured',
    { kind: 'mirror', folder: '/opt/mirror' },
    true,
    `${cache}\n${mirror}`,
  ],
  ['the registry', { kind: 'registry' }, false, ''],
  ['the registry beside what is configured', { kind: 'registry' }, true, cache],
] as const)('%s', async (_, source, isConfigured, written) => {
  const own = join(folder, 'own.rc');
  await writeFile(own, cache);
  const env = await terraformEnvironment(folder, { ...source, own: isConfigured ? [own] : [] });
  expect(await readFile(env.TF_CLI_CONFIG_FILE ?? '', 'utf8')).toBe(written);
});
