/** From an alarm to a rollback: CloudWatch's alarm of the world is raised, and ECS goes back by it. */
import { afterEach, expect, test } from '@jest/globals';
import { ECSClient, RegisterTaskDefinitionCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { virtualClock } from '../src/clock.ts';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

let cloud: LocalAws | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

const world = `
alarms: [{ name: web-5xx, at: [{ at: 11m, state: ALARM }] }]
taskDefinitions: [{ family: web, containerDefinitions: [{ name: app, image: web, memory: 128 }] }]
services:
  - name: web
    taskDefinition: web
    desiredCount: 0
    alarms: { names: [web-5xx], enable: true, rollback: true }
    bakeTime: 5m
`;

test('web is deployed 10 minutes after the start; the alarm of minute 11 takes it back while it bakes', async () => {
  const clock = virtualClock();
  const opened = await startLocalAws({ world: readWorld(world, 'test.yaml'), clock });
  cloud = opened;
  const client = new ECSClient({
    endpoint: opened.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  clock.advance(10 * 60_000);
  await client.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      containerDefinitions: [{ name: 'app', image: 'web', memory: 256 }],
    }),
  );
  await client.send(new UpdateServiceCommand({ service: 'web', taskDefinition: 'web:2' }));
  const newest = () => opened.ecs.services[0]?.history[0];
  clock.advance(59_000);
  expect(newest()?.status).toBe('IN_PROGRESS');
  clock.advance(10 * 60_000);
  expect(newest()?.status).toBe('ROLLBACK_SUCCESSFUL');
  expect(opened.ecs.services[0]?.deployments[0]?.revision.definition.revision).toBe(1);
});
