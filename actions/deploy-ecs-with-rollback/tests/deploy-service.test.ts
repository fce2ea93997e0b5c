/** How a deployment goes from its inputs to its end, against an ECS in memory and a clock that tests turn. */
import { describe, expect, test } from '@jest/globals';
import { defect, outcomeFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { arn, deploy, digest, documentOf, dying, stage, given, region, unchangedDocument } from './world.ts';
import { deployService } from '../src/deploy-service.ts';

test('a healthy revision is registered, deployed and proven', async () => {
  const { result, ecs } = await deploy();
  expect(result.run.end).toMatchObject({
    kind: 'succeeded',
    taskDefinition: arn(42),
    baseline: { taskDefinition: arn(41) },
    serving: { taskDefinition: arn(42), tasks: 2 },
  });
  expect(ecs.serving()).toEqual({ 'web:42': 2 });
  expect(ecs.changes).toEqual([{ taskDefinition: arn(42) }]);
});

test.each(['web:42', arn(42)])('%s is deployed without registering anything', async (reference) => {
  const { result, ecs } = await deploy({
    values: { 'task-definition': reference },
    before: (double) => void double.register({ family: 'web', containerDefinitions: [] }),
  });
  expect([result.run.end.kind, result.run.end.serving?.taskDefinition]).toEqual(['succeeded', arn(42)]);
  expect(ecs.calls).not.toContain('RegisterTaskDefinition');
});

test('what runs already is left alone, whatever the order of its members', async () => {
  const file = '{"containerDefinitions":[{"image":"web@sha256:41","name":"web"}],"family":"web"}';
  const { result, ecs } = await deploy({ files: { 'web.json': file } });
  expect(result.run.end).toMatchObject({ kind: 'unchanged', taskDefinition: arn(41) });
  expect(ecs.calls).not.toContain('UpdateService');
});

test('what runs already is deployed again when that is forced', async () => {
  const { result, ecs } = await deploy({
    values: { 'force-new-deployment': 'true' },
    files: { 'web.json': unchangedDocument },
  });
  expect(result.run.end).toMatchObject({ kind: 'succeeded', taskDefinition: arn(41) });
  expect(ecs.changes).toEqual([{ taskDefinition: arn(41), forceNewDeployment: true }]);
});

test('a dry run plans and changes nothing', async () => {
  const { result, ecs } = await deploy({ values: { 'dry-run': 'true' } });
  expect(result.run.end.kind).toBe('planned');
  expect(ecs.calls).not.toContain('RegisterTaskDefinition');
  expect(ecs.changes).toEqual([]);
});

test('without waiting it is started and left', async () => {
  const { result, ecs } = await deploy({ values: { 'wait-for-service-stability': 'false' } });
  expect(result.run.end).toMatchObject({ kind: 'started', taskDefinition: arn(42) });
  expect(result.run.end.deployment).toMatch(/:service-deployment\//);
  expect(ecs.calls.at(-1)).toBe('UpdateService');
});

describe('a revision whose tasks die', () => {
  test('is rolled back, and that is a red outcome', async () => {
    const { result, ecs } = await deploy({ ecs: dying });
    expect(result.run.end).toMatchObject({
      kind: 'rolled-back',
      failureKind: 'outcome',
      serving: { taskDefinition: arn(41), tasks: 2 },
    });
    expect(ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('is stuck when a rollback is not wanted', async () => {
    const { result, ecs } = await deploy({ ecs: dying, values: { rollback: 'never' } });
    expect(result.run.end.kind).toBe('stuck');
    expect(ecs.changes).toHaveLength(1);
  });
});

describe('refused before anything is changed', () => {
  test('by the engine: a service that is not there', async () => {
    const { result, ecs } = await deploy({ ecs: { status: 'MISSING' } });
    expect(result.run.end).toMatchObject({
      kind: 'refused',
      failureKind: 'input',
      reason: {
        code: 'service-not-found',
        text: 'There is no service web in cluster main: ECS does not know it in this account and region',
      },
    });
    expect(ecs.calls).toEqual(['DescribeServices']);
  });

  test.each([
    [{ 'task-definition': 'none.json' }, 'task-definition-unreadable'],
    [{ timeout: '10m', 'wait-for-minutes': '5' }, 'input-invalid'],
    [{ 'require-scan': 'true' }, 'scan-not-approved'],
  ])('by the inputs: %j', async (values, code) => {
    const image = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/web@${digest}`;
    const set = stage({ files: { 'web.json': documentOf(image) } });
    await expect(set.clock.drive(deployService(given(values), region, set.ports))).rejects.toMatchObject({
      code,
    });
    expect(set.ecs.calls).toEqual([]);
    expect(set.kept).toEqual([]);
  });
});

test('a document with a member that ECS does not know is refused before ECS is asked anything', async () => {
  const misspelt = { family: 'web', containerDefinitions: [{ name: 'web', enviroment: [] }] };
  const set = stage({ files: { 'web.json': JSON.stringify(misspelt) } });
  await expect(set.clock.drive(deployService(given(), region, set.ports))).rejects.toMatchObject({
    code: 'task-definition-invalid',
    message:
      'The task definition web.json has a mistake: `enviroment` in container `web`, line 1: ECS has no such member; did you mean `environment`? ' +
      'Correct it, because it would not reach ECS as it stands; what ECS has learned since this version of Slipway needs a newer one. Nothing was changed.',
  });
  expect(set.ecs.calls).toEqual([]);
});

test('a document that breaks a rule of ECS is told of, and ECS has the last word', async () => {
  const inessential = {
    family: 'web',
    containerDefinitions: [{ name: 'web', image: 'web:1', memory: 8, essential: false }],
  };
  const { result } = await deploy({ files: { 'web.json': JSON.stringify(inessential) } });
  const doubt =
    'ECS is likely to refuse web.json: `essential` in container `web`, line 1: at least one container must be essential, or nothing tells when the task has failed.';
  expect(result.warnings).toEqual([doubt]);
  expect(result.run.end.kind).toBe('succeeded');
});

test('what only ECS writes is left out of the document, and the log says so', async () => {
  const described = { ...(JSON.parse(documentOf('x')) as object), revision: 7, status: 'ACTIVE' };
  const { result, runner } = await deploy({ files: { 'web.json': JSON.stringify(described) } });
  expect(result.run.end.kind).toBe('succeeded');
  expect(runner.log.lines).toContain('Left out, because it is nothing to register: revision, status.');
});

test('the images of a revision that exists are judged like those of a file', async () => {
  const image = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:latest';
  const set = stage({
    before: (ecs) => void ecs.register({ family: 'web', containerDefinitions: [{ name: 'web', image }] }),
  });
  const values = { 'task-definition': 'web:42', 'require-scan': 'true' };
  await expect(set.clock.drive(deployService(given(values), region, set.ports))).rejects.toMatchObject({
    code: 'scan-not-approved',
  });
  expect(set.ecs.calls).toEqual(['DescribeTaskDefinition']);
});

describe('an update whose answer says nothing', () => {
  test.each([
    ['is lost', upstreamFailure({ code: 'aws-unavailable', what: 'UpdateService failed' })],
    ['can not be understood', defect(new TypeError('no service'))],
  ])('because it %s is followed when ECS took it', async (_, failure) => {
    const { result } = await deploy({ before: (ecs) => ecs.fail('UpdateService', 1, failure, 'after') });
    expect(result.run.end).toMatchObject({ kind: 'succeeded', serving: { taskDefinition: arn(42) } });
  });

  test('is refused when ECS refused it', async () => {
    const failure = outcomeFailure({ code: 'update-refused', what: 'ECS refused' });
    const { result } = await deploy({ before: (ecs) => ecs.fail('UpdateService', 1, failure) });
    expect(result.run.end).toMatchObject({ kind: 'refused', reason: { code: 'update-refused' } });
  });
});
