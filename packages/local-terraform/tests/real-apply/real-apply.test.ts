/**
 * The stacks, really applied: Terraform's own provider against moto and the local cloud, the state in a bucket; then the
 * pipeline on what Terraform made, with the roles that it made; then nothing differs, and a destroy leaves nothing. A
 * person runs the stack bootstrap; all other plans are the plan role's, all other applies and destroys the apply role's,
 * and whatever these roles don't allow is refused. One story: each test goes on where the one before it ended.
 *
 * @needs terraform
 * @needs moto_server
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { versions } from '@slipway/demo/versions';
import type { ActionRun } from '@slipway/local-runner/run-action';
import type { Ran } from '../../src/programs.ts';
import { dyingVersion, stateBucket } from '../../src/example-values.ts';
import { openHarbour, targets, type Harbour } from '../../src/harbour.ts';
import { leftIn } from '../../src/leftovers.ts';
import { allowed, forbidden, mayApply } from './forbidden-rights.ts';
import { allowedActions, documented, duties, isSpare, statementsOf } from './permissions.ts';
import { credentialsOf } from '../../src/web-identity.ts';
import { readsOfApplyAlone, spareChanges, spareReads, spareStatements } from './spare-rights.ts';
import {
  actorOf,
  applier,
  headForbidden,
  lackingAtFirst,
  lackingLater,
  planner,
  refusedOf,
  runLacking,
  unasked,
  unlocked,
  unneeded,
  type Lacking,
} from './terraform-roles.ts';
import { missing, withoutStatement, type Shipped } from './without-statements.ts';

let harbour: Harbour;
/** Resources of each stack. */
const made = new Map<string, string>();
/** What the pipeline printed. */
const log: string[] = [];
const shipped: { -readonly [name in keyof Shipped]: string } = { healthy: '', dying: '' };
/** Statements of the scan role that only make it surer. */
const spare = ['ReadKindOfScan', 'ListBaselineTasks', 'ReadBaselineTasks', 'ReadBaselineTaskDefinition'];
const minutes = 60_000;

beforeAll(async () => {
  harbour = await openHarbour({ step: (action) => log.push(`▸ ${action}`), line: (text) => log.push(text) });
}, minutes);

afterAll(() => harbour.close());

const stack = (name: string, target: string, ...args: readonly string[]): Promise<Ran> =>
  harbour.stackAs(actorOf(name, args[0]))(name, target, ...args, ...unlocked(name, args[0]), '-no-color');

async function green(name: string, target: string, ...args: readonly string[]): Promise<string> {
  const { code, printed } = await stack(name, target, ...args);
  expect(code === 0 ? '' : printed).toBe('');
  return printed;
}

/** 0: nothing differs; 2: something does; 1: it could not be planned. */
const planned = (name: string, target: string): Promise<Ran> =>
  stack(name, target, 'plan', '-detailed-exitcode');

const answer = async (): Promise<string> => (await fetch(harbour.url())).text();

async function expectNoDifference(): Promise<void> {
  for (const [name, target] of targets) {
    const { code, printed } = await planned(name, target);
    expect(code === 0 ? '' : printed).toBe('');
  }
}

const [bootstrap, ...others] = targets;

const makes = async (name: string, target: string): Promise<void> => {
  const [, added] =
    /Apply complete! Resources: ([1-9]\d*) added/.exec(await green(name, target, 'apply', '-auto-approve')) ??
    [];
  made.set(name, added ?? '');
  expect(added).toBeDefined();
};

test('a person makes the stack bootstrap', () => makes(...bootstrap), 10 * minutes);

test('a job of the environment may become the roles that it made', async () => {
  await harbour.readRoles();
  for (const name of [planner, applier]) {
    const arn = harbour.roles.get(name)?.arn ?? '';
    const session = await credentialsOf(harbour.github.environment, arn, harbour.account.aws.endpoint);
    expect(session.AWS_ACCESS_KEY_ID).toMatch(/^ASIA/);
  }
});

/** What neither role may read. */
const foundations = `s3:GetObject arn:aws:s3:::${stateBucket}/bootstrap.tfstate`;

test('the apply role can not even read the state of the stack bootstrap', async () => {
  const { code, printed } = await harbour.stackAs(applier)('bootstrap', 'production', 'plan', '-no-color');
  expect(code).toBe(1);
  expect(printed.replace(/\s+/g, ' ')).toContain(headForbidden);
  expect([...new Set(refusedOf(harbour, applier))]).toEqual([foundations]);
});

test.each(forbidden)('the apply role can not %s', (...row) => {
  expect(mayApply(harbour, row)).toBe(false);
});

