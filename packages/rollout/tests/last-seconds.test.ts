/** The seconds that a cancelled job has: the way back is asked for in them, whatever hangs or is throttled. */
import { describe, expect, test } from '@jest/globals';
import { upstreamFailure } from '@slipway/action-kit/failures';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock, type ManualClock } from '@slipway/test-kit/manual-clock';
import type { Ports } from '../src/ports.ts';
import { count } from './played.ts';

const cancelledAt = 15_000;
const hours = 3_600_000;
const slow = { behaviours: { 42: { startsAfter: hours } } };

type Real = Pick<EcsDouble['ports'], 'services' | 'deployments' | 'revisions'>;

/** A run that is cancelled while some calls do otherwise; and when ECS was asked for the way back. */
async function cancelled(
  otherwise: (real: Real, clock: ManualClock) => Partial<Ports>,
  request: Scenario['request'] = {},
): Promise<Played & { readonly askedAfter: number | undefined }> {
  const clock = manualClock();
  const ecs = ecsDouble(clock, slow);
  const from = clock.now() + cancelledAt;
  const asked: number[] = [];
  const { services, deployments, revisions } = ecs.ports;
  const real: Real = {
    revisions,
    services: {
      ...services,
      update: (name, change) => {
        if (ecs.changes.length > 0) asked.push(clock.now());
        return services.update(name, change);
      },
    },
    deployments: {
      ...deployments,
      rollBack: (arn) => {
        asked.push(clock.now());
        return deployments.rollBack(arn);
      },
    },
  };
  const script: Scenario['script'] = { [cancelledAt]: (_, cancel) => cancel() };
  const ports = { ...real, ...otherwise(real, clock) };
  const played = await play({ script, request, ports }, clock, ecs);
  const [first] = asked;
  return { ...played, askedAfter: first === undefined ? undefined : first - from };
}

const throttled = upstreamFailure({ code: 'throttled', what: 'It failed', why: 'Rate exceeded' });
const isLate = (clock: ManualClock, begun: number): boolean => clock.now() - begun >= 14_000;

describe('the way back of a cancelled job is asked for within 5 s', () => {
  test.each<[string, (clock: ManualClock) => Promise<void>, readonly number[]]>([
    ['hangs', (clock) => clock.sleep(hours), [0]],
    ['is throttled', () => Promise.reject(throttled), [0, 1000]],
  ])('when the look at its deployment %s, and what it replaces was seen', async (_, fails, looks) => {
    const looked: number[] = [];
    const played = await cancelled(({ deployments }, clock) => {
      const begun = clock.now();
      const look: Ports['deployments']['describe'] = async (arn) => {
        if (isLate(clock, begun)) {
          looked.push(clock.now() - begun - cancelledAt);
          await fails(clock);
        }
        return deployments.describe(arn);
      };
      return { deployments: { ...deployments, describe: look } };
    });
    expect(played.askedAfter).toBeLessThanOrEqual(5000);
    expect(played.lasted - cancelledAt).toBeLessThanOrEqual(5000);
    expect(played.end).toMatchObject({ kind: 'stuck', giveBack: { way: 'stop-deployment' } });
    expect(looked).toEqual(looks);
    expect(count(played, 'UpdateService')).toBe(1);
  });

  test.each<[string, 'services' | 'deployments', (clock: ManualClock) => Promise<void>]>([
    ['deployment hangs', 'deployments', (clock) => clock.sleep(hours)],
    ['deployment is throttled', 'deployments', () => Promise.reject(throttled)],
    ['service hangs', 'services', (clock) => clock.sleep(hours)],
    ['service is throttled', 'services', () => Promise.reject(throttled)],
  ])('when a look at the %s, for it is taken again', async (_, subject, fails) => {
    const played = await cancelled(
      ({ services, deployments }, clock) => {
        const begun = clock.now();
        let hasFailed = false;
        const failingOnce =
          <Of, Seen>(look: (of: Of) => Promise<Seen>) =>
          async (of: Of): Promise<Seen> => {
            if (!hasFailed && isLate(clock, begun)) {
              hasFailed = true;
              await fails(clock);
            }
            return look(of);
          };
        return subject === 'services'
          ? { services: { ...services, describe: failingOnce((name) => services.describe(name)) } }
          : { deployments: { ...deployments, describe: failingOnce((arn) => deployments.describe(arn)) } };
      },
      // Another count can't be given back by a stop, which could do without a look.
      { desiredCount: 3 },
    );
    expect(played.askedAfter).toBeLessThanOrEqual(5000);
    expect(played.end).toMatchObject({ kind: 'stuck', giveBack: { way: 'update-service' } });
    expect(count(played, 'UpdateService')).toBe(2);
  });

  test('when the first answer to the update of the service never comes', async () => {
    const played = await cancelled(({ services }, clock) => {
      const update: Ports['services']['update'] = async (name, change) => {
        const answer = await services.update(name, change);
        await clock.sleep(hours);
        return answer;
      };
      return { services: { ...services, update } };
    });
    expect(played.askedAfter).toBeLessThanOrEqual(5000);
    expect(played.end.unfinished?.kind).toBe('rolling-back');
  });

  test('again, when ECS had no time for the update', async () => {
    const played = await cancelled(
      ({ services }) => {
        let updates = 0;
        const update: Ports['services']['update'] = async (name, change) => {
          updates += 1;
          if (updates === 2 || updates === 3) throw throttled;
          return services.update(name, change);
        };
        return { services: { ...services, update } };
      },
      { desiredCount: 3 },
    );
    expect(played.askedAfter).toBe(2000);
    expect(played.end).toMatchObject({ kind: 'stuck', giveBack: { way: 'update-service' } });
  });
});

