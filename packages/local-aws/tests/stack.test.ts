/**
 * A plain ECS stack, made, changed and removed by the real SDK clients as infrastructure tools do it: load balancer,
 * target group, listener, log group, alarm, repository, cluster, task definition, service.
 */
import { afterEach, describe, expect, test } from '@jest/globals';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { scaledClock } from '../src/clock.ts';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

const opened: LocalAws[] = [];
afterEach(async () => {
  for (const cloud of opened.splice(0)) await cloud.close();
});

async function openAccount() {
  const listening = new Map<string, string>();
  const cloud = await startLocalAws({
    world: readWorld('clusters: []', 'test.yaml'),
    clock: scaledClock(200),
    announce: (label, url) => listening.set(label, url),
  });
  opened.push(cloud);
  const settings = {
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  };
  return {
    listening,
    ecs: new ecs.ECS(settings),
    elb: new elb.ElasticLoadBalancingV2(settings),
    logs: new logs.CloudWatchLogs(settings),
    cloudwatch: new cloudwatch.CloudWatch(settings),
    ecr: new ecr.ECR(settings),
  };
}

type Account = Awaited<ReturnType<typeof openAccount>>;

async function makeBalancer({ elb: client }: Account) {
  const made = await client.createLoadBalancer({
    Name: 'harbour',
    Subnets: ['subnet-a', 'subnet-b'],
    SecurityGroups: ['sg-a'],
    Tags: [{ Key: 'stack', Value: 'harbour' }],
  });
  return made.LoadBalancers?.[0]?.LoadBalancerArn ?? '';
}

async function makeGroup({ elb: client }: Account, Name: string) {
  const made = await client.createTargetGroup({
    Name,
    Port: 8080,
    Protocol: 'HTTP',
    TargetType: 'ip',
    VpcId: 'vpc-a',
    HealthCheckPath: '/healthz',
    HealthCheckIntervalSeconds: 5,
    HealthCheckTimeoutSeconds: 2,
  });
  return made.TargetGroups?.[0]?.TargetGroupArn ?? '';
}

const forwardTo = (TargetGroupArn: string): elb.Action[] => [{ Type: 'forward', TargetGroupArn }];

