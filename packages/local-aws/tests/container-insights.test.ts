/** What Container Insights counts of services, in the clusters that have it. */
import { afterEach, expect, test } from '@jest/globals';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { ECS } from '@aws-sdk/client-ecs';
import { virtualClock } from '../src/clock.ts';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

const world = `
clusters: [{ name: harbour }]
repositories: [{ name: web, tags: [v1] }]
images: [{ repository: web, behaviour: [{ at: 1s, answers: 200 }] }]
taskDefinitions:
  - family: web
    containerDefinitions: [{ name: app, image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:v1' }]
services: [{ name: web, cluster: harbour, taskDefinition: web, desiredCount: 2 }]
`;

const opened: LocalAws[] = [];
afterEach(async () => {
  for (const cloud of opened.splice(0)) await cloud.close();
});

test('tasks are counted at every full minute, from when a cluster has it until it has not', async () => {
  const clock = virtualClock();
  const cloud = await startLocalAws({ world: readWorld(world, 'test.yaml'), clock });
  opened.push(cloud);
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const settings = { endpoint: cloud.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  const [ecs, cloudwatch] = [new ECS(settings), new CloudWatch(settings)];
  const insights = (value: string) =>
    ecs.updateClusterSettings({ cluster: 'harbour', settings: [{ name: 'containerInsights', value }] });
  const counted = async (MetricName: string) => {
    const { Datapoints = [] } = await cloudwatch.getMetricStatistics({
      ...{ Namespace: 'ECS/ContainerInsights', MetricName, Period: 60, Statistics: ['Maximum'] },
      Dimensions: [
        { Name: 'ClusterName', Value: 'harbour' },
        { Name: 'ServiceName', Value: 'web' },
      ],
      ...{ StartTime: new Date(0), EndTime: new Date(clock.now() + 1) },
    });
    return Datapoints.map(({ Maximum }) => Maximum);
  };
  clock.advance(120_000);
  await insights('enhanced');
  expect(await counted('RunningTaskCount')).toEqual([]);
  clock.advance(120_000);
  expect(await counted('RunningTaskCount')).toEqual([2, 2]);
  await ecs.updateService({ cluster: 'harbour', service: 'web', desiredCount: 3 });
  clock.advance(60_000);
  expect(await counted('DesiredTaskCount')).toEqual([2, 2, 3]);
  expect(await counted('PendingTaskCount')).toHaveLength(3);
  await insights('disabled');
  clock.advance(180_000);
  expect(await counted('DesiredTaskCount')).toHaveLength(3);
});
