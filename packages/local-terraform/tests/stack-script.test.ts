/** terraform/stack by itself: what it takes, what it refuses, and what it asks of Terraform. */
import { cp, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { asked, folder, green, keep, last, root, stack } from './stubbed-stack.ts';

test('without arguments it says how it is used', async () => {
  const { code, printed } = await stack('');
  expect(code).toBe(2);
  expect(printed).toContain('terraform/stack bootstrap ‹environment›');
});

test('an unknown environment is refused with those that there are', async () => {
  const { code, printed } = await stack('platform staging plan');
  expect(code).toBe(2);
  expect(printed).toContain('there is no environment staging');
  expect(printed).toContain('environments: production): copy the folder terraform/environments/production');
});

test.each(['-var x=y', '-target x', '-var-file x', '-replace x', '-auto-approve', '-lock-timeout 10s'])(
  'an apply %s keeps the values of its environment',
  async (words) => {
    await keep('terraform/stacks/platform/x', '');
    green(await stack(`platform production apply ${words}`));
    expect(await last()).toBe(
      `apply|-var-file=‹folder›/terraform/environments/production/platform.tfvars|${words.replace(' ', '|')}|`,
    );
  },
);

test('a saved plan is applied without values, which it holds', async () => {
  await keep('terraform/stacks/platform/saved', '');
  green(await stack('platform production apply -auto-approve saved'));
  expect(await last()).toBe('apply|-auto-approve|saved|');
});

test('relative places are those of the folder where it was called', async () => {
  await cp(join(folder, 'terraform/environments'), join(folder, 'of mine'), { recursive: true });
  const env = { SLIPWAY_ENVIRONMENTS: 'of mine', SLIPWAY_TERRAFORM_DATA: 'data' };
  green(await stack('platform production plan', { env }));
  expect(await last()).toBe('plan|-var-file=‹folder›/of mine/production/platform.tfvars|');
  expect(await readdir(join(folder, 'data/production/production'))).toEqual(['platform']);
});

test('a signal that was aborted before starts nothing', async () => {
  await expect(stack('platform production plan', { signal: AbortSignal.abort() })).rejects.toThrow('abort');
  expect(await asked()).toEqual([]);
});

test.each([
  ['platform prod:uction', 'the environment must be', 'but is `prod:uction` in `prod:uction`'],
  ['platform production:', 'the environment must be', 'but is `production:` in `production:`'],
  ['service Production/web', 'the environment must be', 'but is `Production` in `Production/web`'],
  ['service /web', 'the environment must be', 'but is `` in `/web`'],
  ['service production/web/x', 'the service must be', 'but is `web/x` in `production/web/x`'],
  ['outputs production/web-', 'the service must be', 'but is `web-` in `production/web-`'],
  ['service production/-web', 'the service must be', 'but is `-web` in `production/-web`'],
  ['service production/w--b', 'the service must be up to 16', 'but is `w--b` in `production/w--b`'],
  ['registry production/platform', "can't be named platform", 'platform.tfvars'],
  ['platform pro--duction', 'the environment must be 2 to 16', 'but is `pro--duction` in `pro--duction`'],
  ['platform p', 'the environment must be 2 to 16', 'but is `p` in `p`'],
  ['platform a1234567890123456', 'the environment must be', 'in `a1234567890123456`'],
  ['service production/', 'service is of a service', 'such as production/web, instead of production/'],
  ['platform production/', 'belongs to no service', 'write production instead of production/'],
])('%s is refused by name', async (words, sentence, value) => {
  const { code, printed } = await stack(`${words} apply`);
  expect(code).toBe(2);
  expect(printed).toContain(sentence);
  expect(printed).toContain(value);
  expect(await asked()).toEqual([]);
});

test.each([
  ['service production/web', 'web.tfvars', 'web.tfvars'],
  ['service production/api', 'api.tfvars', 'web.tfvars'],
  ['platform production', 'platform.tfvars', 'platform.tfvars'],
  ['registry production/web', 'github.tfvars', 'github.tfvars'],
  ['bootstrap production', 'github.tfvars', 'github.tfvars'],
])('%s without %s is refused', async (words, file, shipped) => {
  const path = join(folder, 'terraform/environments/production', file);
  await rm(path, { force: true });
  const { code, printed } = await stack(`${words} apply`);
  expect(code).toBe(2);
  expect(printed).toBe(
    `terraform/stack: ${path} is missing: take terraform/environments/production/${shipped} from Slipway's repository and correct its values.\n`,
  );
  expect(await asked()).toEqual([]);
});

test.each(['registry production/web', 'bootstrap production'])(
  '%s needs no values of its own',
  async (words) => {
    await rm(join(folder, 'terraform/environments/production/bootstrap.tfvars'));
    green(await stack(`${words} plan`));
    expect(await last()).toBe('plan|-var-file=‹folder›/terraform/environments/production/github.tfvars|');
  },
);

test('what a service says of itself holds before what is said for all', async () => {
  await keep('terraform/environments/production/api.registry.tfvars', '');
  green(await stack('registry production/api plan'));
  expect(await last()).toMatch(/\|[^|]*github\.tfvars\|[^|]*api\.registry\.tfvars\|$/);
});

test('the bucket that was shipped is refused before anybody is asked for it', async () => {
  const shipped = await readFile(join(root, 'terraform/environments/production/state.s3.tfbackend'), 'utf8');
  await keep('terraform/environments/production/state.s3.tfbackend', shipped);
  const { code, printed } = await stack('bootstrap production apply');
  expect(code).toBe(2);
  expect(printed).toContain('still names the bucket slipway-state-111122223333, as it was shipped');
  expect(await asked()).toEqual([]);
});

test('emulators are told what they can do', async () => {
  const env = { SLIPWAY_EMULATED: 'true', AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' };
  green(await stack('platform production plan', { env }));
  expect(await last()).toContain('|-var-file=‹folder›/terraform/emulators.tfvars|');
});

test.each([
  [
    { SLIPWAY_EMULATED: 'false' },
    'must be true, where AWS_ENDPOINT_URL leads to emulators, or not be set, but is `false`.',
  ],
  [{ SLIPWAY_EMULATED: '0' }, 'but is `0`.'],
  [{ SLIPWAY_EMULATED: 'true' }, 'AWS_ENDPOINT_URL leads to no emulator'],
  [
    { SLIPWAY_EMULATED: 'true', AWS_ENDPOINT_URL: 'https://s3.eu-west-1.amazonaws.com' },
    'AWS_ENDPOINT_URL leads to no emulator',
  ],
])('%j is refused', async (emulated, sentence) => {
  const env = { AWS_ENDPOINT_URL: '', ...emulated };
  const { code, printed } = await stack('bootstrap production apply', { env });
  expect(code).toBe(2);
  expect(printed).toContain(sentence);
  expect(await asked()).toEqual([]);
});
