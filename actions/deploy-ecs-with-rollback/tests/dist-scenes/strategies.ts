/** Deployments with more to them than tasks: load balancers, stages, hooks, alarms, and places that are short. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Harbour } from '../dist-harbour.ts';
import { green, red, whenTold, type Scenes } from './scene.ts';

const balanced = '    loadBalancer: { targetGroup: web, containerName: web, containerPort: 80 }';
const balancer = (deregistrationDelay = '2s'): string => `
loadBalancers:
  - name: front
    testPort: 0
    alternateTargetGroup: web-green
    targetGroup:
      name: web
      port: 80
      deregistrationDelay: ${deregistrationDelay}
      healthCheck: { path: /, interval: 1s, timeout: 500ms, healthyThreshold: 2, unhealthyThreshold: 2, matcher: '200' }
`;

const shifting = (more: string): string => `${balanced}
    strategy: BLUE_GREEN
    bakeTime: 3s
${more}`;
const pausing =
  '    lifecycleHooks: [{ targetType: PAUSE, stages: [POST_TEST_TRAFFIC_SHIFT], timeout: 10m, timeoutAction: ROLLBACK }]';

/** Begins a deployment that waits at its hook, and leaves it there. */
async function paused({ deploy, stage }: Harbour): Promise<void> {
  await deploy('v2', { 'desired-count': '1', 'wait-for-service-stability': 'false' });
  const limit = Date.now() + 30_000;
  while (!JSON.stringify(stage.aws.ecs.services[0]?.history[0]).includes('AWAITING_ACTION')) {
    if (Date.now() > limit) throw new Error('The deployment did not come to its hook.');
    await pause(20);
  }
}

export const strategies: Scenes = {
  'a port that never opens: the load balancer decides, before ECS does': red({
    tasks: 1,
    service: balanced,
    more: balancer(),
    play: ({ deploy }) => deploy('deaf'),
  }),
  'early success: old tasks that still drain are told': green({
    service: `${balanced}\n    earlySuccess: { healthyPercent: 100, cleanup: DEFERRED }`,
    more: balancer('10m'),
    play: ({ deploy }) => deploy('v2'),
  }),
  'a blue/green deployment is followed through its stages': green({
    service: shifting(''),
    more: balancer(),
    play: ({ deploy }) => deploy('v2'),
  }),
  'a hook awaits a person, and mode continue goes on': green({
    service: shifting(pausing),
    more: balancer(),
    tasks: 0,
    play: async (harbour) => {
      await paused(harbour);
      return harbour.run({ mode: 'continue' });
    },
  }),
  'an alarm of the service goes off while ECS bakes: ECS rolls back': red({
    service: '    alarms: { names: [web-5xx], enable: true, rollback: true }\n    bakeTime: 30s',
    more: 'alarms: [{ name: web-5xx, state: OK }]',
    play: (harbour) =>
      harbour.deploy(
        'patient',
        {},
        whenTold(/[12] of 2 new tasks running/, () => harbour.alarm('web-5xx')),
      ),
  }),
  'there is no place for new tasks: the scheduler is quoted': red({
    more: "capacity: [{ at: 0s, tasks: 2, event: 'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.' }]",
    play: ({ deploy }) => deploy('v2', { timeout: '12s' }),
  }),
  'a task that lost its place is told, and not counted': green({
    play: ({ deploy }) => deploy('spotty'),
  }),
  'another controller deploys the service': red({
    service: '    deploymentController: CODE_DEPLOY',
    tasks: 0,
    play: ({ deploy }) => deploy('v2'),
  }),
};
