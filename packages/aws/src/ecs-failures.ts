/** What an error of ECS means to us, beside what every AWS service may answer. */
import type { FailureRow } from './failures.ts';

export const ecsFailures: readonly FailureRow[] = [
  {
    operation: '*',
    error: 'ClusterNotFoundException',
    kind: 'input',
    code: 'cluster-not-found',
    what: 'The cluster of ‹about› was not found',
    hint: 'Check `cluster` and `region`. Nothing was changed.',
  },
  {
    operation: '*',
    error: 'ServiceNotFoundException',
    kind: 'input',
    code: 'service-not-found',
    what: '‹about› was not found',
    hint: 'Check `service`, `cluster` and `region`.',
  },
  {
    operation: '*',
    error: 'ServiceNotActiveException',
    kind: 'setup',
    code: 'service-not-active',
    what: '‹about› can’t be deployed to',
    hint: 'Wait until the service is ACTIVE, or create it again.',
  },
  {
    operation: 'RegisterTaskDefinition',
    error: 'ClientException',
    kind: 'input',
    code: 'task-definition-refused',
    what: 'ECS refused to register ‹about›',
    hint: 'Correct what the message names in the task definition. Nothing was changed.',
  },
  {
    operation: 'RegisterTaskDefinition',
    error: 'InvalidParameterException',
    kind: 'input',
    code: 'task-definition-refused',
    what: 'ECS refused to register ‹about›',
    hint: 'Correct what the message names in the task definition. Nothing was changed.',
  },
  {
    operation: 'DescribeTaskDefinition',
    error: 'ClientException',
    kind: 'input',
    code: 'task-definition-not-found',
    what: 'ECS does not know ‹about›',
    hint: 'Check `task-definition` and `region`. Nothing was changed.',
  },
  {
    operation: 'UpdateService',
    error: 'ClientException',
    kind: 'input',
    code: 'update-refused',
    what: 'ECS refused to update ‹about›',
    hint: 'Correct what the message names, then run the job again.',
  },
  {
    operation: 'StopServiceDeployment',
    error: 'ConflictException',
    kind: 'outcome',
    code: 'deployment-not-stoppable',
    what: '‹about› can’t be stopped any more',
    hint: 'Update the service instead.',
  },
];
