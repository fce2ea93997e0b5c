/** ECS's own failure table, row by row over the wire: operation and error name → kind, code and sentence. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { ecsFailures } from '../src/ecs-failures.ts';
import { asks, ecsGateway } from './ecs-stage.ts';
import { closeLoopbacks, openLoopback } from './loopback.ts';

afterEach(closeLoopbacks);

type Row = readonly [
  operation: string,
  error: string,
  message: string,
  kind: string,
  code: string,
  sentence: string,
];

const busy = 'Too many concurrent attempts to create a new revision of the specified family.';

const rows: readonly Row[] = [
  [
    'DescribeServices',
    'ClusterNotFoundException',
    'Cluster not found.',
    'input',
    'cluster-not-found',
    'The cluster of service web in cluster main was not found: Cluster not found. Check `cluster` and `region`.',
  ],
  [
    'UpdateService',
    'ServiceNotFoundException',
    'Service not found.',
    'input',
    'service-not-found',
    'The service web in cluster main was not found: Service not found. Check `service`, `cluster` and `region`.',
  ],
  [
    'UpdateService',
    'ServiceNotActiveException',
    'Service was not ACTIVE.',
    'setup',
    'service-not-active',
    'The service web in cluster main can’t be deployed to: Service was not ACTIVE. Wait until the service is ACTIVE, or create it again.',
  ],
  [
    'RegisterTaskDefinition',
    'ClientException',
    busy,
    'upstream',
    'family-busy',
    'ECS did not come to register the task definition web: Too many concurrent attempts to create a new revision of the specified family. Other jobs register the same family at this moment: re-run the job.',
  ],
  [
    'RegisterTaskDefinition',
    'ClientException',
    'Role is not valid',
    'input',
    'task-definition-refused',
    'ECS refused to register the task definition web: Role is not valid. Correct what the message names in the task definition. Nothing was changed.',
  ],
  [
    'RegisterTaskDefinition',
    'InvalidParameterException',
    'Container.name contains invalid characters.',
    'input',
    'task-definition-refused',
    'ECS refused to register the task definition web: Container.name contains invalid characters. Correct what the message names in the task definition. Nothing was changed.',
  ],
  [
    'DescribeTaskDefinition',
    'ClientException',
    'Unable to describe task definition.',
    'input',
    'task-definition-not-found',
    'ECS does not know the task definition web:7: Unable to describe task definition. Check `task-definition` and `region`. Nothing was changed.',
  ],
  [
    'UpdateService',
    'ClientException',
    'TaskDefinition is inactive',
    'input',
    'update-refused',
    'ECS refused to update service web in cluster main: TaskDefinition is inactive. Correct what the message names, then run the job again.',
  ],
  [
    'UpdateService',
    'InvalidParameterException',
    'desiredCount must not be negative.',
    'input',
    'update-refused',
    'ECS refused to update service web in cluster main: desiredCount must not be negative. Correct what the message names, then run the job again.',
  ],
  [
    'StopServiceDeployment',
    'ConflictException',
    'It is SUCCESSFUL.',
    'outcome',
    'deployment-not-stoppable',
    'The service deployment arn:aws:ecs:eu-west-1:111122223333:service-deployment/main/web/1 can’t be stopped any more: It is SUCCESSFUL. Update the service instead.',
  ],
  ...['ClientException', 'InvalidParameterException'].map((error): Row => [
    'ContinueServiceDeployment',
    error,
    'The hook is SUCCEEDED.',
    'outcome',
    'hook-not-answered',
    'ECS takes no answer to the hook of service deployment arn:aws:ecs:eu-west-1:111122223333:service-deployment/main/web/1: The hook is SUCCEEDED. Look at the deployment: somebody may have answered, or its time may be over.',
  ]),
];

test.each(rows)('%s, %s: %s', async (operation, error, message, kind, code, sentence) => {
  await openLoopback({ error, message });
  await expect(asks[operation]?.(ecsGateway().ecs)).rejects.toMatchObject({ kind, code, message: sentence });
});

test('the table above has every row of the one in the code', () => {
  const missing = ecsFailures.filter(
    (row) =>
      !rows.some(
        ([operation, error, message]) =>
          row.error === error &&
          (row.operation === '*' || row.operation === operation) &&
          (row.says === undefined || message.includes(row.says)),
      ),
  );
  expect(missing).toEqual([]);
});

describe.each(Object.keys(asks))('%s', (operation) => {
  test.each([
    ['AccessDeniedException', 'no', 'access-denied'],
    ['ExpiredTokenException', 'over', 'credentials-expired'],
    ['UnrecognizedClientException', 'who?', 'credentials-rejected'],
    ['ValidationException', 'bad', 'refused-by-aws'],
  ])('is asked once when it answers %s', async (error, message, code) => {
    const { operations } = await openLoopback({ error, message });
    const { ecs, clock } = ecsGateway(5);
    await expect(asks[operation]?.(ecs)).rejects.toMatchObject({ code });
    expect(operations()).toEqual([operation]);
    expect(clock.slept).toEqual([]);
  });
});
