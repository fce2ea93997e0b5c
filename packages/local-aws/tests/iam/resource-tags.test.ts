/** Conditions on the tags of resources: what each service tells of them, and what is not tagged. */
import { CloudWatchClient, DeleteAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr';
import { CreateClusterCommand, DeleteClusterCommand, ECSClient } from '@aws-sdk/client-ecs';
import {
  CreateTargetGroupCommand,
  DeleteTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, expect, test } from '@jest/globals';
import { startLocalAws, type LocalAws } from '../../src/local-aws.ts';
import { readWorld } from '../../src/world-file.ts';

let cloud: LocalAws | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

/** The clients of whoever may do everything, and of one who may do it with what has the tag. */
async function opened(...keys: readonly string[]) {
  const statements = [
    { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    ...keys.map((key) => ({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { [key]: 'harbour' } },
    })),
  ];
  const roles = [{ name: 'bound', accessKeyId: 'AKIABOUND', policies: [{ Statement: statements }] }];
  cloud = await startLocalAws({ world: readWorld(JSON.stringify({ roles }), 'test.yaml') });
  const { endpoint } = cloud;
  const as = (accessKeyId: string) => {
    const options = {
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey: 'any' },
      maxAttempts: 1,
    };
    return {
      ecs: new ECSClient(options),
      ecr: new ECRClient(options),
      elb: new ElasticLoadBalancingV2Client(options),
      logs: new CloudWatchLogsClient(options),
      cloudwatch: new CloudWatchClient(options),
    };
  };
  return { endpoint, all: as('AKIAANY'), bound: as('AKIABOUND') };
}

async function isAllowed(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    expect((error as Error).message).toContain('is not authorized to perform');
    return false;
  }
}

const tags = [{ Key: 'Team', Value: 'harbour' }];
const otherTags = [{ Key: 'Team', Value: 'docks' }];

test.each([
  ['aws:ResourceTag/team', 'ecs:ResourceTag/Team'],
  ['ecs:ResourceTag/team', 'aws:ResourceTag/Stage'],
])('a cluster is bound by its tag (%s)', async (...keys) => {
  const { all, bound } = await opened(...keys);
  await all.ecs.send(
    new CreateClusterCommand({ clusterName: 'ours', tags: [{ key: 'Team', value: 'harbour' }] }),
  );
  await all.ecs.send(
    new CreateClusterCommand({ clusterName: 'others', tags: [{ key: 'Team', value: 'docks' }] }),
  );
  await all.ecs.send(new CreateClusterCommand({ clusterName: 'bare' }));
  const remove = (cluster: string) => isAllowed(bound.ecs.send(new DeleteClusterCommand({ cluster })));
  expect([await remove('ours'), await remove('others'), await remove('bare'), await remove('none')]).toEqual([
    ...[true, false, false, false],
  ]);
});

test('a repository, by the API and by the registry', async () => {
  const { endpoint, all, bound } = await opened('ecr:ResourceTag/Team');
  await all.ecr.send(new CreateRepositoryCommand({ repositoryName: 'ours', tags }));
  await all.ecr.send(new CreateRepositoryCommand({ repositoryName: 'others', tags: otherTags }));
  const describe = (repositoryName: string) =>
    isAllowed(bound.ecr.send(new DescribeImagesCommand({ repositoryName })));
  expect([await describe('ours'), await describe('others')]).toEqual([true, false]);
  const { authorizationData } = await bound.ecr.send(new GetAuthorizationTokenCommand({}));
  const headers = { authorization: `Basic ${authorizationData?.[0]?.authorizationToken ?? ''}` };
  const list = async (name: string) => (await fetch(`${endpoint}/v2/${name}/tags/list`, { headers })).status;
  expect([await list('ours'), await list('others')]).toEqual([200, 403]);
});

test('a target group, a log group and an alarm', async () => {
  const { all, bound } = await opened('aws:ResourceTag/Team');
  const made = async (Name: string, Tags: typeof tags) =>
    (
      await all.elb.send(
        new CreateTargetGroupCommand({
          Name,
          Port: 80,
          Protocol: 'HTTP',
          VpcId: 'vpc-1',
          TargetType: 'ip',
          Tags,
        }),
      )
    ).TargetGroups?.[0]?.TargetGroupArn;
  const [ours, others] = [await made('ours', tags), await made('others', otherTags)];
  const removeGroup = (TargetGroupArn: string | undefined) =>
    isAllowed(bound.elb.send(new DeleteTargetGroupCommand({ TargetGroupArn })));
  expect([await removeGroup(ours), await removeGroup(others)]).toEqual([true, false]);

  await all.logs.send(new CreateLogGroupCommand({ logGroupName: '/ours', tags: { Team: 'harbour' } }));
  await all.logs.send(new CreateLogGroupCommand({ logGroupName: '/others', tags: { Team: 'docks' } }));
  const removeLog = (logGroupName: string) =>
    isAllowed(bound.logs.send(new DeleteLogGroupCommand({ logGroupName })));
  expect([await removeLog('/ours'), await removeLog('/others')]).toEqual([true, false]);

  const alarm = {
    MetricName: 'm',
    Namespace: 'n',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    Statistic: 'Sum' as const,
    ComparisonOperator: 'GreaterThanThreshold' as const,
  };
  await all.cloudwatch.send(new PutMetricAlarmCommand({ AlarmName: 'ours', ...alarm, Tags: tags }));
  await all.cloudwatch.send(new PutMetricAlarmCommand({ AlarmName: 'others', ...alarm, Tags: otherTags }));
  const removeAlarm = (name: string) =>
    isAllowed(bound.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [name] })));
  expect([await removeAlarm('ours'), await removeAlarm('others')]).toEqual([true, false]);
});

test('what a request tags is not what a resource has', async () => {
  const { bound } = await opened('aws:RequestTag/Team');
  const create = (clusterName: string, value: string) =>
    isAllowed(bound.ecs.send(new CreateClusterCommand({ clusterName, tags: [{ key: 'Team', value }] })));
  expect([await create('ours', 'harbour'), await create('others', 'docks')]).toEqual([true, false]);
  expect(await isAllowed(bound.ecs.send(new DeleteClusterCommand({ cluster: 'ours' })))).toBe(false);
});
