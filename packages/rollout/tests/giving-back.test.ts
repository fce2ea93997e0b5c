/** Which way leads back: ECS's own, which it may be on already, the stop of our deployment, or an update. */
import { describe, expect, test } from '@jest/globals';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { askForBaseline } from '../src/going-back/giving-back.ts';
import type { Deployment, DeploymentStatus } from '../src/observations.ts';
import type { RollingBack } from '../src/phases.ts';
import type { Ports } from '../src/ports.ts';
import type { Request } from '../src/request.ts';

const played = await play({ ecs: { behaviours: { 42: { diesAfter: 3000 } } } });
const kept = played.saved.find(({ kind }) => kind === 'rolling-back');
if (kept?.kind !== 'rolling-back') throw new Error('the way back was not kept');
const { started, baseline } = kept;
const shown = await played.ports.deployments.describe(started.deployment ?? '');
if (shown === undefined) throw new Error('there is no deployment');
const service = await played.ports.services.describe(started.request.name);

interface Scene {
  readonly status: DeploymentStatus;
  readonly sources?: readonly string[];
  /** Where ECS says that it goes back to. */
  readonly to?: string | undefined;
  readonly request?: Partial<Request>;
}

/** What was asked of ECS, and whether the way back counts as ours. */
async function asked({ status, sources = [baseline.revision ?? ''], to, request }: Scene) {
  const changes: string[] = [];
  const deployment: Deployment = {
    ...shown,
    status,
    sources,
    rollback: { reason: undefined, revision: to },
  } as Deployment;
  const ports = {
    ...played.ports,
    services: {
      describe: async () => ({
        ...service,
        deployment: started.deployment,
        taskDefinition: started.taskDefinition,
      }),
      update: async () => {
        changes.push('update');
        return { ...service, deployment: 'deployment/new', taskDefinition: baseline.taskDefinition };
      },
    },
    deployments: {
      ...played.ports.deployments,
      since: async () => [],
      describe: async () => deployment,
      rollBack: async () => void changes.push('stop'),
    },
    revisions: { taskDefinitionOf: async () => 'task-definition/web:40' },
  } as unknown as Ports;
  const of = { ...started, request: { ...started.request, ...request } };
  const phase: RollingBack = { ...kept, started: of, until: played.clock.now() + 60_000 } as RollingBack;
  const { answer } = await played.clock.drive(askForBaseline(phase, ports));
  return [changes, answer.kind === 'asked' && answer.byUs];
}

const count = { desiredCount: 5 };

describe('our deployment', () => {
  test.each<[string, Scene, readonly string[]]>([
    ['is stopped where that leads to the baseline', { status: 'IN_PROGRESS' }, ['stop']],
    ['is stopped before it begins', { status: 'PENDING' }, ['stop']],
    ['is updated over once it is over', { status: 'STOPPED' }, ['update']],
    [
      'is updated over where it replaced something else',
      { status: 'IN_PROGRESS', sources: ['other'] },
      ['update'],
    ],
    [
      'is updated over where it replaced several',
      { status: 'IN_PROGRESS', sources: [baseline.revision ?? '', 'other'] },
      ['update'],
    ],
    ['is updated over where it replaced nothing', { status: 'IN_PROGRESS', sources: [] }, ['update']],
    [
      'is updated over where the count was changed, too',
      { status: 'IN_PROGRESS', request: count },
      ['update'],
    ],
  ])('%s', async (_, scene, changes) => {
    expect(await asked(scene)).toEqual([changes, true]);
  });
});

describe('ECS’s own way back', () => {
  const [going, done] = ['ROLLBACK_IN_PROGRESS', 'ROLLBACK_SUCCESSFUL'] as const;

  test.each<[string, Scene]>([
    ['under way', { status: going, to: baseline.revision }],
    ['just asked for', { status: 'ROLLBACK_REQUESTED', to: baseline.revision }],
    ['under way to what is not told', { status: going, to: undefined, sources: ['other'] }],
    [
      'under way, though the count was changed, too',
      { status: going, to: baseline.revision, request: count },
    ],
    ['done', { status: done, to: baseline.revision, sources: ['other'] }],
    ['done, to what is not told but was replaced', { status: done, to: undefined }],
  ])('is followed when it is %s', async (_, scene) => {
    expect(await asked(scene)).toEqual([[], false]);
  });

  test.each<[string, Scene]>([
    ['leads elsewhere', { status: going, to: 'revision/40' }],
    ['failed', { status: 'ROLLBACK_FAILED', to: baseline.revision, sources: ['other'] }],
    ['is done, and the count was changed, too', { status: done, to: baseline.revision, request: count }],
    ['is done, to what is not told', { status: done, to: undefined, sources: ['other'] }],
  ])('is updated over when it %s', async (_, scene) => {
    expect(await asked(scene)).toEqual([['update'], true]);
  });
});