describe('a load balancer', () => {
  test('is told as it was made, with what belongs to it', async () => {
    const account = await openAccount();
    const balancer = await makeBalancer(account);
    const group = await makeGroup(account, 'web');
    await account.elb.createListener({
      LoadBalancerArn: balancer,
      Port: 0,
      Protocol: 'HTTP',
      DefaultActions: forwardTo(group),
    });
    expect((await account.elb.describeLoadBalancers({ Names: ['harbour'] })).LoadBalancers).toMatchObject([
      { Scheme: 'internet-facing', Type: 'application', SecurityGroups: ['sg-a'], State: { Code: 'active' } },
    ]);
    expect(
      (await account.elb.describeTargetGroups({ LoadBalancerArn: balancer })).TargetGroups,
    ).toMatchObject([
      { TargetGroupName: 'web', VpcId: 'vpc-a', HealthCheckIntervalSeconds: 5, LoadBalancerArns: [balancer] },
    ]);
    const tags = await account.elb.describeTags({ ResourceArns: [balancer] });
    expect(tags.TagDescriptions?.[0]?.Tags).toEqual([{ Key: 'stack', Value: 'harbour' }]);
  });

  test('keeps its attributes; the deregistration delay of a target group is one', async () => {
    const account = await openAccount();
    const TargetGroupArn = await makeGroup(account, 'web');
    const delay = { Key: 'deregistration_delay.timeout_seconds', Value: '10' };
    expect((await account.elb.describeTargetGroupAttributes({ TargetGroupArn })).Attributes).toContainEqual({
      ...delay,
      Value: '300',
    });
    await account.elb.modifyTargetGroupAttributes({ TargetGroupArn, Attributes: [delay] });
    expect((await account.elb.describeTargetGroupAttributes({ TargetGroupArn })).Attributes).toContainEqual(
      delay,
    );
    await account.elb.modifyTargetGroup({ TargetGroupArn, UnhealthyThresholdCount: 7 });
    const { TargetGroups } = await account.elb.describeTargetGroups({ TargetGroupArns: [TargetGroupArn] });
    expect(TargetGroups).toMatchObject([
      { UnhealthyThresholdCount: 7, HealthCheckPath: '/healthz', HealthCheckPort: 'traffic-port' },
    ]);
  });

  test('tells the port that its health checks are to ask, and refuses one that is none', async () => {
    const account = await openAccount();
    const TargetGroupArn = await makeGroup(account, 'web');
    const { TargetGroups } = await account.elb.modifyTargetGroup({ TargetGroupArn, HealthCheckPort: '9090' });
    expect(TargetGroups).toMatchObject([{ HealthCheckPort: '9090' }]);
    const { TargetHealthDescriptions } = await account.elb.describeTargetHealth({
      ...{ TargetGroupArn, Targets: [{ Id: '10.0.0.5' }] },
    });
    expect(TargetHealthDescriptions).toMatchObject([{ HealthCheckPort: '9090' }]);
    await expect(
      account.elb.modifyTargetGroup({ TargetGroupArn, HealthCheckPort: 'http' }),
    ).rejects.toMatchObject({ message: "Health check port 'http' is not valid" });
  });

  test('sends a request where the first rule that fits says, and answers some itself', async () => {
    const account = await openAccount();
    const group = await makeGroup(account, 'web');
    const { Listeners } = await account.elb.createListener({
      LoadBalancerArn: await makeBalancer(account),
      Port: 0,
      DefaultActions: forwardTo(group),
    });
    const ListenerArn = Listeners?.[0]?.ListenerArn;
    const rule = (Priority: number, path: string, Actions: elb.Action[]) =>
      account.elb.createRule({
        ListenerArn,
        Priority,
        Conditions: [{ Field: 'path-pattern', Values: [path] }],
        Actions,
      });
    const FixedResponseConfig = { StatusCode: '410', ContentType: 'text/plain', MessageBody: 'gone' };
    await rule(20, '/old/*', [
      { Type: 'redirect', RedirectConfig: { Path: '/new', StatusCode: 'HTTP_301' } },
    ]);
    await rule(10, '/old/gone', [{ Type: 'fixed-response', FixedResponseConfig }]);
    const url = account.listening.get('harbour:0') ?? '';
    const gone = await fetch(`${url}/old/gone`);
    expect([gone.status, await gone.text()]).toEqual([410, 'gone']);
    const moved = await fetch(`${url}/old/harbour?a=1`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([301, `${url}/new?a=1`]);
    // No target is there.
    expect((await fetch(`${url}/`)).status).toBe(503);
    await expect(rule(10, '/again', forwardTo(group))).rejects.toMatchObject({
      name: 'PriorityInUseException',
    });
  });

  test('keeps a target group from being deleted until its listener is', async () => {
    const account = await openAccount();
    const TargetGroupArn = await makeGroup(account, 'web');
    const LoadBalancerArn = await makeBalancer(account);
    const { Listeners } = await account.elb.createListener({
      LoadBalancerArn,
      Port: 0,
      DefaultActions: forwardTo(TargetGroupArn),
    });
    await expect(account.elb.deleteTargetGroup({ TargetGroupArn })).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
    await account.elb.deleteListener({ ListenerArn: Listeners?.[0]?.ListenerArn });
    await expect(fetch(account.listening.get('harbour:0') ?? '')).rejects.toThrow();
    await account.elb.deleteTargetGroup({ TargetGroupArn });
    await account.elb.deleteLoadBalancer({ LoadBalancerArn });
    expect((await account.elb.describeLoadBalancers()).LoadBalancers).toEqual([]);
  });

  test.each<[string, (account: Account) => Promise<unknown>]>([
    [
      'network load balancers',
      ({ elb: client }) => client.createLoadBalancer({ Name: 'harbour', Type: 'network' }),
    ],
    [
      'target groups of instances',
      ({ elb: client }) => client.createTargetGroup({ Name: 'web', Protocol: 'HTTP', Port: 80 }),
    ],
  ])('is not what it can not be: %s are not implemented', async (_what, ask) => {
    await expect(ask(await openAccount())).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});

describe('a service', () => {
  async function makeService(account: Account, targetGroupArn: string) {
    await account.ecs.createCluster({ clusterName: 'harbour' });
    await account.ecs.registerTaskDefinition({
      family: 'web',
      networkMode: 'awsvpc',
      containerDefinitions: [
        { name: 'web', image: 'web:v1', memory: 128, portMappings: [{ containerPort: 8080 }] },
      ],
    });
    return account.ecs.createService({
      cluster: 'harbour',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 1,
      tags: [{ key: 'stack', value: 'harbour' }],
      loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 8080 }],
    });
  }

  test('is refused while no listener sends to its target group', async () => {
    const account = await openAccount();
    await expect(makeService(account, await makeGroup(account, 'web'))).rejects.toThrow(
      'does not have an associated load balancer.',
    );
  });

  test('stands in its cluster until it is deleted, and the cluster can be deleted after it', async () => {
    const account = await openAccount();
    const group = await makeGroup(account, 'web');
    await account.elb.createListener({
      LoadBalancerArn: await makeBalancer(account),
      Port: 0,
      DefaultActions: forwardTo(group),
    });
    const { service } = await makeService(account, group);
    await expect(account.ecs.deleteCluster({ cluster: 'harbour' })).rejects.toMatchObject({
      name: 'ClusterContainsServicesException',
    });
    await account.ecs.tagResource({
      resourceArn: service?.serviceArn,
      tags: [
        { key: 'stack', value: 'quay' },
        { key: 'team', value: 'web' },
      ],
    });
    await account.ecs.untagResource({ resourceArn: service?.serviceArn, tagKeys: ['team'] });
    expect((await account.ecs.listTagsForResource({ resourceArn: service?.serviceArn })).tags).toEqual([
      { key: 'stack', value: 'quay' },
    ]);
    await account.ecs.deleteService({ cluster: 'harbour', service: 'web', force: true });
    await ecs.waitUntilServicesInactive(
      { client: account.ecs, maxWaitTime: 20, minDelay: 1, maxDelay: 1 },
      { cluster: 'harbour', services: ['web'] },
    );
    await account.ecs.deleteCluster({ cluster: 'harbour' });
    const { clusters } = await account.ecs.describeClusters({ clusters: ['harbour'] });
    expect(clusters).toMatchObject([{ status: 'INACTIVE' }]);
    expect((await account.ecs.listClusters({})).clusterArns).toEqual([]);
  });

  test('may stand in a cluster with capacity providers and settings, which are told', async () => {
    const account = await openAccount();
    await account.ecs.createCluster({ clusterName: 'harbour' });
    await account.ecs.putClusterCapacityProviders({
      cluster: 'harbour',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
    });
    const settings = [{ name: 'containerInsights' as const, value: 'enabled' }];
    await account.ecs.updateClusterSettings({ cluster: 'harbour', settings });
    const clusters = ['harbour'];
    const told = await account.ecs.describeClusters({ clusters, include: ['SETTINGS'] });
    expect(told.clusters).toMatchObject([{ settings, capacityProviders: ['FARGATE', 'FARGATE_SPOT'] }]);
    const unasked = await account.ecs.describeClusters({ clusters });
    expect(unasked.clusters).toMatchObject([{ settings: [], tags: [] }]);
  });
});

describe('what stands beside it', () => {
  test('log groups are made once, kept for so many days, tagged and deleted', async () => {
    const { logs: client } = await openAccount();
    const logGroupName = '/ecs/web';
    await client.createLogGroup({ logGroupName, tags: { stack: 'harbour' } });
    await expect(client.createLogGroup({ logGroupName })).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    });
    await client.putRetentionPolicy({ logGroupName, retentionInDays: 30 });
    await expect(client.putRetentionPolicy({ logGroupName, retentionInDays: 31 })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const { logGroups } = await client.describeLogGroups({ logGroupNamePrefix: '/ecs' });
    expect(logGroups).toMatchObject([{ logGroupName, retentionInDays: 30 }]);
    const resourceArn = logGroups?.[0]?.logGroupArn;
    expect(await client.listTagsForResource({ resourceArn })).toMatchObject({ tags: { stack: 'harbour' } });
    await client.deleteLogGroup({ logGroupName });
    expect((await client.describeLogGroups({})).logGroups).toEqual([]);
  });

  test('repositories keep settings, policies and tags, and are deleted with their images by force only', async () => {
    const { ecr: client } = await openAccount();
    const repositoryName = 'web';
    const made = await client.createRepository({
      repositoryName,
      tags: [{ Key: 'stack', Value: 'harbour' }],
    });
    const resourceArn = made.repository?.repositoryArn;
    await client.putImageTagMutability({ repositoryName, imageTagMutability: 'IMMUTABLE' });
    await client.putImageScanningConfiguration({
      repositoryName,
      imageScanningConfiguration: { scanOnPush: true },
    });
    expect((await client.describeRepositories({})).repositories).toMatchObject([
      { imageTagMutability: 'IMMUTABLE', imageScanningConfiguration: { scanOnPush: true } },
    ]);
    await expect(client.getLifecyclePolicy({ repositoryName })).rejects.toMatchObject({
      name: 'LifecyclePolicyNotFoundException',
    });
    const selection = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 9 };
    const lifecyclePolicyText = JSON.stringify({
      rules: [{ rulePriority: 1, selection, action: { type: 'expire' } }],
    });
    await client.putLifecyclePolicy({ repositoryName, lifecyclePolicyText });
    expect(await client.getLifecyclePolicy({ repositoryName })).toMatchObject({ lifecyclePolicyText });
    expect((await client.listTagsForResource({ resourceArn })).tags).toEqual([
      { Key: 'stack', Value: 'harbour' },
    ]);
    await client.putImage({ repositoryName, imageManifest: emptyIndex, imageTag: 'v1' });
    await expect(client.deleteRepository({ repositoryName })).rejects.toMatchObject({
      name: 'RepositoryNotEmptyException',
    });
    await client.deleteRepository({ repositoryName, force: true });
    expect((await client.describeRepositories({})).repositories).toEqual([]);
  });

  test('alarms have tags', async () => {
    const { cloudwatch: client } = await openAccount();
    await client.putMetricAlarm({
      AlarmName: 'web-5xx',
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_Target_5XX_Count',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
      Tags: [{ Key: 'stack', Value: 'harbour' }],
    });
    const { MetricAlarms } = await client.describeAlarms({});
    const ResourceARN = MetricAlarms?.[0]?.AlarmArn;
    await client.tagResource({ ResourceARN, Tags: [{ Key: 'team', Value: 'web' }] });
    await client.untagResource({ ResourceARN, TagKeys: ['stack'] });
    expect((await client.listTagsForResource({ ResourceARN })).Tags).toEqual([{ Key: 'team', Value: 'web' }]);
  });
});

const emptyIndex = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.index.v1+json',
  manifests: [],
});
