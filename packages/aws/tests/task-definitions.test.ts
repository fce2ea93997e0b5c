import { expect, test } from '@jest/globals';
import { ECSClient } from '@aws-sdk/client-ecs';
import { TaskDefinitions } from '../src/task-definitions.ts';
import { wire, type Answer } from './wire.ts';

const config = { region: 'eu-west-1' };

function gateway(...answers: readonly Answer[]): {
  readonly read: TaskDefinitions;
  readonly sent: readonly unknown[];
} {
  const { sent, options } = wire(...answers);
  return { read: new TaskDefinitions(config, new ECSClient(options)), sent };
}

test('a revision comes with its tags', async () => {
  const { read, sent } = gateway({
    body: {
      taskDefinition: {
        taskDefinitionArn: 'arn:x/web:3',
        family: 'web',
        revision: 3,
        containerDefinitions: [],
      },
      tags: [{ key: 'team', value: 'sea' }],
    },
  });
  expect(await read.read('web')).toEqual({
    arn: 'arn:x/web:3',
    taskDefinition: {
      taskDefinitionArn: 'arn:x/web:3',
      family: 'web',
      revision: 3,
      containerDefinitions: [],
    },
    tags: [{ key: 'team', value: 'sea' }],
  });
  expect(sent).toEqual([
    { operation: 'DescribeTaskDefinition', input: { taskDefinition: 'web', include: ['TAGS'] } },
  ]);
});

test('what ECS does not have is the workflow author’s to correct', async () => {
  const { read } = gateway({
    error: 'ClientException',
    body: { message: 'Unable to describe task definition.' },
  });
  await expect(read.read('web:9')).rejects.toMatchObject({
    kind: 'input',
    code: 'task-definition-not-found',
    message:
      'ECS could not describe the task definition web:9: Unable to describe task definition. Check family, revision, region and account: `aws ecs list-task-definitions` prints what is there.',
  });
});

test('a missing permission is named', async () => {
  const { read } = gateway({ error: 'AccessDeniedException', body: { message: 'not authorized.' } });
  await expect(read.read('web')).rejects.toMatchObject({
    kind: 'setup',
    message:
      'AWS denied ecs:DescribeTaskDefinition on the task definition web: not authorized. Allow `ecs:DescribeTaskDefinition` in the role that this job assumes.',
  });
});
