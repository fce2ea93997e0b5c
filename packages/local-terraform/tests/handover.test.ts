/**
 * What the stack platform writes down of the network is where the stack service lets tasks run.
 *
 * @needs terraform
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mockedPlans } from '../src/mocked-plan.ts';
import { resourcesOf } from '../src/quantities.ts';
import { terraformEnvironment } from '../src/terraform.ts';

const root = resolve(import.meta.dirname, '../../..');
let folder: string;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-handover-'));
  env = await terraformEnvironment(folder);
  const filter = (path: string): boolean =>
    !['.terraform', '.data', '.terraform.lock.hcl', 'tests'].includes(basename(path));
  await cp(join(root, 'terraform'), join(folder, 'terraform'), { recursive: true, filter });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** @returns the network of the service, where the platform says this of itself. */
async function networkOf(platform: Readonly<Record<string, unknown>>): Promise<unknown> {
  const github = { owner: 'acme', owner_id: '1001', repository: 'web', repository_id: '2002' };
  const [plan = {}] = await mockedPlans({
    stack: join(folder, 'terraform', 'stacks', 'service'),
    env,
    files: [],
    platform,
    runs: [{ region: 'eu-west-1', environment: 'production', service: 'web', github }],
  });
  const services = resourcesOf(plan).filter(({ type }) => type === 'aws_ecs_service');
  return services.map(({ values }) => values.network_configuration);
}

test('tasks run in the subnets that are named, and have public addresses where that is said', async () => {
  expect(await networkOf({ subnet_ids: ['subnet-3'], assign_public_ip: true })).toMatchObject([
    [{ assign_public_ip: true, subnets: ['subnet-3'] }],
  ]);
}, 120_000);

test('a platform that says nothing of public addresses has private subnets', async () => {
  expect(await networkOf({ assign_public_ip: undefined })).toMatchObject([
    [{ assign_public_ip: false, subnets: ['subnet-1', 'subnet-2'] }],
  ]);
}, 120_000);
