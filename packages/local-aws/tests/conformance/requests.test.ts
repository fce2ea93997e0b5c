/** Which changes of a service make ECS replace its tasks, and what ECS refuses before it looks any further. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeStages, openSteadyStage } from './stage.ts';

afterEach(closeStages);

const network = { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-a'] } };

describe('UpdateService', () => {
  test.each<[string, object]>([
    ['networkConfiguration', { networkConfiguration: network }],
    ['platformVersion', { platformVersion: '1.4.0' }],
    [
      'capacityProviderStrategy',
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
    ],
    ['serviceRegistries', { serviceRegistries: [{ registryArn: 'arn:aws:servicediscovery:srv-a' }] }],
    ['volumeConfigurations', { volumeConfigurations: [{ name: 'data' }] }],
    ['forceNewDeployment', { forceNewDeployment: true }],
  ])('begins a deployment for %s', async (_name, change) => {
    const stage = await openSteadyStage();
    const before = stage.service().currentServiceDeployment;
    expect(stage.update(change)).not.toBe(before);
  });

  test.each<[string, object]>([
    ['the same networkConfiguration', { networkConfiguration: network }],
    ['desiredCount', { desiredCount: 3 }],
    ['enableECSManagedTags', { enableECSManagedTags: true }],
    ['propagateTags', { propagateTags: 'SERVICE' }],
    ['enableExecuteCommand', { enableExecuteCommand: true }],
    ['deploymentConfiguration', { deploymentConfiguration: { maximumPercent: 150 } }],
    ['healthCheckGracePeriodSeconds', { healthCheckGracePeriodSeconds: 5 }],
    ['the task definition that it runs', { taskDefinition: 'web:1' }],
  ])('begins none for %s', async (_name, change) => {
    const stage = await openSteadyStage();
    stage.update({ networkConfiguration: network });
    stage.until(() => stage.primary().rolloutState === 'COMPLETED');
    const before = stage.service().currentServiceDeployment;
    expect(stage.update(change)).toBe(before);
  });

  test('leaves the desired count as it is when it names none', async () => {
    const stage = await openSteadyStage({ desired: 3 });
    stage.update({ taskDefinition: 'web:1', forceNewDeployment: true });
    expect(stage.service().desiredCount).toBe(3);
  });
});

test('DescribeServices takes at most 10 services, and DescribeServiceDeployments and DescribeServiceRevisions 20 ARNs', async () => {
  const stage = await openSteadyStage();
  const many = (count: number) => Array.from({ length: count }, (_each, at) => `web-${at}`);
  expect(() => stage.call('DescribeServices', { services: many(11) })).toThrow('at most 10');
  expect(() => stage.call('DescribeServiceDeployments', { serviceDeploymentArns: many(21) })).toThrow('20');
  expect(() => stage.call('DescribeServiceRevisions', { serviceRevisionArns: many(21) })).toThrow('20');
  expect(() => stage.call('DescribeTasks', { tasks: many(101) })).toThrow('at most 100');
});

test('a task definition of more than 64 KB is refused', async () => {
  const stage = await openSteadyStage();
  const environment = [{ name: 'LARGE', value: 'x'.repeat(65_536) }];
  const containerDefinitions = [{ name: 'app', image: 'web:good', environment }];
  expect(() => stage.call('RegisterTaskDefinition', { family: 'large', containerDefinitions })).toThrow(
    /^Actual length: '\d+'\. Max allowed length is '65536' bytes\.$/,
  );
});

test('a service of the DAEMON strategy is not implemented, and says so', async () => {
  const stage = await openSteadyStage();
  const request = { serviceName: 'agents', taskDefinition: 'web', schedulingStrategy: 'DAEMON' };
  expect(() => stage.call('CreateService', request)).toThrow(/does not implement services of the DAEMON/);
});