test.each(allowed)('but it can %s', (...row) => {
  expect(mayApply(harbour, row)).toBe(true);
});

const isRedLacking = async (lacking: Lacking): Promise<void> => {
  const { code, printed } = await runLacking(harbour, lacking);
  expect(code).toBe(1);
  expect(printed.replace(/\s+/g, ' ')).toContain(lacking.says);
  const refused = refusedOf(harbour, lacking.role);
  expect(refused.filter((each) => each.startsWith(lacking.names))).not.toEqual([]);
};

test.each(lackingAtFirst)('without $sid $role is refused $names', isRedLacking, 5 * minutes);

test.each(others)('the apply role can do what the stack %s asks for %s', makes, 10 * minutes);

test('every state stands in the bucket, that of bootstrap as well', async () => {
  const { s3 } = await harbour.account.moto.data();
  const keys = (s3?.FakeKey ?? [])
    .map(({ name }) => String(name))
    .filter((name) => name.endsWith('.tfstate'));
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
    'AWS_ROLE_APPLY="arn:aws:iam::123456789012:role/slipway/slipway-apply"',
    'AWS_ROLE_PLAN="arn:aws:iam::123456789012:role/slipway/slipway-plan"',
    'AWS_REGION="eu-west-1"',
    'AWS_ROLE_BUILD="arn:aws:iam::123456789012:role/slipway/web-production-build"',
    'AWS_ROLE_SCAN="arn:aws:iam::123456789012:role/slipway/web-production-scan"',
    'ECR_REPOSITORY="production/web"',
    'ECS_CLUSTER="production"',
    'AWS_ROLE_DEPLOY="arn:aws:iam::123456789012:role/slipway/web-production-deploy"',
    'ECS_SERVICE="web-production"',
    'ECS_TASK_TEMPLATE="web-production-template"',
  ]);
});

test(
  'set-repo-variables makes them of what `terraform output -json` says of each stack',
  async () => {
    const { github, workspace, stacks } = harbour;
    for (const [name, target] of targets) {
      const file = join(workspace, `${name}.json`);
      await writeFile(file, await green(name, target, 'output', '-json'));
      const published = await harbour.step('set-repo-variables', {
        scope: 'environment',
        environment: 'production',
        'create-environment': 'true',
        'terraform-outputs': file,
        token: github.tokens.everything,
      });
      expect(published.exitCode === 0 ? '' : published.log).toBe('');
      expect(published.outputs.changed).toBe('true');
    }
    const variables = [...(github.environments.get('production')?.variables.values() ?? [])];
    const lines = variables.map(({ name, value }) => `${name}="${value}"`);
    const { printed } = await stacks.stack('outputs', 'production/web');
    expect(lines.sort()).toEqual(printed.trim().split('\n').sort());
  },
  minutes,
);

test('the plan role can do what plans ask, and finds no difference', expectNoDifference, 5 * minutes);

test.each(lackingLater)('without $sid $role is refused $names', isRedLacking, 5 * minutes);

test(
  'the pipeline ships on it, as the roles that Terraform made',
  async () => {
    await harbour.readRoles();
    const ended = await harbour.ship(versions.one);
    expect(ended).toMatchObject({ outcome: 'succeeded', redStep: undefined });
    shipped.healthy = ended.digest;
    expect(await answer()).toContain('"version":"1"');
  },
  5 * minutes,
);

test(
  'the apply after the first deployment raises the lower bound of scaling, and nothing else',
  async () => {
    expect(harbour.account.aws.ecs.services[0]?.history).toHaveLength(2);
    expect(await green('service', 'production/web', 'apply', '-auto-approve')).toContain(
      'Apply complete! Resources: 0 added, 1 changed, 0 destroyed.',
    );
    expect(harbour.account.aws.ecs.services[0]?.history).toHaveLength(2);
  },
  5 * minutes,
);

