/** The way back by an update: when it is asked for, by what change, and when a lost answer is known to have been taken. */
import { describe, expect, test } from '@jest/globals';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { lostAnswer } from '@slipway/test-kit/ecs-double/ecs-double';
import { updateUnlessTaken } from '../src/going-back/updating-back.ts';
import type { DeploymentStatus, ServiceState } from '../src/observations.ts';
import type { RollingBack } from '../src/phases.ts';
import type { Ports, ServiceChange } from '../src/ports.ts';

const played = await play({ ecs: { behaviours: { 42: { diesAfter: 3000 } } } });
const kept = played.saved.find(({ kind }) => kind === 'rolling-back');
if (kept?.kind !== 'rolling-back') throw new Error('the way back was not kept');
const { started, baseline } = kept;
const ours = started.deployment;
const service = await played.ports.services.describe(started.request.name);
if (service === undefined) throw new Error('there is no service');
const other = 'arn:aws:ecs:eu-west-1:111122223333:service-deployment/main/web/9999';

interface Scene {
  /** What the service shows: before the update, and at each look after it; the last one stays. */
  readonly shows: readonly Partial<ServiceState>[];
  readonly status?: DeploymentStatus;
  readonly phase?: Partial<RollingBack>;
  readonly isLost?: boolean;
  /** Deployments since ours, in order. */
  readonly since?: readonly string[];
  readonly isStopped?: boolean;
}

async function asked({
  shows,
  status = 'IN_PROGRESS',
  phase,
  isLost = false,
  since = [],
  isStopped = false,
}: Scene) {
  const changes: ServiceChange[] = [];
  let looks = 0;
  const shown = (): ServiceState => {
    const seen = shows[Math.min(looks, shows.length - 1)];
    looks += 1;
    return { ...service, ...seen } as ServiceState;
  };
  const target = { revision: 'revision/43', requested: 1, running: 1, pending: 0 };
  const ports = {
    ...played.ports,
    services: {
      describe: async () => shown(),
      update: async (_: unknown, change: ServiceChange) => {
        changes.push(change);
        if (isLost) throw lostAnswer('UpdateService');
        return shown();
      },
    },
    deployments: {
      ...played.ports.deployments,
      describe: async (arn: string) => ({ arn, status, target }),
      since: async () => (ours === undefined ? since : [ours, ...since]),
    },
    revisions: { taskDefinitionOf: async () => 'web:43' },
  } as unknown as Ports;
  const now = ports.clock.now();
  const until = now + 60_000;
  const answer = await played.clock.drive(
    updateUnlessTaken({ ...kept, ...phase, until } as RollingBack, isStopped, ports),
  );
  return { answer, changes };
}

const bad = { deployment: ours, taskDefinition: started.taskDefinition, owner: 'ecs-svc/ours' };
const back = { deployment: ours, taskDefinition: baseline.taskDefinition, owner: 'ecs-svc/ours' };
const done = { deployment: other, taskDefinition: baseline.taskDefinition, owner: 'ecs-svc/back' };

test('the baseline is asked for once, and what carries it is told by the answer', async () => {
  const { answer, changes } = await asked({ shows: [bad, done] });
  expect(answer).toEqual({
    kind: 'asked',
    giveBack: { way: 'update-service', deployment: other },
    byUs: true,
  });
  expect(changes).toMatchObject([{ taskDefinition: baseline.taskDefinition, forceNewDeployment: undefined }]);
});

describe('a new deployment is forced', () => {
  test('where ECS went back by itself: it asks for the baseline already', async () => {
    const { changes } = await asked({ shows: [back, done], status: 'ROLLBACK_FAILED' });
    expect(changes).toMatchObject([{ forceNewDeployment: true }]);
  });

  test('where the same revision is put back', async () => {
    const same = { ...baseline, taskDefinition: started.taskDefinition };
    const { changes } = await asked({ shows: [bad, done], phase: { baseline: same } });
    expect(changes).toMatchObject([{ forceNewDeployment: true }]);
  });
});

describe('nothing is asked for', () => {
  test('where another deployment leads elsewhere', async () => {
    const { answer, changes } = await asked({ shows: [{ ...done, taskDefinition: 'web:43' }] });
    expect([answer.kind, changes]).toEqual(['overtaken', []]);
  });

  test('where another deployment brings the baseline', async () => {
    const { answer, changes } = await asked({ shows: [done] });
    expect(answer).toEqual({
      kind: 'asked',
      giveBack: { way: 'update-service', deployment: other },
      byUs: false,
    });
    expect(changes).toEqual([]);
  });

  test('where the baseline was asked for after ours, and ECS names that deployment later', async () => {
    const { answer, changes } = await asked({ shows: [back], status: 'STOP_REQUESTED' });
    expect(answer).toMatchObject({ kind: 'asked', byUs: false });
    expect(changes).toEqual([]);
  });

  test('where ours was stopped, and the list of deployments tells of another one', async () => {
    const { answer, changes } = await asked({ shows: [bad], since: [other], isStopped: true });
    expect([answer.kind, changes]).toEqual(['overtaken', []]);
    expect((await asked({ shows: [bad, done], since: [other] })).answer.kind).toBe('asked');
  });
});

describe('when the answer is lost, the update is known to be taken', () => {
  test.each<[string, Partial<ServiceState>, Partial<ServiceState>]>([
    ['by the revision that the service was not asked for before', bad, { ...back, owner: 'ecs-svc/ours' }],
    ['by another mark of its tasks', back, { ...back, owner: 'ecs-svc/back' }],
    ['by the name of the deployment', back, { ...done, owner: 'ecs-svc/ours' }],
  ])('%s', async (_, before, after) => {
    const { answer, changes } = await asked({
      shows: [before, after],
      isLost: true,
      status: 'ROLLBACK_FAILED',
    });
    expect([answer.kind, changes.length]).toEqual(['asked', 1]);
  });

  test('and not by what was so before', async () => {
    await expect(asked({ shows: [back], isLost: true, status: 'ROLLBACK_FAILED' })).rejects.toMatchObject({
      kind: 'upstream',
    });
    await expect(asked({ shows: [bad], isLost: true })).rejects.toMatchObject({ kind: 'upstream' });
  });
});
