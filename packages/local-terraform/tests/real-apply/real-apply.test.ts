/**
 * The stacks, really applied: Terraform's own provider against moto and the local cloud, the state in a bucket; then the
 * pipeline on what Terraform made, with the roles that it made; then nothing differs, and a destroy leaves nothing. One
 * story: each test goes on where the one before it ended.
 *
 * @needs terraform
 * @needs moto_server
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { versions } from '@slipway/demo/versions';
import type { Ran } from '../../src/programs.ts';
import { openHarbour, targets, type Harbour } from './harbour.ts';

let harbour: Harbour;
const minutes = 60_000;

beforeAll(async () => {
  harbour = await openHarbour();
}, minutes);

afterAll(() => harbour.close());

const stack = (name: string, target: string, ...args: readonly string[]): Promise<Ran> =>
  harbour.stacks.stack(name, target, ...args, '-no-color');

async function green(name: string, target: string, ...args: readonly string[]): Promise<string> {
  const { code, printed } = await stack(name, target, ...args);
  expect({ code, printed }).toMatchObject({ code: 0 });
  return printed;
}

/** 0: nothing differs; 2: something does; 1: it could not be planned. */
const planned = (name: string, target: string): Promise<Ran> =>
  stack(name, target, 'plan', '-detailed-exitcode');

const answer = async (): Promise<string> => (await fetch(harbour.url())).text();

async function expectNoDifference(): Promise<void> {
  for (const [name, target] of targets) expect(await planned(name, target)).toMatchObject({ code: 0 });
}

test.each(targets)(
  'the stack %s is made for %s',
  async (name, target) => {
    expect(await green(name, target, 'apply', '-auto-approve')).toMatch(
      /Apply complete! Resources: [1-9]\d* added/,
    );
  },
  10 * minutes,
);

test('every state stands in the bucket, that of bootstrap as well', async () => {
  const { s3 } = await harbour.account.moto.data();
  const keys = (s3?.FakeKey ?? []).map(({ name }) => name);
  expect([...new Set(keys)].sort()).toEqual([
    'bootstrap.tfstate',
    'production/platform.tfstate',
    'production/web/registry.tfstate',
    'production/web/service.tfstate',
  ]);
});

test('the outputs are the variables that the workflows read', async () => {
  const { code, printed } = await harbour.stacks.stack('outputs', 'production/web');
  expect(code).toBe(0);
  expect(printed.trim().split('\n')).toEqual([
    'AWS_REGION="eu-west-1"',
    'AWS_ROLE_APPLY="arn:aws:iam::123456789012:role/slipway/slipway-apply"',
    'AWS_ROLE_PLAN="arn:aws:iam::123456789012:role/slipway/slipway-plan"',
    'AWS_ROLE_BUILD="arn:aws:iam::123456789012:role/slipway/web-production-build"',
    'AWS_ROLE_SCAN="arn:aws:iam::123456789012:role/slipway/web-production-scan"',
    'ECR_REPOSITORY="production/web"',
    'ECS_CLUSTER="production"',
    'AWS_ROLE_DEPLOY="arn:aws:iam::123456789012:role/slipway/web-production-deploy"',
    'ECS_SERVICE="web-production"',
    'ECS_TASK_TEMPLATE="web-production-template"',
  ]);
});

test('a second plan finds no difference', expectNoDifference, 5 * minutes);

test(
  'the pipeline ships on it, as the roles that Terraform made',
  async () => {
    for (const [name, role] of await harbour.roles()) harbour.acting.set(name, role);
    expect(await harbour.ship(versions.one)).toMatchObject({ outcome: 'succeeded' });
    expect(await answer()).toContain('version 1');
  },
  5 * minutes,
);

test(
  'a version that dies is rolled back',
  async () => {
    expect(await harbour.ship(versions.two)).toMatchObject({ outcome: 'rolled-back' });
    expect(await answer()).toContain('version 1');
  },
  5 * minutes,
);

test(
  'a version with a critical finding is stopped at the gate',
  async () => {
    expect(await harbour.ship(versions.three)).toMatchObject({ outcome: 'gated', redStep: 'scan-image' });
  },
  5 * minutes,
);

test(
  'after deployments a plan finds no difference, and has nothing to warn of',
  async () => {
    await expectNoDifference();
    expect((await planned('service', 'production/web')).printed).not.toContain('newer than what');
  },
  5 * minutes,
);

test(
  'a second apply at the same time is refused by the lock',
  async () => {
    const { folder, env } = harbour.stacks;
    const first = spawn(`${folder}/stack`, ['platform', 'production', 'apply', '-no-color'], {
      env: { ...process.env, ...env, TF_INPUT: '1' },
    });
    const ended = once(first, 'close');
    let said = '';
    const asks = new Promise<void>((resolve) => {
      first.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('Enter a value')) resolve();
      });
    });
    await Promise.race([asks, ended]);
    const second = await stack('platform', 'production', 'apply', '-auto-approve');
    first.stdin.end('no\n');
    await ended;
    expect(said).toContain('Enter a value');
    expect(second.code).not.toBe(0);
    expect(second.printed).toContain('Error acquiring the state lock');
  },
  5 * minutes,
);

test(
  'a change of cpu is a new template, and no deployment',
  async () => {
    const before = harbour.account.aws.ecs.services[0]?.history.length;
    await harbour.stacks.change('web.tfvars', /cpu *= 256/, 'cpu = 512');
    expect(await green('service', 'production/web', 'apply', '-auto-approve')).toContain(
      'Apply complete! Resources: 1 added, 0 changed, 1 destroyed.',
    );
    expect(harbour.account.aws.ecs.services[0]?.history).toHaveLength(before ?? 0);
    const { code, printed } = await planned('service', 'production/web');
    expect({ code, printed }).toMatchObject({ code: 0 });
    expect(printed.replace(/\s+/g, ' ')).toContain(
      'web-production-template is newer than what service web-production runs',
    );
  },
  5 * minutes,
);

test(
  'it arrives with the next deployment',
  async () => {
    expect(await harbour.ship(versions.four)).toMatchObject({ outcome: 'succeeded' });
    expect(await answer()).toContain('version 4');
    const { code, printed } = await planned('service', 'production/web');
    expect(code).toBe(0);
    expect(printed).not.toContain('newer than what');
  },
  5 * minutes,
);

test(
  'a destroy leaves nothing',
  async () => {
    for (const [name, target] of [...targets].reverse()) {
      expect(await green(name, target, 'destroy', '-auto-approve')).toMatch(
        /Destroy complete! Resources: \d+ destroyed/,
      );
    }
  },
  10 * minutes,
);
