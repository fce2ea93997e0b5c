/** A change to ECS is made at most once: sent again only when ECS certainly did not take it. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { fixedRandom } from '../../test-kit/src/fixed-random.ts';
import { jumpingClock } from '../../test-kit/src/jumping-clock.ts';
import { pauseBeforeRetry, wasNotTaken } from '../src/change-retry.ts';
import { asks, change, ecsGateway, service, web } from './ecs-stage.ts';
import { closeLoopbacks, openLoopback, type Answer } from './loopback.ts';

afterEach(closeLoopbacks);

const throttled: Answer = { error: 'ThrottlingException', message: 'Rate exceeded' };
const busy: Answer = {
  error: 'ClientException',
  message: 'Too many concurrent attempts to create a new revision of the specified family.',
};
const registered: Answer = { body: { taskDefinition: { taskDefinitionArn: 'arn:web:2' } } };

describe.each(['RegisterTaskDefinition', 'UpdateService'])('%s', (operation) => {
  test.each<[string, Answer]>([
    ['the connection breaks', { breaks: 'reset' }],
    ['ECS fails in the middle of it', { status: 500, error: 'ServerException', message: 'oh' }],
    ['a load balancer answers', { status: 502, body: '<html>' }],
  ])('is sent once when %s, for ECS may have done it', async (_, answer) => {
    const { operations } = await openLoopback(answer);
    const { ecs, clock } = ecsGateway(5);
    await expect(asks[operation]?.(ecs)).rejects.toMatchObject({ kind: 'upstream', code: 'aws-unavailable' });
    expect(operations()).toEqual([operation]);
    expect(clock.slept).toEqual([]);
  });

  test('is not sent again once the run is over: whoever asked for it decides', async () => {
    const { operations } = await openLoopback(throttled);
    const run = new AbortController();
    const clock = jumpingClock(0, () => run.abort());
    const { ecs } = ecsGateway(100, { clock, over: run.signal });
    await expect(asks[operation]?.(ecs)).rejects.toMatchObject({ code: 'throttled' });
    expect(operations()).toEqual([operation]);
    await expect(asks[operation]?.(ecs)).rejects.toMatchObject({ code: 'throttled' });
    expect([operations().length, clock.slept]).toEqual([2, [1000]]);
  });

  test('is sent again when it was throttled, up to the attempts that are allowed', async () => {
    const { operations } = await openLoopback(throttled);
    const { ecs, clock } = ecsGateway(3);
    await expect(asks[operation]?.(ecs)).rejects.toMatchObject({
      kind: 'upstream',
      code: 'throttled',
      what: expect.stringMatching(/ failed after 3 attempts$/) as unknown,
      why: 'ThrottlingException: Rate exceeded',
    });
    expect(operations()).toEqual([operation, operation, operation]);
    expect(clock.slept).toEqual([1000, 2000]);
  });
});

test('an update that was throttled once is made', async () => {
  const { operations } = await openLoopback(throttled, { body: { service } });
  const { ecs } = ecsGateway();
  expect((await ecs.services.update(web, change)).name).toBe('web');
  expect(operations()).toEqual(['UpdateService', 'UpdateService']);
});

describe('several jobs that register a family at once', () => {
  test('wait for each other, five attempts long, whatever else is allowed', async () => {
    const { operations } = await openLoopback(busy, busy, busy, busy, registered);
    const { ecs, clock } = ecsGateway(1);
    expect(await ecs.taskDefinitions.register({ family: 'web' })).toBe('arn:web:2');
    expect(operations()).toHaveLength(5);
    expect(clock.slept).toEqual([1000, 2000, 4000, 8000]);
  });

  test('give up then, and nobody has to change anything', async () => {
    await openLoopback(busy);
    const { ecs, clock } = ecsGateway();
    await expect(ecs.taskDefinitions.register({ family: 'web' })).rejects.toMatchObject({
      kind: 'upstream',
      code: 'family-busy',
    });
    expect(clock.slept).toHaveLength(4);
  });
});

test('stopping a deployment twice is stopping it, so it is retried as reading is', async () => {
  const { operations } = await openLoopback({ breaks: 'reset' }, { body: {} });
  await ecsGateway(2).ecs.deployments.rollBack('arn:1');
  expect(operations()).toEqual(['StopServiceDeployment', 'StopServiceDeployment']);
});

test('stopping a deployment is not tried again once the run is over', async () => {
  const { operations } = await openLoopback({ breaks: 'reset' }, { body: {} });
  const run = new AbortController();
  run.abort();
  const { ecs } = ecsGateway(100, { over: run.signal });
  await expect(ecs.deployments.rollBack('arn:1')).rejects.toMatchObject({ code: 'aws-unavailable' });
  expect(operations()).toEqual(['StopServiceDeployment']);
});

describe('another attempt', () => {
  test.each([
    ['a connection that was never made', { name: 'Error', code: 'ECONNREFUSED' }],
    ['a host that was not found', { name: 'Error', code: 'ENOTFOUND' }],
    ['throttling', { name: 'ThrottlingException' }],
    ['HTTP 429', { name: 'Other', $metadata: { httpStatusCode: 429 } }],
  ])('is made after %s', (_, error) => {
    expect(wasNotTaken(error)).toBe(true);
  });

  test.each([
    ['a connection that broke', { name: 'TimeoutError', code: 'ECONNRESET' }],
    ['a silence that was too long', { name: 'TimeoutError', code: 'ETIMEDOUT' }],
    ['HTTP 503', { name: 'ServerException', $metadata: { httpStatusCode: 503 } }],
    ['a denial', { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } }],
    ['a client’s error', { name: 'ClientException', message: 'Role is not valid' }],
  ])('is not made after %s', (_, error) => {
    expect(wasNotTaken(error)).toBe(false);
  });
});

describe('the pause before another attempt', () => {
  const error = { name: 'ThrottlingException' };
  const pauses = (face: number): readonly (number | undefined)[] =>
    [1, 2, 3, 4, 5, 6].map((tried) => pauseBeforeRetry(error, tried, 6, fixedRandom(face)));

  test('doubles up to eight seconds', () => {
    expect(pauses(0.5)).toEqual([1000, 2000, 4000, 8000, 8000, undefined]);
  });

  test('is spread from half to half as much again', () => {
    expect(pauses(0)).toEqual([500, 1000, 2000, 4000, 4000, undefined]);
    expect(pauses(0.999)[0]).toBeCloseTo(1499);
  });
});
