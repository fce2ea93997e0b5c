/** Application Auto Scaling over the wire: scalable targets, their policies and alarms, and what ECS is made to want. */
import { afterEach, describe, expect, test } from '@jest/globals';
import * as autoscaling from '@aws-sdk/client-application-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { virtualClock } from '../src/clock.ts';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

const world = `
clusters: [{ name: harbour }]
repositories: [{ name: web }]
images: [{ repository: web, behaviour: [{ at: 1s, answers: 200 }] }]
loadBalancers: [{ name: front, targetGroup: { name: api } }]
taskDefinitions:
  - family: web
    containerDefinitions: [{ name: app, image: web, portMappings: [{ containerPort: 80 }] }]
services: [{ name: web, cluster: harbour, taskDefinition: web, desiredCount: 1 }]
`;

const opened: LocalAws[] = [];
afterEach(async () => {
  for (const cloud of opened.splice(0)) await cloud.close();
});

async function open() {
  const clock = virtualClock();
  const cloud = await startLocalAws({ world: readWorld(world, 'test.yaml'), clock });
  opened.push(cloud);
  const settings = {
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  };
  const client = new autoscaling.ApplicationAutoScaling(settings);
  return {
    clock,
    client,
    cloudwatch: new cloudwatch.CloudWatch(settings),
    ecs: new ecs.ECS(settings),
    elb: new elb.ElasticLoadBalancingV2(settings),
    register: (min: number | undefined, max: number | undefined, more: object = {}) =>
      client.registerScalableTarget({ ...web, MinCapacity: min, MaxCapacity: max, ...more }),
    desired: () => cloud.ecs.services.find(({ name }) => name === 'web')?.desiredCount,
  };
}

type Account = Awaited<ReturnType<typeof open>>;

const web = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/harbour/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;
const named =
  'service namespace: ecs, resource ID: service/harbour/web, scalable dimension: ecs:service:DesiredCount';

const tracking = (config: Partial<autoscaling.TargetTrackingScalingPolicyConfiguration>) => ({
  ...web,
  PolicyName: 'web-cpu',
  PolicyType: 'TargetTrackingScaling' as const,
  TargetTrackingScalingPolicyConfiguration: { TargetValue: 60, ...config },
});
const cpu = {
  PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
} as const;

