/** What becomes of a job that is cancelled while ECS goes back by itself, to the baseline or to something else. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Deployment } from '../src/observations.ts';
import type { Deployments, Ports } from '../src/ports.ts';
import type { Request } from '../src/request.ts';
import { resumed } from '../src/resuming/resuming.ts';
import { count } from './played.ts';

const asBreaker = {
  ecs: { behaviours: { 42: { diesAfter: 3000 }, 43: { diesAfter: 3000 } }, breaker: { rollback: true } },
};
const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:DescribeServiceRevisions' });

interface Way {
  readonly request?: Partial<Request>;
  readonly before?: (ecs: EcsDouble) => void;
  /** How ECS tells of its way back, by how often it was seen. */
  readonly told?: (deployment: Deployment, looks: number) => Partial<Deployment>;
}

/** A job that is cancelled at the first look that sees ECS on its way back, and the post step after it. */
async function cancelledOnTheWay(way: Way): Promise<Played> {
  const clock = manualClock();
  const ecs = ecsDouble(clock, asBreaker.ecs);
  const cancel = new AbortController();
  let looks = 0;
  const describe: Deployments['describe'] = async (arn) => {
    const deployment = await ecs.ports.deployments.describe(arn);
    if (deployment?.status.startsWith('ROLLBACK_') !== true) return deployment;
    looks += 1;
    cancel.abort();
    const status = looks < 5 ? 'ROLLBACK_IN_PROGRESS' : deployment.status;
    return { ...deployment, status, ...way.told?.(deployment, looks) };
  };
  const ports: Partial<Ports> = { deployments: { ...ecs.ports.deployments, describe } };
  const request = { failFast: false, ...way.request };
  const scenario = { request, ports: { ...ports, cancelled: cancel.signal }, before: way.before ?? nothing };
  const { end } = await play(scenario, clock, ecs);
  const { unfinished } = end;
  if (unfinished === undefined) throw new Error(`nothing is left for the post step: ${end.reason.text}`);
  return play({ ports, resume: (each) => resumed(unfinished, 240_000, each) }, clock, ecs);
}

const nothing = (): void => undefined;

describe('ECS on its way back', () => {
  test('is followed and never updated over where service revisions may not be looked at', async () => {
    const played = await cancelledOnTheWay({
      before: (ecs) => ecs.fail('DescribeServiceRevisions', 9999, denied),
    });
    expect([played.end.kind, count(played, 'UpdateService')]).toEqual(['rolled-back', 1]);
    expect(played.ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('is followed although this run changed the count, and what stays of that is told', async () => {
    const played = await cancelledOnTheWay({ request: { desiredCount: 3 } });
    expect([played.end.kind, count(played, 'UpdateService')]).toEqual(['rolled-back', 1]);
    expect(played.end.warnings).toEqual([
      'ECS went back from web:42 alone: `desired-count: 3` stays as this run asked.',
    ]);
  });

  test.each([
    ['at once', 1],
    ['later', 4],
  ])('to another revision, as it tells %s, is updated over to the baseline', async (_, from) => {
    let elsewhere = '';
    const played = await cancelledOnTheWay({
      before: (ecs) => {
        elsewhere = ecs.register({ family: 'other' });
      },
      told: ({ rollback }, looks) => ({
        rollback: { reason: rollback?.reason, revision: looks < from ? undefined : elsewhere },
      }),
    });
    expect(played.end).toMatchObject({ kind: 'rolled-back', giveBack: { way: 'update-service' } });
    expect([played.ecs.serving(), count(played, 'UpdateService')]).toEqual([{ 'web:41': 2 }, 2]);
  });
});

test('a deployment that replaces several revisions is not stopped, for ECS may go back to another one', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock, { behaviours: { 42: { startsAfter: 3_600_000 }, 43: { diesAfter: 3000 } } });
  ecs.deploy(ecs.register({ family: 'other' }));
  await clock.advance(20_000);
  const played = await play({ request: { ifInProgress: 'supersede' } }, clock, ecs);
  expect(played.end).toMatchObject({ kind: 'rolled-back', giveBack: { way: 'update-service' } });
  expect([count(played, 'StopServiceDeployment'), ecs.serving()]).toEqual([0, { 'web:41': 2 }]);
});
