/** Where Terraform's provider of AWS is taken from: what a person has configured comes first, and nothing of it is lost. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { providerSource, type ProviderSource } from '../../../tools/terraform-provider.mjs';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'slipway-provider-'));
});
afterEach(() => rm(home, { recursive: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(home, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

async function mirror(name: string): Promise<string> {
  await mkdir(join(home, name, 'registry.terraform.io/hashicorp/aws'), { recursive: true });
  return join(home, name);
}

const found = (
  env: Readonly<Record<string, string>> = {},
  shared: readonly string[] = [],
  registryAnswers = false,
): ProviderSource =>
  providerSource({ HOME: home, ...env }, { folders: () => shared, registryAnswers: () => registryAnswers });

const installation = '# ours\nprovider_installation {\n  direct {}\n}\n';
const cache = 'plugin_cache_dir = "/var/cache/plugins"\n';

test('a configuration that is named comes before every mirror', async () => {
  const named = await file('named.rc', installation);
  const own = await file('.terraformrc', cache);
  expect(found({ TF_CLI_CONFIG_FILE: named }, [await mirror('shared')])).toEqual({
    kind: 'configured',
    own: [named],
  });
  expect(found({ TERRAFORM_CONFIG: named }).own).toEqual([named]);
  expect(found({ TF_CLI_CONFIG_FILE: '' }).own).toEqual([own]);
});

test.each(['.terraformrc', '.terraform.d/mirror.tfrc'])('so does %s of the home folder', async (name) => {
  const own = await file(name, installation);
  expect(found({}, [await mirror('shared')])).toEqual({ kind: 'configured', own: [own] });
});

test('one that is named and not there hides that of the home folder, as it does for Terraform', async () => {
  await file('.terraformrc', installation);
  expect(found({ TF_CLI_CONFIG_FILE: join(home, 'gone.rc') })).toEqual({ kind: 'none', own: [] });
});

test('one that does not say where providers are leaves that to the mirrors, and is kept', async () => {
  const own = [
    await file('.terraformrc', cache),
    await file('.terraform.d/a.tfrc', '# provider_installation\n'),
  ];
  await file('.terraform.d/credentials.tfrc.json', '{}');
  const folder = await mirror('shared');
  expect(found({}, [folder])).toEqual({ kind: 'mirror', own, folder });
});

test('the mirror that is named comes before those of the home folder, and these before the shared', async () => {
  const [named, personal, shared] = [
    await mirror('named'),
    await mirror('.terraform.d/plugins'),
    await mirror('shared'),
  ];
  const env = { SLIPWAY_TERRAFORM_MIRROR: named };
  expect(found(env, [shared])).toMatchObject({ folder: named });
  expect(found({}, [shared])).toMatchObject({ folder: personal });
});

test('a folder without the provider is no mirror', async () => {
  await mkdir(join(home, 'empty'));
  expect(found({}, [join(home, 'empty'), join(home, 'gone')])).toEqual({ kind: 'none', own: [] });
});

test.each([
  ['answers', true, 'registry'],
  ['does not answer', false, 'none'],
])('without a mirror it counts whether the registry %s', (_, registryAnswers, kind) => {
  expect(found({}, [], registryAnswers)).toEqual({ kind, own: [] });
});
