/**
 * For people who come from aws-actions/amazon-ecs-deploy-task-definition and change the `uses:` line: every input
 * they had works, or is answered with a sentence that says what to write instead. None is ignored in silence.
 */
import { describe, expect, test } from '@jest/globals';
import { awsActionsInputs } from '@slipway/test-kit/aws-actions-inputs';
import { contract } from '../src/contract.ts';
import { settingsOf } from '../src/settings.ts';
import { given, step } from './world.ts';

/** As that action takes it, and what of it reaches the request. */
const works: Readonly<Record<string, readonly [value: string, expected: object]>> = {
  'task-definition': ['web.json', {}],
  service: ['shop', { name: { service: 'shop' } }],
  cluster: ['arn:aws:ecs:eu-west-1:111122223333:cluster/shop', { name: { cluster: /shop$/ } }],
  'desired-count': ['3', { desiredCount: 3 }],
  'wait-for-service-stability': ['true', { wait: true }],
  'wait-for-minutes': ['10', { timeout: 600_000 }],
  'wait-max-delay-seconds': ['15', { pollInterval: 15_000 }],
  'force-new-deployment': ['true', { forceNewDeployment: true }],
  'enable-ecs-managed-tags': ['true', { enableEcsManagedTags: true }],
  'propagate-tags': ['SERVICE', { propagateTags: 'SERVICE' }],
  'service-managed-ebs-volume-name': ['data', { volume: { name: 'data' } }],
  'service-managed-ebs-volume': [
    '{"roleArn":"arn:role","sizeInGiB":30}',
    { volume: { managedEBSVolume: { roleArn: 'arn:role', sizeInGiB: 30 } } },
  ],
  'keep-null-value-keys': ['command', {}],
  'max-retries': ['5', {}],
};

const codeDeploy = 'Slipway deploys with ECS itself: move the service to the ECS deployment controller';
const oneOff = 'run one-off tasks in a step of their own, with `aws ecs run-task`';

const answered: Readonly<Record<string, readonly [value: string, instead: string]>> = {
  'codedeploy-appspec': ['appspec.yaml', codeDeploy],
  'codedeploy-application': ['AppECS-main-web', codeDeploy],
  'codedeploy-deployment-group': ['DgpECS-main-web', codeDeploy],
  'codedeploy-deployment-description': ['v2', codeDeploy],
  'codedeploy-deployment-config': ['CodeDeployDefault.ECSAllAtOnce', codeDeploy],
  'run-task': ['true', oneOff],
  'run-task-container-overrides': ['[{"name":"web","command":["migrate"]}]', oneOff],
  'run-task-security-groups': ['sg-1', oneOff],
  'run-task-subnets': ['subnet-1', oneOff],
  'run-task-assign-public-IP': ['ENABLED', oneOff],
  'run-task-capacity-provider-strategy': ['[]', oneOff],
  'run-task-launch-type': ['FARGATE', oneOff],
  'run-task-started-by': ['me', oneOff],
  'run-task-tags': ['[]', oneOff],
  'run-task-managed-ebs-volume-name': ['data', oneOff],
  'run-task-managed-ebs-volume': ['{}', oneOff],
  'wait-for-task-stopped': ['true', oneOff],
};

const {
  listed: theirs,
  declared,
  unlessRun,
} = awsActionsInputs('deploy-ecs-with-rollback', 'amazon-ecs-deploy-task-definition');

(declared === undefined ? test.skip : test)(`the list is that of their action.yml${unlessRun}`, () => {
  expect(declared).toEqual(theirs);
});

test('they have 31', () => {
  expect(new Set(theirs).size).toBe(31);
});

test.each(theirs)('%s is declared, and works or is answered', (name) => {
  expect(contract.inputs).toContain(name);
  expect([name in works, name in answered].filter(Boolean)).toHaveLength(1);
});

test('nothing is claimed about inputs that they do not have', () => {
  expect([...Object.keys(works), ...Object.keys(answered)].sort()).toEqual([...theirs].sort());
});

/** The two halves of one thing. */
const besides: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'service-managed-ebs-volume-name': { 'service-managed-ebs-volume': '{"roleArn":"r","sizeInGiB":1}' },
  'service-managed-ebs-volume': { 'service-managed-ebs-volume-name': 'data' },
};

test.each(Object.entries(works))('%s works', (name, [value, expected]) => {
  const inputs = given({ ...besides[name], [name]: value });
  expect(JSON.stringify(inputs)).toContain(value.replace(/^SERVICE$/, '"SERVICE"'));
  expect(settingsOf(inputs).request).toMatchObject(matching(expected));
});

function matching(expected: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(expected).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof RegExp ? expect.stringMatching(value) : isPlain(value) ? matching(value) : value,
    ]),
  );
}

const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null;

describe.each(Object.entries(answered))('%s', (name, [value, instead]) => {
  test('is refused with what to do instead', () => {
    expect(() => given({ [name]: value })).toThrow(
      new Error(
        `An input is wrong: \`${name}\` must be left out (${instead}). Correct it under \`with:\` of this step. Nothing was changed.`,
      ),
    );
  });

  test('is no obstacle when it is empty', () => {
    expect(() => given({ [name]: '' })).not.toThrow();
  });
});

test.each(['run-task', 'wait-for-task-stopped'])('%s may say false, which asks for nothing', (name) => {
  expect(() => given({ [name]: 'false' })).not.toThrow();
});

test('a refused input is never shown: overrides may hold secrets', async () => {
  const overrides = '[{"name":"web","environment":[{"name":"PASSWORD","value":"hunter2"}]}]';
  const { runner, ecs } = await step({ values: { 'run-task-container-overrides': overrides } });
  expect([runner.isRed, runner.outputs.outcome]).toEqual([true, 'refused']);
  expect(JSON.stringify([runner.log, runner.outputs, runner.annotations, runner.summary])).not.toContain(
    'hunter2',
  );
  expect(ecs.calls).toEqual([]);
});
