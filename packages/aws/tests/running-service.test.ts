import { expect, test } from '@jest/globals';
import { ECSClient } from '@aws-sdk/client-ecs';
import { RunningServices, type RunningService } from '../src/running-service.ts';
import { wire, type Answer, type SentCall } from './wire.ts';

const taskDefinition = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7';

function reading(answer: Answer): {
  readonly read: Promise<RunningService>;
  readonly sent: readonly SentCall[];
} {
  const { sent, options } = wire(answer);
  const services = new RunningServices({ region: 'eu-west-1' }, new ECSClient(options));
  return { read: services.read({ cluster: 'main', service: 'web' }), sent };
}

test('a service runs a revision, and says whether a shell may be opened in its tasks', async () => {
  const { read, sent } = reading({
    body: { services: [{ status: 'ACTIVE', taskDefinition, enableExecuteCommand: true }] },
  });
  expect(await read).toEqual({ taskDefinition, isExecEnabled: true });
  expect(sent).toEqual([{ operation: 'DescribeServices', input: { cluster: 'main', services: ['web'] } }]);
});

test('one that says nothing of a shell has none', async () => {
  const { read } = reading({ body: { services: [{ status: 'DRAINING', taskDefinition }] } });
  expect(await read).toEqual({ taskDefinition, isExecEnabled: false });
});

test.each<[string, Answer]>([
  ['that ECS does not know', { body: { services: [], failures: [{ reason: 'MISSING' }] } }],
  ['that was deleted', { body: { services: [{ status: 'INACTIVE', taskDefinition }] } }],
])('a service %s is refused by name', async (_, answer) => {
  await expect(reading(answer).read).rejects.toMatchObject({
    kind: 'input',
    message:
      'The service web in cluster main was not found. Check the service, the cluster and `region`. `compare-with: template` needs no service.',
  });
});

test('a refusal by ECS names the action that is missing', async () => {
  const { read } = reading({ error: 'AccessDeniedException', body: { message: 'no' } });
  await expect(read).rejects.toMatchObject({ code: 'access-denied', kind: 'setup' });
});
