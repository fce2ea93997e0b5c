/** The resources that operations of ECS name. Pure. */
import { byArn, text, texts, type Arn, type Input, type Row, type Rows } from './row.ts';

/** By name, whether it was named or given as an ARN. */
export const clusterOf = (input: Input): string => (text(input, 'cluster') || 'default').replace(/^.*\//, '');

const clusters: Row = (input, arn) => {
  const names = texts(input, 'clusters');
  return (names.length === 0 ? ['default'] : names).map((name) => arn('cluster/', name));
};

const inCluster =
  (kind: string, member: string): Row =>
  (input, arn) =>
    [input[member]]
      .flat()
      .filter((name): name is string => typeof name === 'string')
      .map((name) => arn(`${kind}/${clusterOf(input)}/`, name));

/** Of one service. */
const taskSets =
  (member: string): Row =>
  (input, arn) =>
    [input[member]]
      .flat()
      .filter((id): id is string => typeof id === 'string')
      .map((id) => arn(`task-set/${clusterOf(input)}/${text(input, 'service').replace(/^.*\//, '')}/`, id));

export const ecs: Rows = {
  CreateCluster: (input, arn) => [arn('cluster/', text(input, 'clusterName') || 'default')],
  DescribeClusters: clusters,
  ...Object.fromEntries(
    ['DeleteCluster', 'PutClusterCapacityProviders', 'UpdateCluster', 'UpdateClusterSettings'].map(
      (operation) => [operation, (input: Input, arn: Arn) => [arn('cluster/', clusterOf(input))]],
    ),
  ),
  CreateService: inCluster('service', 'serviceName'),
  UpdateService: inCluster('service', 'service'),
  DeleteService: inCluster('service', 'service'),
  DescribeServices: inCluster('service', 'services'),
  ListServiceDeployments: inCluster('service', 'service'),
  DescribeServiceDeployments: byArn('serviceDeploymentArns'),
  StopServiceDeployment: byArn('serviceDeploymentArn'),
  ContinueServiceDeployment: byArn('serviceDeploymentArn'),
  DescribeServiceRevisions: byArn('serviceRevisionArns'),
  CreateTaskSet: inCluster('service', 'service'),
  UpdateServicePrimaryTaskSet: inCluster('service', 'service'),
  UpdateTaskSet: taskSets('taskSet'),
  DeleteTaskSet: taskSets('taskSet'),
  DescribeTaskSets: taskSets('taskSets'),
  DescribeTasks: inCluster('task', 'tasks'),
  StopTask: inCluster('task', 'task'),
  // The revision is not known yet.
  RegisterTaskDefinition: (input, arn) => [arn('task-definition/', `${text(input, 'family')}:*`)],
  RunTask: (input, arn) => [arn('task-definition/', text(input, 'taskDefinition'))],
  ListTagsForResource: byArn('resourceArn'),
  TagResource: byArn('resourceArn'),
  UntagResource: byArn('resourceArn'),
};

/** Of the service that a deployment or revision is of, which the caller needs the right for as well. */
export const serviceBehind = (resource: string): readonly string[] =>
  /^arn:aws:ecs:[^/]*:service-(?:deployment|revision)\/[^/]+\/[^/]+\//.test(resource)
    ? [resource.replace(/:service-(?:deployment|revision)\//, ':service/').replace(/\/[^/]*$/, '')]
    : [];
