/** The revisions of a family over the wire: the newest, those that are ACTIVE, those in use, and the end of one. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { arn, ecsGateway } from './ecs-stage.ts';
import { closeLoopbacks, openLoopback } from './loopback.ts';

afterEach(closeLoopbacks);

const web = (revision: number): string => arn(`task-definition/web:${String(revision)}`);

describe('the newest revision of a family', () => {
  test('is what ECS tells of the family alone', async () => {
    const { heard } = await openLoopback({
      body: { taskDefinition: { taskDefinitionArn: web(42), status: 'ACTIVE' } },
    });
    expect(await ecsGateway().ecs.taskDefinitions.newest('web')).toEqual({
      arn: web(42),
      isActive: true,
      document: { taskDefinitionArn: web(42), status: 'ACTIVE', tags: [] },
    });
    expect(heard[0]?.input).toEqual({ taskDefinition: 'web', include: ['TAGS'] });
  });

  test('is none in a family that ECS does not know', async () => {
    await openLoopback({ error: 'ClientException', message: 'Unable to describe task definition.' });
    expect(await ecsGateway().ecs.taskDefinitions.newest('web')).toBeUndefined();
  });

  test('is a failure where it may not be looked at', async () => {
    await openLoopback({ error: 'AccessDeniedException', message: 'no' });
    await expect(ecsGateway().ecs.taskDefinitions.newest('web')).rejects.toMatchObject({
      code: 'access-denied',
    });
  });
});

test('a revision that was deregistered says so', async () => {
  await openLoopback({ body: { taskDefinition: { taskDefinitionArn: web(3), status: 'INACTIVE' } } });
  expect((await ecsGateway().ecs.taskDefinitions.describe('web:3')).isActive).toBe(false);
});

test('ACTIVE revisions come newest first, by number, of all pages, and of no other family', async () => {
  const { heard } = await openLoopback(
    { body: { taskDefinitionArns: [web(10), web(9)], nextToken: 'more' } },
    { body: { taskDefinitionArns: [web(11), arn('task-definition/web-admin:99')] } },
  );
  expect(await ecsGateway().ecs.taskDefinitions.active('web')).toEqual([web(11), web(10), web(9)]);
  const asked = { familyPrefix: 'web', status: 'ACTIVE', sort: 'DESC', maxResults: 100 };
  expect(heard.map(({ input }) => input)).toEqual([asked, { ...asked, nextToken: 'more' }]);
});

test('a revision is deregistered by its ARN', async () => {
  const { heard } = await openLoopback({ body: {} });
  await ecsGateway().ecs.taskDefinitions.deregister(web(3));
  expect(heard.map(({ operation, input }) => ({ operation, input }))).toEqual([
    { operation: 'DeregisterTaskDefinition', input: { taskDefinition: web(3) } },
  ]);
});

test('revisions in use are told once each, from the tasks of the whole cluster', async () => {
  const task = (id: number, revision: number): object => ({
    taskArn: arn(`task/main/${String(id)}`),
    taskDefinitionArn: web(revision),
  });
  const { heard } = await openLoopback(
    { body: { taskArns: ['t1', 't2', 't3'] } },
    { body: { tasks: [task(1, 41), task(2, 40), task(3, 41)] } },
  );
  expect(await ecsGateway().ecs.tasks.usedRevisions('main', 'web')).toEqual([web(41), web(40)]);
  expect(heard[0]?.input).toEqual({ cluster: 'main', family: 'web', maxResults: 100 });
});
