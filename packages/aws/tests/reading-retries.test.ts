/** What reads is asked again after what is transient, by the SDK itself, as often as the configuration says. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { ecsGateway, service, web } from './ecs-stage.ts';
import { closeLoopbacks, openLoopback, type Answer } from './loopback.ts';

afterEach(closeLoopbacks);

const found: Answer = { body: { services: [service] } };

describe('a service is found in the end after', () => {
  test.each<[string, Answer]>([
    ['throttling', { error: 'ThrottlingException', message: 'Rate exceeded' }],
    ['an error of ECS', { status: 500, error: 'ServerException' }],
    ['a load balancer’s page', { status: 503, body: '<html>' }],
    ['a connection that broke', { breaks: 'reset' }],
  ])('%s', async (_, answer) => {
    const { heard } = await openLoopback(answer, found);
    expect((await ecsGateway(2).ecs.services.describe(web))?.name).toBe('web');
    expect(heard).toHaveLength(2);
  });
});

test('it is not asked for more often than is allowed, and the sentence counts', async () => {
  const { heard } = await openLoopback({ error: 'ThrottlingException', message: 'Rate exceeded' });
  await expect(ecsGateway(2).ecs.services.describe(web)).rejects.toMatchObject({
    kind: 'upstream',
    code: 'throttled',
    message:
      'ecs:DescribeServices on service web in cluster main failed after 2 attempts: ThrottlingException: Rate exceeded. Nothing is wrong with the workflow: re-run the job.',
  });
  expect(heard).toHaveLength(2);
});

test('one attempt is one', async () => {
  const { heard } = await openLoopback({ error: 'ThrottlingException', message: 'Rate exceeded' });
  await expect(ecsGateway(1).ecs.services.describe(web)).rejects.toMatchObject({
    what: 'ecs:DescribeServices on service web in cluster main failed',
  });
  expect(heard).toHaveLength(1);
});
