/**
 * Which rights IAM asks for behind a call: the action on each resource that the call names, and what it does besides
 * (tagging, passing roles on). The rows follow the Service Authorization Reference; `*` stands where an action knows
 * no resources. Pure.
 */
import type { CallContext, Service } from './service.ts';
import type { ServiceId } from './shapes.ts';

/** The service's name in an IAM action. */
export const iamPrefix: Readonly<Record<ServiceId, string>> = {
  ecs: 'ecs',
  ecr: 'ecr',
  elbv2: 'elasticloadbalancing',
  logs: 'logs',
  sts: 'sts',
  cloudwatch: 'cloudwatch',
};

export interface Right {
  /** `ecs:UpdateService` */
  readonly action: string;
  readonly resource: string;
}

export interface AuthorizedCall {
  readonly service: Pick<Service, 'id' | 'rolesPassed'>;
  readonly operation: string;
  readonly context: Pick<CallContext, 'account' | 'region'>;
}

type Input = Readonly<Record<string, unknown>>;

/** @returns the ARNs of the resources that a call names */
export function resourcesOf(call: AuthorizedCall, input: Input): readonly string[] {
  const { service, operation, context } = call;
  const row = rows[service.id][operation];
  if (row === undefined) return ['*'];
  const place = `arn:aws:${iamPrefix[service.id]}:${context.region}:${context.account}:`;
  return row(input, (kind, name) => (name.startsWith('arn:') ? name : `${place}${kind}${name}`));
}

export function rightsOf(call: AuthorizedCall, input: Input): readonly Right[] {
  const { service, operation } = call;
  // Whoever has credentials may ask who they are; not even a denial changes that.
  if (service.id === 'sts') return [];
  const action = `${iamPrefix[service.id]}:${operation}`;
  return [
    ...resourcesOf(call, input).map((resource) => ({ action, resource })),
    ...tagged(call, input).map((resource) => ({ action: 'ecs:TagResource', resource })),
    ...(service.rolesPassed?.(operation, input) ?? []).map((resource) => ({
      action: 'iam:PassRole',
      resource,
    })),
  ];
}

/** What a call tags while it makes it. */
function tagged({ service, operation, context }: AuthorizedCall, input: Input): readonly string[] {
  const { tags } = input;
  if (service.id !== 'ecs' || !Array.isArray(tags) || tags.length === 0) return [];
  const place = `arn:aws:ecs:${context.region}:${context.account}:`;
  if (operation === 'RegisterTaskDefinition') return [`${place}task-definition/${text(input, 'family')}:*`];
  if (operation === 'CreateService') {
    return [`${place}service/${clusterOf(input)}/${text(input, 'serviceName')}`];
  }
  return [];
}

/** ‹kind› is what stands between account and name: `service/harbour/`. A name that is an ARN already stays one. */
type Arn = (kind: string, name: string) => string;
type Row = (input: Input, arn: Arn) => readonly string[];

const text = (input: Input, name: string): string => {
  const value = input[name];
  return typeof value === 'string' ? value : '';
};

const texts = (input: Input, name: string): readonly string[] => {
  const value = input[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
};

/** By name, whether it was named or given as an ARN. */
const clusterOf = (input: Input): string => (text(input, 'cluster') || 'default').replace(/^.*\//, '');

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

/** Named by their ARNs alone. */
const byArn =
  (member: string): Row =>
  (input) =>
    [input[member]].flat().filter((arn): arn is string => typeof arn === 'string');

const ecs: Readonly<Record<string, Row>> = {
  CreateCluster: (input, arn) => [arn('cluster/', text(input, 'clusterName') || 'default')],
  DescribeClusters: clusters,
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
  RunTask: (input, arn) => [arn('task-definition/', text(input, 'taskDefinition'))],
  TagResource: byArn('resourceArn'),
  UntagResource: byArn('resourceArn'),
};

const repository: Row = (input, arn) => [arn('repository/', text(input, 'repositoryName'))];

const repositories: Row = (input, arn) => {
  const names = texts(input, 'repositoryNames');
  return (names.length === 0 ? ['*'] : names).map((name) => arn('repository/', name));
};

const ecr: Readonly<Record<string, Row>> = {
  ...Object.fromEntries(
    [
      'BatchCheckLayerAvailability',
      'BatchDeleteImage',
      'BatchGetImage',
      'CompleteLayerUpload',
      'CreateRepository',
      'DescribeImages',
      'DescribeImageScanFindings',
      'GetDownloadUrlForLayer',
      'InitiateLayerUpload',
      'ListImages',
      'PutImage',
      'StartImageScan',
      'UpdateImageStorageClass',
      'UploadLayerPart',
    ].map((operation) => [operation, repository]),
  ),
  BatchGetRepositoryScanningConfiguration: repositories,
  DescribeRepositories: repositories,
};

/** Where a call is about a group, IAM compares a stream without a name. */
const logStream: Row = (input, arn) => {
  const group =
    text(input, 'logGroupName') || text(input, 'logGroupIdentifier').replace(/^.*:log-group:/, '');
  return [arn('log-group:', `${group}:log-stream:${text(input, 'logStreamName')}`)];
};

const logs: Readonly<Record<string, Row>> = {
  DescribeLogGroups: logStream,
  DescribeLogStreams: logStream,
  FilterLogEvents: logStream,
  GetLogEvents: logStream,
};

const alarms: Row = (input, arn) => {
  const names = [...texts(input, 'AlarmNames'), ...[text(input, 'AlarmName')].filter((name) => name !== '')];
  return (names.length === 0 ? ['*'] : names).map((name) => arn('alarm:', name));
};

const cloudwatch: Readonly<Record<string, Row>> = {
  DeleteAlarms: alarms,
  DescribeAlarms: alarms,
  PutMetricAlarm: alarms,
  SetAlarmState: alarms,
};

const rows: Readonly<Record<ServiceId, Readonly<Record<string, Row>>>> = {
  ecs,
  ecr,
  logs,
  cloudwatch,
  elbv2: {},
  sts: {},
};