test.each<[string, (real: Real, clock: ManualClock, isLast: () => boolean) => Partial<Ports>]>([
  [
    'a stop that hangs',
    ({ deployments }, clock) => ({ deployments: { ...deployments, rollBack: () => clock.sleep(hours) } }),
  ],
  [
    'a look that hangs at where ECS goes back to',
    ({ deployments, revisions }, clock, isLast) => {
      const describe: Ports['deployments']['describe'] = async (arn) => {
        const deployment = await deployments.describe(arn);
        const rollback = { revision: 'another', reason: undefined };
        return deployment && isLast()
          ? { ...deployment, status: 'ROLLBACK_IN_PROGRESS', rollback }
          : deployment;
      };
      const taskDefinitionOf: Ports['revisions']['taskDefinitionOf'] = async (revision) => {
        if (isLast()) await clock.sleep(hours);
        return revisions.taskDefinitionOf(revision);
      };
      return { deployments: { ...deployments, describe }, revisions: { taskDefinitionOf } };
    },
  ],
])('%s in the last seconds of a job is left to its post step', async (_, otherwise) => {
  const played = await cancelled((real, clock) => {
    const begun = clock.now();
    return otherwise(real, clock, () => isLate(clock, begun));
  });
  expect(played.lasted - cancelledAt).toBeLessThanOrEqual(5000);
  expect(played.end.reason.text).toBe(
    'The job was cancelled; ECS could not be asked yet; the post step of this job follows it',
  );
  expect(played.end.unfinished).toMatchObject({ kind: 'rolling-back', giveBack: undefined });
});

test('nobody else’s deployment is overwritten blindly when nothing can be seen', async () => {
  const played = await cancelled(
    ({ services, deployments }, clock) => {
      const begun = clock.now();
      const hang = async (): Promise<void> => (isLate(clock, begun) ? clock.sleep(hours) : undefined);
      return {
        services: { ...services, describe: async (name) => (await hang(), services.describe(name)) },
        deployments: { ...deployments, describe: async (arn) => (await hang(), deployments.describe(arn)) },
      };
    },
    { desiredCount: 3 },
  );
  expect(played.askedAfter).toBeUndefined();
  expect(played.end.unfinished).toMatchObject({ kind: 'rolling-back', giveBack: undefined });
});
