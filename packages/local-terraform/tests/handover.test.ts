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

type Values = Readonly<Record<string, unknown>>;

/** @returns the resources of a type that a stack of a service makes, where the platform says this of itself. */
async function made(
  type: string,
  stack: string,
  values: Values,
  platform: Values = {},
): Promise<readonly Values[]> {
  const github = { owner: 'acme', owner_id: '1001', repository: 'web', repository_id: '2002' };
  const [plan = {}] = await mockedPlans({
    stack: join(folder, 'terraform', 'stacks', stack),
    env,
    files: [],
    platform,
    runs: [{ region: 'eu-west-1', environment: 'production', service: 'web', github, ...values }],
  });
  return resourcesOf(plan).flatMap((resource) => (resource.type === type ? [resource.values] : []));
}

/** @returns the network of the service, where the platform says this of itself. */
async function networkOf(platform: Values): Promise<unknown> {
  const services = await made('aws_ecs_service', 'service', {}, platform);
  return services.map((service) => service.network_configuration);
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

test.each([
  ['registry', {}, ['production', 'production']],
  ['registry', { github_environment: 'production-api' }, ['production-api', 'production-api']],
  ['service', {}, ['production']],
  ['service', { github_environment: 'production-api' }, ['production-api']],
])(
  'the roles of the stack %s with %j trust %j',
  async (stack, values, trusted) => {
    const policies = (await made('aws_iam_role', stack, values)).map((role) =>
      String(role.assume_role_policy),
    );
    const named = policies.flatMap((policy) => {
      const found = [...policy.matchAll(/environment:([^":]+)/g)].map(([, name]) => name);
      return found.length === 0 ? [] : [[...new Set(found)].join()];
    });
    expect(named).toEqual(trusted);
  },
  120_000,
);

test('what a service says of its tasks is what they get', async () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const [template = {}] = await made('aws_ecs_task_definition', 'service', {
    container: { command: ['serve'], working_directory: '/app', more_ports: [9090] },
    user: '0',
    allow_root: true,
    writable_paths: { '/app/cache': 128 },
    read_only_root: false,
    stop_timeout: 60,
    ephemeral_storage: 30,
    sidecars: { agent: { image: `public.ecr.aws/team/agent@${digest}` } },
  });
  expect(template.ephemeral_storage).toEqual([{ size_in_gib: 30 }]);
  expect(JSON.parse(String(template.container_definitions))).toMatchObject([
    {
      command: ['serve'],
      workingDirectory: '/app',
      portMappings: [{ containerPort: 8080 }, { containerPort: 9090 }],
      user: '0',
      readonlyRootFilesystem: false,
      linuxParameters: { tmpfs: [{ containerPath: '/app/cache', size: 128 }] },
      stopTimeout: 60,
    },
    { name: 'agent', image: `public.ecr.aws/team/agent@${digest}` },
  ]);
}, 120_000);

test('tasks connect to what their service names, and to nothing else', async () => {
  const egress = { database: { port: 5432, cidr: '10.0.0.0/16' } };
  const rules = await made('aws_vpc_security_group_egress_rule', 'service', { egress });
  expect(rules.filter(({ cidr_ipv4 }) => cidr_ipv4 !== null)).toMatchObject([
    { cidr_ipv4: '10.0.0.0/16', from_port: 5432, to_port: 5432 },
  ]);
}, 120_000);

test('commands in tasks are logged where the platform says', async () => {
  const log = 'arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/production/exec';
  const cluster = { name: 'production', arn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/production' };
  const policies = await made(
    'aws_iam_role_policy',
    'service',
    { execute_command: true, read_only_root: false },
    { cluster: { ...cluster, exec_log_group_arn: log } },
  );
  expect(JSON.stringify(policies)).toContain(log);
}, 120_000);
