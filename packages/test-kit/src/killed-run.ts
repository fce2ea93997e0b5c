/**
 * A deployment by the committed bundle whose machine goes away at one call, and the same deployment run again, as a
 * person would who re-runs the job: what the cloud's own record says of both. In lockstep, so that no time passes from
 * the death to the second run.
 */
import { resolve } from 'node:path';
import { askEcs } from '@slipway/local-aws/ask';
import { virtualClock } from '@slipway/local-aws/clock';
import { runAction, type ActionRun } from '@slipway/local-runner/run-action';
import { killer, type Armed, type KillPoint } from './kill-point.ts';
import { openPlace, registerFirst, writeDocument, type CloudPlace } from './cloud-place.ts';
import { openLockstep, type Lockstep } from './lockstep/lockstep.ts';
import { standingOf, type Standing } from './standing.ts';

export interface KilledRun {
  /** What the first run had carried out; its last call is the one that it was killed at. */
  readonly done: readonly string[];
  /** False when it ended before the point was reached. */
  readonly wasKilled: boolean;
  /** When the first run was over. */
  readonly between: Standing;
  readonly second: ActionRun;
  readonly after: Standing;
  /** Of the family `web`; one was there before. */
  readonly revisions: number;
}

const action = resolve(import.meta.dirname, '../../../actions/deploy-ecs-with-rollback');

const world = `
timings: { provisioning: 2s, pulling: 2s, scheduler: 1s, stopping: 1s }
throttling: off
clusters: [{ name: harbour }]
repositories: [{ name: web }]
taskDefinitions: [{ family: template, containerDefinitions: [{ name: app, image: web }] }]
services: [{ name: web, cluster: harbour, taskDefinition: template, desiredCount: 0 }]
images:
  - { repository: web, tag: first, behaviour: [{ at: 1s, health: HEALTHY }] }
  - { repository: web, tag: good, behaviour: [{ at: 8s, health: HEALTHY }] }
  - { repository: web, tag: crashing, behaviour: [{ at: 2s, exit: 1 }] }
`;

/** Without a health check a task would have to run for 40 s before it counts. */
const healthCheck = { healthCheck: { command: ['CMD', 'true'] } };

/** @param tag of the image that is deployed: `good`, or `crashing`, which never becomes healthy. */
export async function killAndRunAgain(tag: 'good' | 'crashing', point: KillPoint): Promise<KilledRun> {
  await using opened = new AsyncDisposableStack();
  const lockstep = await openLockstep(virtualClock(undefined, 1));
  opened.defer(() => lockstep.close());
  const { gate, arm, disarm } = killer();
  const place = await openPlace({ world, tags: ['first', tag], gate }, lockstep);
  opened.defer(() => place.close());
  const cloud = { ...place, lockstep };
  await settle(cloud);
  const before = standingOf(cloud.aws.ecs, 'web', 0).later.length + 1;
  const armed = arm(point);
  // Time stands while the process dies.
  armed.lost.addEventListener('abort', () => void lockstep.hold(lockstep.gone()));
  await deploy(cloud, tag, armed);
  const between = standingOf(cloud.aws.ecs, 'web', before);
  disarm();
  const second = await deploy(cloud, tag);
  return {
    done: armed.done,
    wasKilled: armed.lost.aborted,
    between,
    second,
    after: standingOf(cloud.aws.ecs, 'web', before),
    revisions: cloud.aws.ecs.families.get('web')?.length ?? 0,
  };
}

interface Cloud extends CloudPlace {
  readonly lockstep: Lockstep;
}

async function settle(cloud: Cloud): Promise<void> {
  const { aws, lockstep } = cloud;
  await registerFirst(cloud, 'web', healthCheck);
  const first = { cluster: 'harbour', service: 'web', taskDefinition: 'web:1', desiredCount: 1 };
  await askEcs(aws.endpoint, 'UpdateService', first);
  await lockstep.until(() => aws.ecs.services[0]?.history[0]?.status === 'SUCCESSFUL');
}

async function deploy(cloud: Cloud, tag: string, armed?: Armed): Promise<ActionRun> {
  return runAction({
    action,
    inputs: {
      'task-definition': await writeDocument(cloud, 'web', tag, healthCheck),
      service: 'web',
      cluster: 'harbour',
      timeout: '10m',
      'poll-interval': '4s',
    },
    env: cloud.aws.environment,
    workspace: cloud.workspace,
    preloads: [cloud.lockstep.preload(cloud.aws.endpoint)],
    ...(armed === undefined ? {} : { lost: armed.lost }),
  });
}
