/** Scaling policies over the wire, and the alarms that target tracking makes. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type {
  PutScalingPolicyCommandInput,
  StepScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import { closeAll, cpu, open, tracking, web } from './scaling-stage.ts';

afterEach(closeAll);

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
    await expect(client.putScalingPolicy(request as PutScalingPolicyCommandInput)).rejects.toMatchObject({
      name: 'ValidationException',
      message,
    });
  });
});

test('a policy of steps is kept and told, and scales nothing', async () => {
  const { client, register } = await open();
  await register(1, 4);
  const StepScalingPolicyConfiguration: StepScalingPolicyConfiguration = {
    AdjustmentType: 'ChangeInCapacity',
    StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
  };
  const steps = { ...web, PolicyName: 'steps', StepScalingPolicyConfiguration };
  const { Alarms } = await client.putScalingPolicy(steps);
  expect(Alarms).toEqual([]);
  const { ScalingPolicies } = await client.describeScalingPolicies({ ...web, PolicyNames: ['steps'] });
  expect(ScalingPolicies).toMatchObject([{ PolicyType: 'StepScaling', StepScalingPolicyConfiguration }]);
});
