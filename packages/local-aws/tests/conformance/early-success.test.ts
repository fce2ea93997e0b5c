/** Early success criteria: a rolling deployment that is successful before all of its tasks are healthy. */
import { afterEach, expect, test } from '@jest/globals';
import { closeStages, openSteadyStage, type StageOptions } from './stage.ts';

afterEach(closeStages);

/** web has 4 tasks, of which 2 have to be healthy; each old one drains for 2 minutes. */
const options = (cleanup: 'BLOCKING' | 'DEFERRED'): StageOptions => ({
  desired: 4,
  percents: [50, cleanup === 'BLOCKING' ? 100 : 150],
  balanced: { deregistrationDelay: '120s' },
  service: { earlySuccess: { healthyPercent: 50, cleanup } },
});

const healthy = (count: number) => ({ status: 'PRIMARY', runningCount: count });

test('BLOCKING: 2 of 4 healthy are enough, once the old tasks are gone; the others are started in the background', async () => {
  const stage = await openSteadyStage(options('BLOCKING'));
  const arn = stage.deploy('good-2');
  stage.until(() => stage.primary().runningCount === 2);
  expect(stage.status(arn)).toBe('IN_PROGRESS');
  stage.until(() => stage.status(arn) === 'SUCCESSFUL');
  expect(stage.service().deployments).toHaveLength(1);
  expect(stage.primary().runningCount).toBeLessThan(4);
  stage.until(() => stage.primary().runningCount === 4);
});

test('DEFERRED: the deployment is SUCCESSFUL while old tasks still run and drain', async () => {
  const stage = await openSteadyStage(options('DEFERRED'));
  const arn = stage.deploy('good-2');
  stage.until(() => stage.status(arn) === 'SUCCESSFUL');
  expect(stage.service().deployments).toMatchObject([
    { ...healthy(2), rolloutState: 'COMPLETED' },
    { status: 'ACTIVE', rolloutState: 'COMPLETED', runningCount: 2 },
  ]);
  expect(stage.events().at(-1)).toMatch(/deployment completed\.$/);
  stage.until(() => stage.service().deployments?.length === 1);
  stage.until(() => stage.events().at(-1) === 'has reached a steady state.');
  expect(stage.primary().runningCount).toBe(4);
});

test('breaker and alarms stop once the deployment is complete', async () => {
  const stage = await openSteadyStage({
    ...options('DEFERRED'),
    images: {
      'sick-after-a-minute': [
        { at: '1s', answers: 200 },
        { at: '1m', answers: 503 },
      ],
    },
  });
  const arn = stage.deploy('sick-after-a-minute');
  stage.until(() => stage.status(arn) === 'SUCCESSFUL');
  stage.seconds(1800);
  expect(stage.deployment(arn)).toMatchObject({
    status: 'SUCCESSFUL',
    deploymentCircuitBreaker: { status: 'MONITORING_COMPLETE' },
  });
  expect(stage.serving()).toBe('web:2');
});

test('fewer healthy tasks than asked for are not enough', async () => {
  const stage = await openSteadyStage({ ...options('DEFERRED'), breaker: 'off' });
  const arn = stage.deploy('sick');
  stage.seconds(1200);
  expect(stage.status(arn)).toBe('IN_PROGRESS');
});

test('healthyPercent may not be below minimumHealthyPercent', async () => {
  const stage = await openSteadyStage({ percents: [100, 200] });
  const early = { enable: true, healthyPercent: 50, sourceServiceRevisionCleanup: 'BLOCKING' };
  expect(() => stage.update({ deploymentConfiguration: { earlySuccessCriteria: early } })).toThrow(
    'healthyPercent must be greater than or equal to minimumHealthyPercent.',
  );
});
