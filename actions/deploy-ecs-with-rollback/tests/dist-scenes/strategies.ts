/** Deployments with more to them than tasks: load balancers, stages, hooks, alarms, and places that are short. */
import type { Harbour, HarbourScene } from '../dist-harbour.ts';
import { balanced, balancer } from './balanced.ts';
import { green, red, service, type Scenes } from './scene.ts';

const shifting = (strategy: string): string => `${balanced}
    strategy: ${strategy}`;
const blueGreen = shifting('BLUE_GREEN\n    bakeTime: 2m');
const pausing = {
  targetType: 'PAUSE',
  timeoutConfiguration: { timeoutInMinutes: 30, action: 'ROLLBACK' },
};
const failing = {
  targetType: 'AWS_LAMBDA',
  hookTargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:smoke-test',
  roleArn: 'arn:aws:iam::111122223333:role/hooks',
};

/** A blue/green service whose next deployments meet this hook. */
const hooked = (hook: object, play: HarbourScene['play']): HarbourScene => ({
  service: blueGreen,
  more: `${balancer()}\nfunctions: [{ name: smoke-test, outcome: FAILED, duration: 40s }]`,
  play: async (harbour) => {
    const lifecycleHooks = [{ ...hook, lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] }];
    await harbour.ecs('UpdateService', { ...service, deploymentConfiguration: { lifecycleHooks } });
    return play(harbour);
  },
});

const awaiting = ({ stage }: Harbour) =>
  stage.aws.ecs.services[0]?.history[0]?.lifecycle?.hooks.find(({ status }) => status === 'AWAITING_ACTION');

/** Begins a deployment that waits at its hook, and leaves it there. */
async function paused(harbour: Harbour): Promise<void> {
  await harbour.deploy('v2', { 'wait-for-service-stability': 'false' });
  await harbour.until(() => awaiting(harbour) !== undefined);
}

function someoneGoesOn(harbour: Harbour): Promise<unknown> {
  const serviceDeploymentArn = harbour.stage.aws.ecs.services[0]?.history[0]?.arn;
  const hookId = awaiting(harbour)?.id;
  return harbour.ecs('ContinueServiceDeployment', { serviceDeploymentArn, hookId, action: 'CONTINUE' });
}

export const strategies: Scenes = {
  'a port that never opens: the load balancer decides, before ECS does': red({
    tasks: 1,
    service: balanced,
    more: balancer(),
    play: ({ deploy }) => deploy('deaf'),
  }),
  'early success: it succeeds while old tasks still run, and that is told': green({
    service: '    minimumHealthyPercent: 50\n    earlySuccess: { healthyPercent: 50, cleanup: DEFERRED }',
    play: ({ deploy }) => deploy('half'),
  }),
  'a blue/green deployment is followed through its stages': green({
    service: blueGreen,
    more: balancer(),
    play: ({ deploy }) => deploy('v2'),
  }),
  'a linear deployment is followed step by step': green({
    service: shifting('LINEAR\n    linear: { percent: 50, bakeTime: 1m }\n    bakeTime: 1m'),
    more: balancer(),
    play: ({ deploy }) => deploy('v2'),
  }),
  'a canary deployment is followed through both its steps': green({
    service: shifting('CANARY\n    canary: { percent: 10, bakeTime: 2m }\n    bakeTime: 1m'),
    more: balancer(),
    play: ({ deploy }) => deploy('v2'),
  }),
  'a blue/green deployment whose tasks die is turned back': red({
    service: blueGreen,
    more: balancer(),
    play: ({ deploy }) => deploy('dies'),
  }),
  'a hook awaits a person: how to go on is told, and somebody does': green(
    hooked(pausing, (harbour) => {
      harbour.later(400, () => someoneGoesOn(harbour));
      return harbour.deploy('v2');
    }),
  ),
  'a hook awaits a person, and mode continue goes on': green(
    hooked(pausing, async (harbour) => {
      await paused(harbour);
      return harbour.run({ mode: 'continue' });
    }),
  ),
  'a hook awaits a person, and mode rollback goes back': green(
    hooked(pausing, async (harbour) => {
      await paused(harbour);
      return harbour.run({ mode: 'rollback' });
    }),
  ),
  'no hook awaits a person: mode continue is refused': red(
    hooked(pausing, ({ run }) => run({ mode: 'continue' })),
  ),
  'a hook awaits a person, and nobody comes: ECS rolls back': red(
    hooked(pausing, ({ deploy }) => deploy('v2', { timeout: '60m' })),
  ),
  'a hook fails: ECS rolls back': red(hooked(failing, ({ deploy }) => deploy('v2'))),
  'an alarm of the service goes off while ECS bakes: ECS rolls back': red({
    service: '    alarms: { names: [web-5xx], enable: true, rollback: true }\n    bakeTime: 5m',
    more: 'alarms: [{ name: web-5xx, state: OK }]',
    play: ({ deploy, later, alarm }) => {
      later(120, () => alarm('web-5xx'));
      return deploy('v2');
    },
  }),
  'there is no place for new tasks: the scheduler is quoted': red({
    more: "capacity: [{ at: 0s, tasks: 2, event: 'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.' }]",
    play: ({ deploy }) => deploy('v2', { timeout: '5m' }),
  }),
};