describe('a scalable target', () => {
  test('is told as it was registered, with its tags, and changed by registering it again', async () => {
    const { client, register } = await open();
    const { ScalableTargetARN } = await register(1, 4, { Tags: { team: 'harbour' } });
    expect(ScalableTargetARN).toMatch(
      /^arn:aws:application-autoscaling:us-east-1:\d{12}:scalable-target\/[0-9a-f]{36}$/,
    );
    await register(undefined, 6);
    const { ScalableTargets } = await client.describeScalableTargets({ ServiceNamespace: 'ecs' });
    expect(ScalableTargets).toMatchObject([{ ...web, MinCapacity: 1, MaxCapacity: 6, ScalableTargetARN }]);
    await client.tagResource({ ResourceARN: ScalableTargetARN, Tags: { stack: 'front' } });
    await client.untagResource({ ResourceARN: ScalableTargetARN, TagKeys: ['team'] });
    const { Tags } = await client.listTagsForResource({ ResourceARN: ScalableTargetARN });
    expect(Tags).toEqual({ stack: 'front' });
    const other = await client.describeScalableTargets({
      ServiceNamespace: 'ecs',
      ResourceIds: ['service/a/b'],
    });
    expect(other.ScalableTargets).toEqual([]);
  });

  test('brings the desired count between its bounds at once, and tells so', async () => {
    const { client, register, desired } = await open();
    await register(2, 4);
    expect(desired()).toBe(2);
    await register(0, 1);
    expect(desired()).toBe(1);
    await register(0, 3);
    expect(desired()).toBe(1);
    const { ScalingActivities } = await client.describeScalingActivities({ ServiceNamespace: 'ecs' });
    expect(ScalingActivities).toMatchObject([
      { Description: 'Setting desired count to 1.', Cause: 'maximum capacity was set to 1' },
      {
        ...{ ...web, Cause: 'minimum capacity was set to 2', StatusCode: 'Successful' },
        StatusMessage: 'Successfully set desired count to 2. Change successfully fulfilled by ecs.',
      },
    ]);
  });

  test('goes with its policies and their alarms, when it is deregistered or its service is deleted', async () => {
    const account = await open();
    const alarms = async () => (await account.cloudwatch.describeAlarms({})).MetricAlarms?.length;
    for (const end of [
      () => account.client.deregisterScalableTarget(web),
      () => account.ecs.deleteService({ cluster: 'harbour', service: 'web', force: true }),
    ]) {
      await account.register(1, 4);
      await account.client.putScalingPolicy(tracking(cpu));
      expect(await alarms()).toBe(2);
      await end();
      expect(await alarms()).toBe(0);
      const left = await account.client.describeScalableTargets({ ServiceNamespace: 'ecs' });
      expect(left.ScalableTargets).toEqual([]);
    }
  });

  test('that ECS refuses to scale tells so, and is there all the same', async () => {
    const { client, ecs: cluster, elb: balancers, register, desired } = await open();
    const targetGroupArn = (await balancers.describeTargetGroups({})).TargetGroups?.[0]?.TargetGroupArn;
    await cluster.createService({
      ...{ cluster: 'harbour', serviceName: 'api', taskDefinition: 'web', desiredCount: 0 },
      loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }],
    });
    const { LoadBalancers = [] } = await balancers.describeLoadBalancers({});
    await balancers.deleteLoadBalancer({ LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn });
    const api = { ...web, ResourceId: 'service/harbour/api' };
    await client.registerScalableTarget({ ...api, MinCapacity: 2, MaxCapacity: 4 });
    const { ScalingActivities } = await client.describeScalingActivities({ ...api });
    expect(ScalingActivities).toMatchObject([
      {
        StatusCode: 'Failed',
        StatusMessage: expect.stringMatching(
          /^Failed to set desired count to 2\. Reason: The target group with targetGroupArn \S+ does not have an associated load balancer\. \(Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException\)$/,
        ),
      },
    ]);
    await register(3, 4);
    expect(desired()).toBe(3);
  });

  const bounds = { MinCapacity: 1, MaxCapacity: 2 };
  test.each<[string, object, string]>([
    [
      'no service',
      { ...bounds, ResourceId: 'service/harbour/api' },
      "ECS service doesn't exist: service/harbour/api",
    ],
    [
      'no service id',
      { ...bounds, ResourceId: 'table/a' },
      'Unsupported service namespace, resource type or scalable dimension',
    ],
    [
      'another namespace',
      { ...bounds, ServiceNamespace: 'dynamodb' },
      'Unsupported service namespace, resource type or scalable dimension',
    ],
    ['too few bounds', { MinCapacity: 1 }, 'A new scalable target needs MinCapacity and MaxCapacity.'],
    [
      'bounds in the wrong order',
      { MinCapacity: 3, MaxCapacity: 2 },
      'Maximum capacity cannot be less than minimum capacity',
    ],
    ['a negative bound', { MinCapacity: -1, MaxCapacity: 2 }, 'Minimum capacity cannot be less than 0'],
  ])('is refused with %s', async (_name, request, message) => {
    const { client } = await open();
    await expect(client.registerScalableTarget({ ...web, ...request })).rejects.toMatchObject({
      name: 'ValidationException',
      message,
    });
  });

  test('is refused tags of its own when it is there already, and questions when it is not', async () => {
    const { client, register } = await open();
    await expect(client.deregisterScalableTarget(web)).rejects.toMatchObject({
      name: 'ObjectNotFoundException',
      message: `No scalable target found for ${named}`,
    });
    await expect(client.putScalingPolicy(tracking(cpu))).rejects.toMatchObject({
      name: 'ObjectNotFoundException',
      message: `No scalable target registered for ${named}`,
    });
    await expect(client.listTagsForResource({ ResourceARN: 'arn:a' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await register(1, 2);
    await expect(register(1, 2, { Tags: { team: 'quay' } })).rejects.toMatchObject({
      message: expect.stringContaining(
        'To update tags on an existing scalable target, use the TagResource API.',
      ),
    });
    await expect(client.deleteScalingPolicy({ ...web, PolicyName: 'a' })).rejects.toMatchObject({
      message: `No scaling policy found for ${named}, policy name: a`,
    });
  });
});

describe('a policy of target tracking', () => {
  test('makes two alarms under the names that AWS gives them', async () => {
    const { client, register, cloudwatch: watch } = await open();
    await register(1, 4);
    const { PolicyARN, Alarms } = await client.putScalingPolicy(tracking(cpu));
    expect(PolicyARN).toMatch(
      /^arn:aws:autoscaling:us-east-1:\d{12}:scalingPolicy:[0-9a-f-]{36}:resource\/ecs\/service\/harbour\/web:policyName\/web-cpu$/,
    );
    const { MetricAlarms = [] } = await watch.describeAlarms({
      AlarmNamePrefix: 'TargetTracking-service/harbour/web-',
    });
    expect(MetricAlarms.map(({ AlarmName, AlarmArn }) => ({ AlarmName, AlarmARN: AlarmArn }))).toEqual(
      Alarms,
    );
    const shared = {
      AlarmActions: [PolicyARN],
      AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${PolicyARN ?? ''}.`,
      Dimensions: [
        { Name: 'ClusterName', Value: 'harbour' },
        { Name: 'ServiceName', Value: 'web' },
      ],
      ...{
        Namespace: 'AWS/ECS',
        MetricName: 'CPUUtilization',
        Statistic: 'Average',
        Unit: 'Percent',
        Period: 60,
      },
    };
    expect(MetricAlarms).toMatchObject([
      {
        ...{ ...shared, ComparisonOperator: 'GreaterThanThreshold', Threshold: 60, EvaluationPeriods: 3 },
        AlarmName: expect.stringMatching(/web-AlarmHigh-[0-9a-f-]{36}$/),
      },
      {
        ...{ ...shared, ComparisonOperator: 'LessThanThreshold', Threshold: 54, EvaluationPeriods: 15 },
        AlarmName: expect.stringMatching(/web-AlarmLow-[0-9a-f-]{36}$/),
      },
    ]);
  });

  test('keeps its ARN when it is put again, and has one alarm where scaling in is disabled', async () => {
    const { client, register, cloudwatch: watch } = await open();
    await register(1, 4);
    const before = await client.putScalingPolicy(tracking(cpu));
    const after = await client.putScalingPolicy(tracking({ ...cpu, TargetValue: 80, DisableScaleIn: true }));
    expect(after.PolicyARN).toBe(before.PolicyARN);
    expect(after.Alarms).toEqual(before.Alarms?.slice(0, 1));
    const { ScalingPolicies } = await client.describeScalingPolicies({ ...web });
    expect(ScalingPolicies).toMatchObject([
      { TargetTrackingScalingPolicyConfiguration: { TargetValue: 80 } },
    ]);
    expect((await watch.describeAlarms({})).MetricAlarms).toMatchObject([{ Threshold: 80 }]);
    await client.deleteScalingPolicy({ ...web, PolicyName: 'web-cpu' });
    expect((await watch.describeAlarms({})).MetricAlarms).toEqual([]);
    expect((await client.describeScalingPolicies({ ...web })).ScalingPolicies).toEqual([]);
  });

  const requests = (ResourceLabel: string | undefined) => ({
    PredefinedMetricSpecification: {
      PredefinedMetricType: 'ALBRequestCountPerTarget',
      ResourceLabel,
    } as const,
  });

  test('watches the requests of its target group', async () => {
    const { client, register, cloudwatch: watch } = await open();
    await register(1, 4);
    await client.putScalingPolicy(
      tracking(requests('app/front/0123456789abcdef/targetgroup/web/0123456789abcdef')),
    );
    expect((await watch.describeAlarms({})).MetricAlarms?.[0]).toMatchObject({
      ...{ Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCountPerTarget', Statistic: 'Sum' },
      Dimensions: [{ Name: 'TargetGroup', Value: 'targetgroup/web/0123456789abcdef' }],
    });
  });

  test.each<[string, object, string]>([
    [
      'no label',
      tracking(requests(undefined)),
      'Resource label should be specified for predefined metric type ALBRequestCountPerTarget',
    ],
    [
      'a wrong label',
      tracking(requests('web')),
      'The resource label web names no load balancer and target group.',
    ],
    [
      'no metric',
      tracking({}),
      'Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification is needed.',
    ],
    [
      'no configuration',
      { ...web, PolicyName: 'a', PolicyType: 'TargetTrackingScaling' },
      'A policy of the type TargetTrackingScaling needs its own configuration, and no other one.',
    ],
    [
      'a metric that is tracked',
      { ...tracking(cpu), PolicyName: 'b' },
      'Only one TargetTrackingScaling policy for a given metric specification is allowed.',
    ],
  ])('is refused with %s', async (_name, request, message) => {
    const { client, register } = await open();
    await register(1, 4);
    await client.putScalingPolicy(tracking(cpu));
    await expect(
      client.putScalingPolicy(request as autoscaling.PutScalingPolicyCommandInput),
    ).rejects.toMatchObject({ name: 'ValidationException', message });
  });
});

/** A metric that anybody can put in, so that a test can move it. */
const queue = {
  CustomizedMetricSpecification: { Namespace: 'Harbour', MetricName: 'Waiting', Statistic: 'Average' },
  TargetValue: 10,
  ScaleOutCooldown: 120,
} as const;

/** So many minutes pass in which the queue was so long. */
async function wait({ clock, cloudwatch: watch }: Account, minutes: number, Value: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await watch.putMetricData({ Namespace: 'Harbour', MetricData: [{ MetricName: 'Waiting', Value }] });
    clock.advance(60_000);
  }
}

describe('what is measured', () => {
  test('scales out in proportion, no further than the maximum, and in again when it was low for long', async () => {
    const account = await open();
    await account.register(1, 6);
    await account.client.putScalingPolicy({ ...tracking(queue), PolicyName: 'queue' });
    await wait(account, 2, 25);
    expect(account.desired()).toBe(1);
    await wait(account, 2, 25);
    expect(account.desired()).toBe(3);
    await wait(account, 4, 95);
    expect(account.desired()).toBe(6);
    await wait(account, 20, 2);
    expect(account.desired()).toBe(2);
    const { ScalingActivities = [] } = await account.client.describeScalingActivities({
      ServiceNamespace: 'ecs',
    });
    expect(ScalingActivities.map(({ Description }) => Description)).toEqual([
      'Setting desired count to 2.',
      'Setting desired count to 6.',
      'Setting desired count to 3.',
    ]);
    expect(ScalingActivities.at(-1)?.Cause).toMatch(
      /^monitor alarm TargetTracking-service\/harbour\/web-AlarmHigh-\S+ in state ALARM triggered policy queue$/,
    );
  });

  test('scales nothing while that is suspended, and nothing by CPU, which nobody measures here', async () => {
    const account = await open();
    await account.register(1, 6, { SuspendedState: { DynamicScalingOutSuspended: true } });
    await account.client.putScalingPolicy({ ...tracking(queue), PolicyName: 'queue' });
    await account.client.putScalingPolicy(tracking(cpu));
    await wait(account, 6, 50);
    expect(account.desired()).toBe(1);
    const { MetricAlarms = [] } = await account.cloudwatch.describeAlarms({
      StateValue: 'INSUFFICIENT_DATA',
    });
    expect(MetricAlarms.map(({ MetricName }) => MetricName)).toEqual(['CPUUtilization', 'CPUUtilization']);
  });
});

test('a policy of steps is kept and told, and scales nothing', async () => {
  const { client, register } = await open();
  await register(1, 4);
  const StepScalingPolicyConfiguration: autoscaling.StepScalingPolicyConfiguration = {
    AdjustmentType: 'ChangeInCapacity',
    StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
  };
  const steps = { ...web, PolicyName: 'steps', StepScalingPolicyConfiguration };
  const { Alarms } = await client.putScalingPolicy(steps);
  expect(Alarms).toEqual([]);
  const { ScalingPolicies } = await client.describeScalingPolicies({ ...web, PolicyNames: ['steps'] });
  expect(ScalingPolicies).toMatchObject([{ PolicyType: 'StepScaling', StepScalingPolicyConfiguration }]);
});
