/**
 * Which resources each operation names, by ARN: the rows follow the Service Authorization Reference. What has no row
 * knows no resources. Pure.
 */
import { scalableTargetId } from '../autoscaling/names.ts';
import type { ServiceId } from '../shapes.ts';

export type Input = Readonly<Record<string, unknown>>;

/** ‹kind› is what stands between account and name: `service/harbour/`. A name that is an ARN already stays one. */
type Arn = (kind: string, name: string) => string;
type Row = (input: Input, arn: Arn) => readonly string[];

export const text = (input: Input, name: string): string => {
  const value = input[name];
  return typeof value === 'string' ? value : '';
};

const texts = (input: Input, name: string): readonly string[] => {
  const value = input[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
};

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

/** Named by their ARNs alone. */
const byArn =
  (member: string): Row =>
  (input) =>
    [input[member]].flat().filter((arn): arn is string => typeof arn === 'string');

const ecs: Readonly<Record<string, Row>> = {
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
      'DeleteLifecyclePolicy',
      'DeleteRepository',
      'DeleteRepositoryPolicy',
      'DescribeImages',
      'DescribeImageScanFindings',
      'GetDownloadUrlForLayer',
      'GetLifecyclePolicy',
      'GetLifecyclePolicyPreview',
      'GetRepositoryPolicy',
      'InitiateLayerUpload',
      'ListImageReferrers',
      'ListImages',
      'PutImage',
      'PutImageScanningConfiguration',
      'PutImageTagMutability',
      'PutLifecyclePolicy',
      'SetRepositoryPolicy',
      'StartImageScan',
      'StartLifecyclePolicyPreview',
      'UpdateImageStorageClass',
      'UploadLayerPart',
    ].map((operation) => [operation, repository]),
  ),
  BatchGetRepositoryScanningConfiguration: repositories,
  ListTagsForResource: byArn('resourceArn'),
  TagResource: byArn('resourceArn'),
  UntagResource: byArn('resourceArn'),
  DescribeRepositories: repositories,
};

/** Where a call is about a group, IAM compares a stream without a name. */
const logStream: Row = (input, arn) => {
  const group =
    text(input, 'logGroupName') || text(input, 'logGroupIdentifier').replace(/^.*:log-group:/, '');
  return [arn('log-group:', `${group}:log-stream:${text(input, 'logStreamName')}`)];
};

const logs: Readonly<Record<string, Row>> = {
  CreateLogGroup: logStream,
  DeleteLogGroup: logStream,
  AssociateKmsKey: logStream,
  DisassociateKmsKey: logStream,
  DeleteRetentionPolicy: logStream,
  PutRetentionPolicy: logStream,
  ListTagsForResource: byArn('resourceArn'),
  TagResource: byArn('resourceArn'),
  UntagResource: byArn('resourceArn'),
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
  ListTagsForResource: byArn('ResourceARN'),
  TagResource: byArn('ResourceARN'),
  UntagResource: byArn('ResourceARN'),
};

const prioritized: Row = ({ RulePriorities }) =>
  ((Array.isArray(RulePriorities) ? RulePriorities : []) as readonly Input[]).map((each) =>
    text(each, 'RuleArn'),
  );

/** What names one thing by its ARN; the listener or load balancer that something is added to counts for it. */
const elbv2: Readonly<Record<string, Row>> = {
  SetRulePriorities: prioritized,
  ...Object.fromEntries(
    Object.entries({
      LoadBalancerArn: [
        ...['CreateListener', 'DeleteLoadBalancer', 'ModifyLoadBalancerAttributes'],
        ...['SetIpAddressType', 'SetSecurityGroups', 'SetSubnets'],
      ],
      TargetGroupArn: ['DeleteTargetGroup', 'ModifyTargetGroup', 'ModifyTargetGroupAttributes'],
      ListenerArn: [
        ...['CreateRule', 'DeleteListener', 'ModifyListener', 'ModifyListenerAttributes'],
        ...['AddListenerCertificates', 'RemoveListenerCertificates'],
      ],
      RuleArn: ['DeleteRule', 'ModifyRule'],
      ResourceArns: ['AddTags', 'RemoveTags'],
    }).flatMap(([member, operations]) => operations.map((operation) => [operation, byArn(member)])),
  ),
};

const scalableTarget: Row = (input, arn) => [
  arn('scalable-target/', scalableTargetId(text(input, 'ResourceId'))),
];

const autoscaling: Readonly<Record<string, Row>> = {
  RegisterScalableTarget: scalableTarget,
  DeregisterScalableTarget: scalableTarget,
  PutScalingPolicy: scalableTarget,
  DeleteScalingPolicy: scalableTarget,
  ListTagsForResource: byArn('ResourceARN'),
  TagResource: byArn('ResourceARN'),
  UntagResource: byArn('ResourceARN'),
};

export const rows: Readonly<Record<ServiceId, Readonly<Record<string, Row>>>> = {
  ecs,
  ecr,
  logs,
  cloudwatch,
  elbv2,
  autoscaling,
  inspector2: {},
  sts: {},
};
