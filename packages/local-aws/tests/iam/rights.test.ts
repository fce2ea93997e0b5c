/** Which rights IAM asks for behind each operation that the local cloud has: a row for every one of them. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { scalableTargetArn } from '../../src/autoscaling/names.ts';
import { rightsOf } from '../../src/iam/rights.ts';
import { startLocalAws, type LocalAws } from '../../src/local-aws.ts';
import type { PassedRole } from '../../src/service.ts';
import type { ServiceId } from '../../src/shapes.ts';
import { readWorld } from '../../src/world-file.ts';

const ecsArn = (rest: string): string => `arn:aws:ecs:eu-west-1:111122223333:${rest}`;
const ecrArn = (name: string): string => `arn:aws:ecr:eu-west-1:111122223333:repository/${name}`;
const logArn = (rest: string): string => `arn:aws:logs:eu-west-1:111122223333:log-group:${rest}`;
const elbArn = (rest: string): string => `arn:aws:elasticloadbalancing:eu-west-1:111122223333:${rest}`;
const alarmArn = (name: string): string => `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`;

const addTags = 'elasticloadbalancing:AddTags';

const inHarbour = { cluster: ecsArn('cluster/harbour') };
const web = ecsArn('service/harbour/web');
const deployment = ecsArn('service-deployment/harbour/web/1');
const repository = { repositoryName: 'web' };

const scalable = { ResourceId: 'service/harbour/web' };
const scalableTarget = scalableTargetArn(
  { account: '111122223333', region: 'eu-west-1' },
  'service/harbour/web',
);

type Row = readonly [operation: string, input: object, ...resources: string[]];

const table: Readonly<Record<Exclude<ServiceId, 'sts'>, readonly Row[]>> = {
  ecs: [
    ['ContinueServiceDeployment', { serviceDeploymentArn: deployment }, deployment, web],
    ['CreateTaskSet', { ...inHarbour, service: 'web' }, web],
    ['DeleteTaskSet', { ...inHarbour, service: 'web', taskSet: '1' }, ecsArn('task-set/harbour/web/1')],
    [
      'DescribeTaskSets',
      { cluster: 'harbour', service: web, taskSets: ['1'] },
      ecsArn('task-set/harbour/web/1'),
    ],
    ['UpdateServicePrimaryTaskSet', { ...inHarbour, service: 'web' }, web],
    ['UpdateTaskSet', { ...inHarbour, service: 'web', taskSet: '1' }, ecsArn('task-set/harbour/web/1')],
    ['CreateCluster', { clusterName: 'harbour' }, ecsArn('cluster/harbour')],
    ['DeleteCluster', inHarbour, ecsArn('cluster/harbour')],
    ['PutClusterCapacityProviders', { cluster: 'harbour' }, ecsArn('cluster/harbour')],
    ['UpdateCluster', { cluster: 'harbour' }, ecsArn('cluster/harbour')],
    ['UpdateClusterSettings', { cluster: 'harbour' }, ecsArn('cluster/harbour')],
    ['ListTagsForResource', { resourceArn: web }, web],
    ['TagResource', { resourceArn: web }, web],
    ['UntagResource', { resourceArn: web }, web],
    ['CreateService', { ...inHarbour, serviceName: 'web' }, web],
    ['DeleteService', { ...inHarbour, service: web }, web],
    ['DeregisterTaskDefinition', { taskDefinition: 'web:1' }, '*'],
    ['DescribeClusters', { clusters: ['a', 'b'] }, ecsArn('cluster/a'), ecsArn('cluster/b')],
    ['DescribeClusters', {}, ecsArn('cluster/default')],
    ['DescribeServiceDeployments', { serviceDeploymentArns: [deployment] }, deployment, web],
    [
      'DescribeServiceRevisions',
      { serviceRevisionArns: [ecsArn('service-revision/harbour/web/2')] },
      ecsArn('service-revision/harbour/web/2'),
      web,
    ],
    ['DescribeServices', { services: ['web'] }, ecsArn('service/default/web')],
    ['DescribeServices', { ...inHarbour, services: ['web', 'api'] }, web, ecsArn('service/harbour/api')],
    ['DescribeTaskDefinition', { taskDefinition: 'web' }, '*'],
    ['DescribeTasks', { cluster: 'harbour', tasks: ['abc'] }, ecsArn('task/harbour/abc')],
    ['ListClusters', {}, '*'],
    ['ListServiceDeployments', { cluster: 'harbour', service: 'web' }, web],
    ['ListServices', inHarbour, '*'],
    ['ListTaskDefinitionFamilies', {}, '*'],
    ['ListTaskDefinitions', { familyPrefix: 'web' }, '*'],
    ['ListTasks', { ...inHarbour, serviceName: 'web' }, '*'],
    ['RegisterTaskDefinition', { family: 'web' }, ecsArn('task-definition/web:*')],
    ['StopServiceDeployment', { serviceDeploymentArn: deployment }, deployment, web],
    ['StopTask', { cluster: 'harbour', task: 'abc' }, ecsArn('task/harbour/abc')],
    ['UpdateService', { ...inHarbour, service: 'web' }, web],
  ],
  ecr: [
    ['BatchCheckLayerAvailability', repository, ecrArn('web')],
    ['BatchDeleteImage', repository, ecrArn('web')],
    ['BatchGetImage', repository, ecrArn('web')],
    ['BatchGetRepositoryScanningConfiguration', { repositoryNames: ['a', 'b'] }, ecrArn('a'), ecrArn('b')],
    ['CreateRepository', repository, ecrArn('web')],
    ['DeleteLifecyclePolicy', repository, ecrArn('web')],
    ['DeleteRepository', repository, ecrArn('web')],
    ['DeleteRepositoryPolicy', repository, ecrArn('web')],
    ['GetLifecyclePolicy', repository, ecrArn('web')],
    ['GetRepositoryPolicy', repository, ecrArn('web')],
    ['PutImageScanningConfiguration', repository, ecrArn('web')],
    ['PutImageTagMutability', repository, ecrArn('web')],
    ['PutLifecyclePolicy', repository, ecrArn('web')],
    ['SetRepositoryPolicy', repository, ecrArn('web')],
    ['ListTagsForResource', { resourceArn: ecrArn('web') }, ecrArn('web')],
    ['TagResource', { resourceArn: ecrArn('web') }, ecrArn('web')],
    ['UntagResource', { resourceArn: ecrArn('web') }, ecrArn('web')],
    ['DescribeImageScanFindings', repository, ecrArn('web')],
    ['DescribeImages', repository, ecrArn('web')],
    ['DescribeRepositories', { repositoryNames: ['a'] }, ecrArn('a')],
    ['DescribeRepositories', {}, ecrArn('*')],
    ['GetAuthorizationToken', {}, '*'],
    ['GetRegistryScanningConfiguration', {}, '*'],
    ['ListImages', repository, ecrArn('web')],
    ['PutImage', repository, ecrArn('web')],
    ['StartImageScan', repository, ecrArn('web')],
    ['CompleteLayerUpload', repository, ecrArn('web')],
    ['GetDownloadUrlForLayer', repository, ecrArn('web')],
    ['GetLifecyclePolicyPreview', repository, ecrArn('web')],
    ['InitiateLayerUpload', repository, ecrArn('web')],
    ['ListImageReferrers', repository, ecrArn('web')],
    ['StartLifecyclePolicyPreview', repository, ecrArn('web')],
    ['UploadLayerPart', repository, ecrArn('web')],
    ['GetAccountSetting', { name: 'BLOB_MOUNTING' }, '*'],
    ['PutAccountSetting', { name: 'BLOB_MOUNTING' }, '*'],
    ...[
      ...['DescribeRegistry', 'PutReplicationConfiguration'],
      ...['GetRegistryPolicy', 'PutRegistryPolicy', 'DeleteRegistryPolicy'],
      ...['CreatePullThroughCacheRule', 'UpdatePullThroughCacheRule', 'DeletePullThroughCacheRule'],
      'DescribePullThroughCacheRules',
    ].map((operation): Row => [operation, {}, '*']),
    ['PutRegistryScanningConfiguration', { scanType: 'ENHANCED' }, '*'],
    ['UpdateImageStorageClass', repository, ecrArn('web')],
  ],
  inspector2: [
    ['BatchGetFindingDetails', { findingArns: ['arn:aws:inspector2:eu-west-1:1:finding/a'] }, '*'],
  ],
  elbv2: [
    ['CreateListener', { LoadBalancerArn: 'arn:a' }, 'arn:a'],
    ['DeleteLoadBalancer', { LoadBalancerArn: 'arn:a' }, 'arn:a'],
    ['ModifyLoadBalancerAttributes', { LoadBalancerArn: 'arn:a' }, 'arn:a'],
    ['DeleteTargetGroup', { TargetGroupArn: 'arn:a' }, 'arn:a'],
    ['ModifyTargetGroup', { TargetGroupArn: 'arn:a' }, 'arn:a'],
    ['ModifyTargetGroupAttributes', { TargetGroupArn: 'arn:a' }, 'arn:a'],
    ['CreateRule', { ListenerArn: 'arn:a' }, 'arn:a'],
    ['DeleteListener', { ListenerArn: 'arn:a' }, 'arn:a'],
    ['ModifyListener', { ListenerArn: 'arn:a' }, 'arn:a'],
    ['ModifyListenerAttributes', { ListenerArn: 'arn:a' }, 'arn:a'],
    ['DeleteRule', { RuleArn: 'arn:a' }, 'arn:a'],
    ['ModifyRule', { RuleArn: 'arn:a' }, 'arn:a'],
    ['AddTags', { ResourceArns: ['arn:a', 'arn:b'] }, 'arn:a', 'arn:b'],
    ['RemoveTags', { ResourceArns: ['arn:a', 'arn:b'] }, 'arn:a', 'arn:b'],
    ['AddListenerCertificates', { ListenerArn: 'arn:a' }, 'arn:a'],
    ['RemoveListenerCertificates', { ListenerArn: 'arn:a' }, 'arn:a'],
    ['SetIpAddressType', { LoadBalancerArn: 'arn:a' }, 'arn:a'],
    ['SetSecurityGroups', { LoadBalancerArn: 'arn:a' }, 'arn:a'],
    ['SetSubnets', { LoadBalancerArn: 'arn:a' }, 'arn:a'],
    ['SetRulePriorities', { RulePriorities: [{ RuleArn: 'arn:a' }, { RuleArn: 'arn:b' }] }, 'arn:a', 'arn:b'],
    ['DescribeListenerCertificates', {}, '*'],
    ['DescribeSSLPolicies', {}, '*'],
    ['CreateLoadBalancer', { Name: 'front' }, elbArn('loadbalancer/app/front/*')],
    ['CreateTargetGroup', { Name: 'web' }, elbArn('targetgroup/web/*')],
    ['DescribeCapacityReservation', {}, '*'],
    ['DescribeListenerAttributes', {}, '*'],
    ['DescribeLoadBalancerAttributes', {}, '*'],
    ['DescribeTags', {}, '*'],
    ['DescribeTargetGroupAttributes', {}, '*'],
    ['DescribeListeners', { LoadBalancerArn: 'arn:lb' }, '*'],
    ['DescribeLoadBalancers', {}, '*'],
    ['DescribeRules', {}, '*'],
    ['DescribeTargetGroups', {}, '*'],
    ['DescribeTargetHealth', { TargetGroupArn: 'arn:tg' }, '*'],
  ],
  cloudwatch: [
    ['DeleteAlarms', { AlarmNames: ['a', 'b'] }, alarmArn('a'), alarmArn('b')],
    ['ListTagsForResource', { ResourceARN: alarmArn('a') }, alarmArn('a')],
    ['TagResource', { ResourceARN: alarmArn('a') }, alarmArn('a')],
    ['UntagResource', { ResourceARN: alarmArn('a') }, alarmArn('a')],
    ['PutDashboard', { DashboardName: 'a' }, 'arn:aws:cloudwatch::111122223333:dashboard/a'],
    ['GetDashboard', { DashboardName: 'a' }, 'arn:aws:cloudwatch::111122223333:dashboard/a'],
    ['DeleteDashboards', { DashboardNames: ['a'] }, 'arn:aws:cloudwatch::111122223333:dashboard/a'],
    ['ListDashboards', {}, '*'],
    ['DescribeAlarms', { AlarmNames: ['a'] }, alarmArn('a')],
    ['DescribeAlarms', {}, alarmArn('*')],
    ['GetMetricData', {}, '*'],
    ['GetMetricStatistics', {}, '*'],
    ['ListMetrics', {}, '*'],
    ['PutMetricAlarm', { AlarmName: 'a' }, alarmArn('a')],
    ['PutMetricData', {}, '*'],
    ['SetAlarmState', { AlarmName: 'a' }, alarmArn('a')],
  ],
  autoscaling: [
    ['RegisterScalableTarget', scalable, scalableTarget],
    ['DeregisterScalableTarget', scalable, scalableTarget],
    ['PutScalingPolicy', scalable, scalableTarget],
    ['DeleteScalingPolicy', scalable, scalableTarget],
    ['DescribeScalableTargets', {}, '*'],
    ['DescribeScalingPolicies', {}, '*'],
    ['DescribeScalingActivities', {}, '*'],
    ['ListTagsForResource', { ResourceARN: scalableTarget }, scalableTarget],
    ['TagResource', { ResourceARN: scalableTarget }, scalableTarget],
    ['UntagResource', { ResourceARN: scalableTarget }, scalableTarget],
  ],
  logs: [
    ['CreateLogGroup', { logGroupName: '/web' }, logArn('/web:log-stream:')],
    ['DeleteLogGroup', { logGroupName: '/web' }, logArn('/web:log-stream:')],
    ['AssociateKmsKey', { logGroupName: '/web' }, logArn('/web:log-stream:')],
    ['DisassociateKmsKey', { logGroupName: '/web' }, logArn('/web:log-stream:')],
    ['DeleteRetentionPolicy', { logGroupName: '/web' }, logArn('/web:log-stream:')],
    ['PutRetentionPolicy', { logGroupName: '/web' }, logArn('/web:log-stream:')],
    ['ListTagsForResource', { resourceArn: logArn('/web') }, logArn('/web')],
    ['TagResource', { resourceArn: logArn('/web') }, logArn('/web')],
    ['UntagResource', { resourceArn: logArn('/web') }, logArn('/web')],
    ['DescribeLogGroups', {}, logArn(':log-stream:')],
    ['DescribeLogStreams', { logGroupName: '/web' }, logArn('/web:log-stream:')],
    ['FilterLogEvents', { logGroupIdentifier: logArn('/web') }, logArn('/web:log-stream:')],
    ['GetLogEvents', { logGroupName: '/web', logStreamName: 'app/1' }, logArn('/web:log-stream:app/1')],
  ],
};

const prefixes = {
  ecs: 'ecs',
  ecr: 'ecr',
  elbv2: 'elasticloadbalancing',
  cloudwatch: 'cloudwatch',
  inspector2: 'inspector2',
  logs: 'logs',
  autoscaling: 'application-autoscaling',
};
const context = { account: '111122223333', region: 'eu-west-1' };

const asked = (id: ServiceId, operation: string, input: object, roles: readonly PassedRole[] = []) =>
  rightsOf(
    { service: { id, rolesPassed: () => roles }, operation, context },
    input as Readonly<Record<string, unknown>>,
  );

const rights = (...call: Parameters<typeof asked>) =>
  asked(...call).map(({ action, resource }) => ({ action, resource }));

describe.each(Object.entries(table) as [keyof typeof table, readonly Row[]][])('%s', (id, rows) => {
  test.each(rows)('%s of %j', (operation, input, ...resources) => {
    // The one operation that IAM knows by another name.
    const right = operation === 'ListImageReferrers' ? 'BatchGetImage' : operation;
    const action = `${prefixes[id]}:${right}`;
    expect(rights(id, operation, input)).toEqual(resources.map((resource) => ({ action, resource })));
  });
});

describe('besides its own action', () => {
  const Tags = [{ Key: 'team', Value: 'harbour' }];
  const tags = [{ key: 'team', value: 'harbour' }];
  const balancer = elbArn('loadbalancer/app/front/50dc6c495c0c9188');
  const listener = elbArn('listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2');

  test.each<[ServiceId, string, object, string, string]>([
    [
      'ecs',
      'RegisterTaskDefinition',
      { family: 'web', tags },
      'ecs:TagResource',
      ecsArn('task-definition/web:*'),
    ],
    ['ecs', 'CreateCluster', { clusterName: 'harbour', tags }, 'ecs:TagResource', ecsArn('cluster/harbour')],
    ['ecs', 'CreateService', { ...inHarbour, serviceName: 'web', tags }, 'ecs:TagResource', web],
    ['ecr', 'CreateRepository', { ...repository, tags: Tags }, 'ecr:TagResource', ecrArn('web')],
    ['elbv2', 'CreateLoadBalancer', { Name: 'front', Tags }, addTags, elbArn('loadbalancer/app/front/*')],
    ['elbv2', 'CreateTargetGroup', { Name: 'web', Tags }, addTags, elbArn('targetgroup/web/*')],
    [
      'elbv2',
      'CreateListener',
      { LoadBalancerArn: balancer, Tags },
      addTags,
      elbArn('listener/app/front/50dc6c495c0c9188/*'),
    ],
    [
      'elbv2',
      'CreateRule',
      { ListenerArn: listener, Tags },
      addTags,
      elbArn('listener-rule/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2/*'),
    ],
    [
      'logs',
      'CreateLogGroup',
      { logGroupName: '/web', tags: { team: 'harbour' } },
      'logs:TagResource',
      logArn('/web'),
    ],
    ['cloudwatch', 'PutMetricAlarm', { AlarmName: 'a', Tags }, 'cloudwatch:TagResource', alarmArn('a')],
    [
      'autoscaling',
      'RegisterScalableTarget',
      { ...scalable, Tags: { team: 'harbour' } },
      'application-autoscaling:TagResource',
      scalableTarget,
    ],
  ])('whoever calls %s %s with tags must be allowed to tag', (id, operation, input, action, resource) => {
    const [own, tagging, ...more] = asked(id, operation, input);
    const tagKeys = { 'aws:requesttag/team': ['harbour'], 'aws:tagkeys': ['team'] };
    expect(own?.keys).toMatchObject(tagKeys);
    expect(tagging).toMatchObject({ action, resource, keys: tagKeys });
    expect(more).toEqual([]);
    const without = Object.fromEntries(Object.entries(input).filter(([name]) => !/^tags$/i.test(name)));
    expect(asked(id, operation, without)).toHaveLength(1);
  });

  test('conditions may look at what is being made', () => {
    const [, ecs] = asked('ecs', 'CreateCluster', { tags });
    expect(ecs?.keys).toMatchObject({ 'ecs:createaction': ['CreateCluster'] });
    const [, elb] = asked('elbv2', 'CreateTargetGroup', { Name: 'web', Tags });
    expect(elb?.keys).toMatchObject({ 'elasticloadbalancing:createaction': ['CreateTargetGroup'] });
  });

  test('whoever hands on roles must be allowed to pass each of them', () => {
    const roles = [
      { arn: 'arn:role/a', service: 'ecs-tasks.amazonaws.com' },
      { arn: 'arn:role/b', service: 'ecs.amazonaws.com' },
    ];
    expect(asked('ecs', 'RegisterTaskDefinition', {}, roles).slice(1)).toEqual([
      {
        action: 'iam:PassRole',
        resource: 'arn:role/a',
        keys: { 'iam:passedtoservice': ['ecs-tasks.amazonaws.com'] },
      },
      {
        action: 'iam:PassRole',
        resource: 'arn:role/b',
        keys: { 'iam:passedtoservice': ['ecs.amazonaws.com'] },
      },
    ]);
  });
});

test('nobody needs a right to ask who they are', () => {
  expect(rights('sts', 'GetCallerIdentity', {})).toEqual([]);
});

let cloud: LocalAws;
beforeAll(async () => {
  cloud = await startLocalAws({ world: readWorld('', 'test.yaml') });
});
afterAll(() => cloud.close());

test('every operation of the local cloud has its row', () => {
  for (const [id, prefix] of Object.entries(prefixes)) {
    const listed = new Set(table[id as keyof typeof table].map(([operation]) => operation));
    expect((cloud.operations[prefix] ?? []).filter((operation) => !listed.has(operation))).toEqual([]);
  }
});
