/** Scalable targets over the wire: registered, told, tagged, refused, and what their bounds do at once. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeAll, cpu, named, open, tracking, web } from './scaling-stage.ts';

afterEach(closeAll);

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
