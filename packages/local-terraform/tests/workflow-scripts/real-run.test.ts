/**
 * What infrastructure.yml and destroy.yml do, with Terraform's own provider against moto and the local cloud, each script as
 * the role of its job, on the smallest stack. One story: each test goes on where the one before it ended.
 *
 * @needs terraform
 * @needs moto_server
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openHarbour, type Harbour } from '../../src/harbour.ts';
import { applier, planner } from '../real-apply/terraform-roles.ts';
import { handedOver, runScript, type ScriptRun } from './script-run.ts';

const minutes = 60_000;
let harbour: Harbour;
let packed: ScriptRun;

beforeAll(async () => {
  harbour = await openHarbour({ step: () => undefined, line: () => undefined });
}, minutes);

afterAll(() => harbour.close());

const as = (role: string, script: string, env: Readonly<Record<string, string>> = {}): Promise<ScriptRun> =>
  runScript(script, {
    workspace: harbour.account.folder,
    env: { ...harbour.stacks.env, AWS_ACCESS_KEY_ID: role, STACKS: 'registry', ...env },
  });

async function green(running: Promise<ScriptRun>): Promise<ScriptRun> {
  const ran = await running;
  expect(ran.code === 0 ? '' : ran.log).toBe('');
  return ran;
}

const orderOf = ({ outputs }: ScriptRun): Promise<string> =>
  readFile(join(outputs.report ?? '', 'order'), 'utf8');

test(
  'a person makes the stack bootstrap',
  async () => {
    const { code, printed } = await harbour.stackAs(undefined)(
      'bootstrap',
      'production',
      'apply',
      '-auto-approve',
    );
    expect(code === 0 ? '' : printed).toBe('');
    await harbour.readRoles();
  },
  5 * minutes,
);

test(
  'a plan holds nothing sensitive, so that it is kept without a passphrase',
  async () => {
    packed = await green(as(planner, 'plan/plan.sh', { CHECKS: 'true' }));
    expect(await orderOf(packed)).toBe('registry changed\n');
  },
  5 * minutes,
);

test(
  'exactly that is applied, by another role',
  async () => {
    const { summary } = await green(as(applier, 'apply-plan/apply.sh', handedOver(packed)));
    expect(summary).toMatch(/\| registry \| the one of the plan job \| Resources: [1-9]\d* added/);
  },
  5 * minutes,
);

test(
  'the same plan a second time is stale',
  async () => {
    const { code, log } = await as(applier, 'apply-plan/apply.sh', handedOver(packed));
    expect(code).toBe(1);
    expect(log).toContain('::error title=apply::The plan of registry is stale');
  },
  5 * minutes,
);

test(
  'then nothing changes, and its outputs can be read by the role that plans',
  async () => {
    const { outputs } = await green(as(planner, 'plan/plan.sh'));
    expect(outputs.changed).toBe('false');
    const told = await green(as(planner, 'stack-outputs/outputs.sh'));
    expect(told.log).toContain('Not published: what the release workflow reads of platform service,');
    expect(await readFile(told.outputs.file ?? '', 'utf8')).toContain('ECR_REPOSITORY="production/web"\n');
  },
  5 * minutes,
);

test(
  'it goes by the plan of its destroy, encrypted on its way',
  async () => {
    const away = { DESTROY: 'true', PASSPHRASE: 'correct horse battery staple' };
    const destroy = await green(as(planner, 'plan/plan.sh', away));
    const { summary } = await green(as(applier, 'apply-plan/apply.sh', { ...handedOver(destroy), ...away }));
    expect(summary).toMatch(
      /\| registry \| the one of the plan job \| Resources: 0 added, 0 changed, [1-9]\d* destroyed \|/,
    );
  },
  5 * minutes,
);
