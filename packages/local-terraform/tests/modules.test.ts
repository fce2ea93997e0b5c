/**
 * Each module and stack by itself, with Terraform's own tests on a mocked provider, and the examples of modules.
 *
 * @needs terraform
 */
import { cp, glob, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { moduleNames, readTests, stackNames } from '../src/modules.ts';
import type { Ran } from '../src/programs.ts';
import { terraform, terraformEnvironment } from '../src/terraform.ts';

const root = resolve(import.meta.dirname, '../../..');
let folder: string;
let env: Readonly<Record<string, string>>;

// What Terraform leaves beside a configuration stays out of the checkout.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-modules-'));
  env = await terraformEnvironment(folder);
  const filter = (path: string): boolean =>
    !['.terraform', '.data', '.terraform.lock.hcl'].includes(basename(path));
  await cp(join(root, 'terraform'), join(folder, 'terraform'), { recursive: true, filter });
  // What the actions document is compared with the roles, by github-oidc's own tests.
  for await (const file of glob('actions/*/page/permissions.yml', { cwd: root })) {
    await cp(join(root, file), join(folder, file));
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function inPlace(place: string, ...args: readonly string[]): Promise<Ran> {
  return terraform(args, { cwd: join(folder, 'terraform', place), env });
}

async function passes(place: string, ...args: readonly string[]): Promise<string> {
  const { code, printed } = await inPlace(place, ...args);
  expect({ code, printed }).toMatchObject({ code: 0 });
  return printed;
}

/** It is valid, and its tests are green. */
async function holds(place: string): Promise<void> {
  await passes(place, 'init', '-backend=false');
  await passes(place, 'validate');
  const { passed, broken } = readTests(await inPlace(place, 'test', '-json'));
  expect(broken).toEqual([]);
  expect(passed).toBeGreaterThan(0);
}

test('every file is formatted', async () => {
  expect(await passes('.', 'fmt', '-check', '-recursive')).toBe('');
});

describe.each(moduleNames(root))('the module %s', (name) => {
  test('holds what its own tests say', async () => {
    await holds(`modules/${name}`);
  }, 300_000);

  test('has an example that is valid', async () => {
    await passes(`modules/${name}/examples/basic`, 'init', '-backend=false');
    await passes(`modules/${name}/examples/basic`, 'validate');
  });
});

test.each(stackNames(root))(
  'the stack %s holds what its own tests say',
  async (name) => {
    await holds(`stacks/${name}`);
  },
  300_000,
);