test(
  'a version that dies is rolled back',
  async () => {
    const ended = await harbour.ship(dyingVersion);
    expect(ended).toMatchObject({ outcome: 'rolled-back' });
    shipped.dying = ended.digest;
    expect(await answer()).toContain('"version":"1"');
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

const endOf = (run: ActionRun | undefined): string => {
  if (run?.exitCode === 0) return 'green';
  return run?.outputs.outcome === 'rolled-back' ? 'rolled back' : 'red';
};

describe('what the actions document that they need', () => {
  test.each(duties)('the role $duty has, and nothing else', async ({ duty, actions, besides }) => {
    const role = harbour.roles.get(`web-production-${duty}`);
    expect(allowedActions(role)).toEqual([...new Set([...actions.flatMap(documented), ...besides])].sort());
  });
});

describe('without the statement', () => {
  test.each(missing)(
    '$sid of $role the step $step ends $ends',
    async (each) => {
      const role = harbour.roles.get(each.role);
      if (role === undefined) throw new Error(`There is no role ${each.role}.`);
      harbour.roles.set(each.role, withoutStatement(role, each.sid));
      const runs = await each.scene(harbour, shipped);
      harbour.roles.set(each.role, role);
      const run = runs.at(-1);
      const said = `${run?.log.join('\n') ?? ''}${run?.summary ?? ''}`;
      expect(said).toContain(each.names);
      expect(log.findLast((line) => line.startsWith('▸'))).toBe(`▸ ${each.step}`);
      expect(endOf(run)).toBe(each.ends);
    },
    5 * minutes,
  );

  test('every statement was taken away, but those that a step can spare', async () => {
    const roles = duties.flatMap(({ duty }) => harbour.roles.get(`web-production-${duty}`) ?? []);
    const all = roles.flatMap((role) => statementsOf(role).map(({ Sid = '' }) => `${role.name} ${Sid}`));
    const played = missing.map(({ role, sid }) => `${role} ${sid}`);
    expect(all.filter((each) => !played.includes(each))).toEqual(
      spare.map((sid) => `web-production-scan ${sid}`),
    );
    const actions = statementsOf(roles.find(({ name }) => name === 'web-production-scan'))
      .filter(({ Sid = '' }) => spare.includes(Sid))
      .flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !isSpare('scan-image', action))).toEqual([]);
  });
});

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
    const first = spawn(`${folder}/stack`, ['platform', 'production', 'destroy', '-no-color'], {
      env: { ...process.env, ...env, AWS_ACCESS_KEY_ID: applier, TF_INPUT: '1' },
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
    await harbour.stacks.change('web.tfvars', /cpu *= 256/, 'cpu = 512\nmemory = 1024');
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
    expect(await answer()).toContain('"version":"4"');
    const { code, printed } = await planned('service', 'production/web');
    expect(code).toBe(0);
    expect(printed).not.toContain('newer than what');
  },
  5 * minutes,
);

test(
  'a destroy is refused at plan while deletion protection is on',
  async () => {
    const { code, printed } = await stack('service', 'production/web', 'destroy', '-auto-approve');
    expect(code).toBe(1);
    expect(printed.replace(/\s+/g, ' ')).toContain(
      'deletion_protection is on, and a destroy would take a service that may be running away. To destroy it all the same, write deletion_protection = false into its values, apply, and destroy then.',
    );
    expect(harbour.account.aws.ecs.services[0]?.status).toBe('ACTIVE');
  },
  5 * minutes,
);

test(
  'a destroy leaves nothing',
  async () => {
    await harbour.stacks.change('web.tfvars', /^/, 'deletion_protection = false\n');
    for (const [name, target] of [...targets].reverse()) {
      const { code, printed } = await harbour.destroy(name, target, actorOf(name, 'destroy'));
      expect(code === 0 ? '' : printed).toBe('');
      expect(/Resources: (\d+) destroyed/.exec(printed)?.[1]).toBe(made.get(name));
    }
    expect(await leftIn(harbour.account)).toEqual([]);
    expect(harbour.account.aws.calls.filter(({ status }) => status === 501)).toEqual([]);
  },
  10 * minutes,
);

describe('the roles that ran Terraform', () => {
  test.each([planner, applier])(
    '%s was refused nothing but what was taken from it, and bootstrap',
    (role) => {
      const provoked = [...lackingAtFirst, ...lackingLater].filter((lacking) => lacking.role === role);
      const expected = [foundations, ...provoked.map((lacking) => lacking.names)];
      const refused = refusedOf(harbour, role);
      expect(refused.filter((each) => !expected.some((name) => each.startsWith(name)))).toEqual([]);
    },
  );

  test('have no statement that nothing asked for, but those of what the story leaves out', () => {
    expect(unneeded(harbour, planner)).toEqual([]);
    expect([...unneeded(harbour, applier)].sort()).toEqual(Object.keys(spareStatements).sort());
  });

  test('have no right that nothing asked for, but those of changes that the story does not make', () => {
    expect(unasked(harbour, planner)).toEqual([...spareReads, ...readsOfApplyAlone].sort());
    const changes = Object.values(spareChanges).flat();
    expect(unasked(harbour, applier)).toEqual([...spareReads, ...changes].sort());
  });
});
