/** Services whose deployments are not ECS's own, and what ECS says to those who take one for the other. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeStages, openStage, openSteadyStage } from './stage.ts';

afterEach(closeStages);

const refusal = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message?: string };
    return `${code ?? ''}: ${message ?? ''}`;
  }
  return 'accepted';
};

describe('a task set of a service that ECS deploys', () => {
  test.each([
    'CreateTaskSet',
    'UpdateTaskSet',
    'DeleteTaskSet',
    'DescribeTaskSets',
    'UpdateServicePrimaryTaskSet',
  ])('is refused to %s', async (operation) => {
    const stage = await openSteadyStage();
    expect(refusal(() => stage.call(operation, { cluster: 'default', service: 'web' }))).toBe(
      'InvalidParameterException: Amazon ECS only supports task set management on services configured to use external deployment controllers.',
    );
  });
});

describe.each(['CODE_DEPLOY', 'EXTERNAL'])('a service of the controller %s', (deploymentController) => {
  const open = () => openStage({ balanced: true, service: { deploymentController } });

  test('is there, says whose it is, and has no deployment of ECS', async () => {
    const stage = await open();
    stage.seconds(600);
    expect(stage.service()).toMatchObject({
      status: 'ACTIVE',
      deploymentController: { type: deploymentController },
      deployments: [],
      runningCount: 0,
      currentServiceDeployment: undefined,
    });
    expect(stage.call('ListServiceDeployments', { service: 'web' })).toMatchObject({
      serviceDeployments: [],
    });
  });

  test('takes another desired count, and can be deleted', async () => {
    const stage = await open();
    stage.update({ desiredCount: 0 });
    stage.call('DeleteService', { service: 'web' });
    stage.seconds(10);
    expect(stage.service().status).toBe('INACTIVE');
  });

  test('has task sets, which are not implemented here', async () => {
    const stage = await open();
    expect(refusal(() => stage.call('CreateTaskSet', { cluster: 'default', service: 'web' }))).toMatch(
      /^NotImplemented: The local cloud does not implement ecs:CreateTaskSet/,
    );
  });
});

describe('UpdateService refuses', () => {
  test('to deploy what CodeDeploy deploys', async () => {
    const stage = await openStage({ balanced: true, service: { deploymentController: 'CODE_DEPLOY' } });
    expect(stage.service().taskDefinition).toMatch(/task-definition\/web:1$/);
    expect(refusal(() => stage.deploy('good-2'))).toBe(
      'InvalidParameterException: Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
    );
    expect(refusal(() => stage.update({ forceNewDeployment: true }))).toBe(
      'InvalidParameterException: Cannot force a new deployment on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
    );
  });

  test('to deploy what something outside of AWS deploys', async () => {
    const stage = await openStage({ service: { deploymentController: 'EXTERNAL' } });
    expect(stage.service().taskDefinition).toBeUndefined();
    expect(refusal(() => stage.deploy('good-2'))).toBe(
      'InvalidParameterException: Unable to update task definition on services with an EXTERNAL deployment controller.',
    );
  });
});

describe('CreateService refuses', () => {
  const create = (stage: Awaited<ReturnType<typeof openSteadyStage>>, request: object): string =>
    refusal(() => stage.call('CreateService', { serviceName: 'other', taskDefinition: 'web', ...request }));

  test('a task definition for an EXTERNAL controller', async () => {
    const stage = await openSteadyStage();
    expect(create(stage, { deploymentController: { type: 'EXTERNAL' } })).toBe(
      'InvalidParameterException: TaskDefinition must be blank.',
    );
  });

  test('a strategy that shifts traffic without saying between what', async () => {
    const stage = await openSteadyStage({ balanced: true });
    const loadBalancer = stage.service().loadBalancers?.[0];
    const canary = { deploymentConfiguration: { strategy: 'CANARY' } };
    expect(create(stage, { ...canary, loadBalancers: [loadBalancer] })).toBe(
      'InvalidParameterException: advancedConfiguration must be specified for load balancers with the CANARY deployment strategy.',
    );
    const advanced = (advancedConfiguration: object) =>
      create(stage, { ...canary, loadBalancers: [{ ...loadBalancer, advancedConfiguration }] });
    expect(advanced({ alternateTargetGroupArn: 'arn:none', productionListenerRule: 'arn:rule' })).toBe(
      'InvalidParameterException: The target group arn:none does not exist.',
    );
    const alternateTargetGroupArn = loadBalancer?.targetGroupArn;
    expect(advanced({ alternateTargetGroupArn })).toBe(
      'InvalidParameterException: productionListenerRule must be specified.',
    );
    expect(advanced({ alternateTargetGroupArn, productionListenerRule: 'arn:rule' })).toBe(
      'InvalidParameterException: The listener rule arn:rule does not exist.',
    );
  });

  test('what breaks a rule of its strategy', async () => {
    const stage = await openSteadyStage();
    expect(create(stage, { deploymentConfiguration: { strategy: 'BLUE_GREEN' } })).toBe(
      'InvalidParameterException: bakeTimeInMinutes must be specified for the BLUE_GREEN deployment strategy.',
    );
  });
});
