/** What the tests of Application Auto Scaling share: a cloud in virtual time with one service, and clients of it. */
import * as autoscaling from '@aws-sdk/client-application-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { virtualClock } from '../../src/clock.ts';
import { startLocalAws, type LocalAws } from '../../src/local-aws.ts';
import { readWorld } from '../../src/world-file.ts';

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
/** For `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const cloud of opened.splice(0)) await cloud.close();
}

export async function open() {
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

export type Account = Awaited<ReturnType<typeof open>>;

export const web = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/harbour/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;
/** How a refusal names it. */
export const named =
  'service namespace: ecs, resource ID: service/harbour/web, scalable dimension: ecs:service:DesiredCount';

export const tracking = (config: Partial<autoscaling.TargetTrackingScalingPolicyConfiguration>) => ({
  ...web,
  PolicyName: 'web-cpu',
  PolicyType: 'TargetTrackingScaling' as const,
  TargetTrackingScalingPolicyConfiguration: { TargetValue: 60, ...config },
});
export const cpu = {
  PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
} as const;
