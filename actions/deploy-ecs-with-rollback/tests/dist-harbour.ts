/**
 * The harbour of the transcripts: a local cloud in which a minute lasts a quarter of one, with one service that runs two
 * tasks of version 1, on which the committed bundle deploys. Each scene has one of its own, so many play at once.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Gate } from '@slipway/local-aws/dispatch';
import { openStage, type HarbourStage, type Played } from '@slipway/test-kit/harbour-stage';

type Values = Readonly<Record<string, string>>;

export interface HarbourScene {
  /** Lines of the service in the world file. */
  readonly service?: string;
  /** Further parts of the world file. */
  readonly more?: string;
  /** How many tasks serve before; 0 leaves the service as it was created. */
  readonly tasks?: number;
  readonly gate?: Gate;
  /** Milliseconds of the cloud in one of this machine; 4 when left out. */
  readonly timeFactor?: number;
  readonly play: (harbour: Harbour) => Promise<Played>;
}

export interface Harbour {
  readonly stage: HarbourStage;
  /** Deploys `web` with the image of this tag. */
  readonly deploy: (tag: string, inputs?: Values, cancelsAt?: (line: string) => boolean) => Promise<Played>;
  readonly run: (inputs: Values, cancelsAt?: (line: string) => boolean) => Promise<Played>;
  /** One call of ECS by somebody else. */
  readonly ecs: (operation: string, input: object) => Promise<Readonly<Record<string, unknown>>>;
  /** Sets a CloudWatch alarm off. */
  readonly alarm: (name: string) => Promise<unknown>;
  /** Registers a revision with the image of this tag. */
  readonly register: (tag: string) => Promise<void>;
  /** Resolves when the newest deployment of the service has this status. */
  readonly until: (status: string) => Promise<void>;
}

const worldOf = ({ service = '', more = '' }: HarbourScene): string => `
region: eu-west-1
account: '111122223333'
timings: { provisioning: 400ms, pulling: 600ms, scheduler: 500ms, stopping: 500ms }
clusters: [{ name: harbour }]
logGroups: [{ name: /ecs/web }]
repositories: [{ name: web }]
images:
  - { repository: web, tag: 'v*', behaviour: [{ at: 300ms, health: HEALTHY }, { at: 300ms, answers: 200 }] }
  - { repository: web, tag: patient, behaviour: [{ at: 15s, health: HEALTHY }] }
  - { repository: web, tag: late, behaviour: [{ at: 40s, health: HEALTHY }] }
  - { repository: web, tag: deaf, behaviour: [{ at: 300ms, health: HEALTHY }] }
  - { repository: web, tag: spotty, times: 1, behaviour: [{ at: 2s, interrupted: SpotInterruption, reason: 'Your Spot Task was interrupted.' }] }
  - { repository: web, tag: spotty, behaviour: [{ at: 5s, health: HEALTHY }] }
  - { repository: web, tag: dies, behaviour: [{ at: 3s, log: 'Error: PORT is not set' }, { at: 4s, exit: 1 }] }
  - { repository: web, tag: hangs, behaviour: [{ at: 1s, log: 'waiting for the database' }] }
  - { repository: web, tag: absent, behaviour: [{ at: 3s, fails: 'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref web:absent: not found' }] }
  - { repository: web, tag: keyless, behaviour: [{ at: 3s, fails: 'ResourceInitializationError: unable to pull secrets or registry auth: ResourceNotFoundException: Secrets Manager can''t find the specified secret.' }] }
taskDefinitions: [{ family: web, containerDefinitions: [{ name: web, image: web, portMappings: [{ containerPort: 80 }] }] }]
services:
  - name: web
    cluster: harbour
    taskDefinition: web
    desiredCount: 0
${service}
${more}
`;

export async function playScene(scene: HarbourScene): Promise<Played> {
  const { gate, tasks = 2, timeFactor = 4 } = scene;
  const stage = await openStage({
    world: worldOf(scene),
    timeFactor,
    ...(gate === undefined ? {} : { gate }),
  });
  try {
    const harbour = harbourOn(stage);
    if (tasks > 0) await settle(harbour, tasks);
    return await scene.play(harbour);
  } finally {
    await stage.close();
  }
}

async function settle(harbour: Harbour, tasks: number): Promise<void> {
  await harbour.register('v1');
  await harbour.ecs('UpdateService', {
    cluster: 'harbour',
    service: 'web',
    taskDefinition: 'web:2',
    desiredCount: tasks,
  });
  await harbour.until('SUCCESSFUL');
}

function harbourOn(stage: HarbourStage): Harbour {
  const run: Harbour['run'] = (inputs, cancelsAt) =>
    stage.play('deploy-ecs-with-rollback', { ...usual, ...inputs }, {}, cancelsAt);
  const call = (target: string, version: string, input: object) =>
    ask(stage.aws.endpoint, target, version, input);
  const ecs: Harbour['ecs'] = (operation, input) =>
    call(`AmazonEC2ContainerServiceV20141113.${operation}`, '1.1', input);
  return {
    stage,
    run,
    deploy: async (tag, inputs = {}, cancelsAt) => {
      await stage.push('web', tag);
      await stage.write('web.json', JSON.stringify(documentOf(stage, tag)));
      return run({ 'task-definition': 'web.json', ...inputs }, cancelsAt);
    },
    ecs,
    alarm: (AlarmName) =>
      call('GraniteServiceVersion20100801.SetAlarmState', '1.0', {
        AlarmName,
        StateValue: 'ALARM',
        StateReason: '3 datapoints were greater than the threshold',
      }),
    register: async (tag) => {
      await stage.push('web', tag);
      await ecs('RegisterTaskDefinition', documentOf(stage, tag));
    },
    until: async (status) => {
      const limit = Date.now() + 30_000;
      while (stage.aws.ecs.services[0]?.history[0]?.status !== status) {
        if (Date.now() > limit) throw new Error(`The newest deployment did not become ${status}.`);
        await pause(20);
      }
    },
  };
}

const usual = {
  service: 'web',
  cluster: 'harbour',
  'poll-interval': '1s',
  timeout: '60s',
  'rollback-timeout': '60s',
};

function documentOf({ aws }: HarbourStage, tag: string): object {
  const options = {
    'awslogs-group': '/ecs/web',
    'awslogs-region': 'eu-west-1',
    'awslogs-stream-prefix': 'web',
  };
  const web = {
    name: 'web',
    image: `${new URL(aws.endpoint).host}/web:${tag}`,
    essential: true,
    portMappings: [{ containerPort: 80 }],
    healthCheck: { command: ['CMD', 'true'] },
    logConfiguration: { logDriver: 'awslogs', options },
  };
  return { family: 'web', networkMode: 'awsvpc', containerDefinitions: [web] };
}

async function ask(endpoint: string, target: string, version: string, input: object) {
  const headers = { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target };
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
  if (!response.ok)
    throw new Error(`${target} answered ${String(response.status)}: ${await response.text()}`);
  return (await response.json()) as Readonly<Record<string, unknown>>;
}
