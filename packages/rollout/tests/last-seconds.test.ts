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

type Real = Pick<EcsDouble['ports'], 'services' | 'deployments'>;

/** A run that is cancelled while some calls do otherwise; and when ECS was asked for the way back. */
async function cancelled(
  otherwise: (real: Real, clock: ManualClock) => Partial<Ports>,
  request: Scenario['request'] = {},
): Promise<Played & { readonly askedAfter: number | undefined }> {
  const clock = manualClock();
  const ecs = ecsDouble(clock, slow);
  const from = clock.now() + cancelledAt;
  const asked: number[] = [];
  const { services, deployments } = ecs.ports;
  const real: Real = {
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
  test.each<[string, (clock: ManualClock) => Promise<void>]>([
    ['hangs', (clock) => clock.sleep(hours)],
    ['is throttled', () => Promise.reject(throttled)],
  ])('when the look at its deployment %s, and what it replaces was seen', async (_, fails) => {
    const played = await cancelled(({ deployments }, clock) => {
      const begun = clock.now();
      const look: Ports['deployments']['describe'] = async (arn) => {
        if (isLate(clock, begun)) await fails(clock);
        return deployments.describe(arn);
      };
      return { deployments: { ...deployments, describe: look } };
    });
    expect(played.askedAfter).toBeLessThanOrEqual(5000);
    expect(played.lasted - cancelledAt).toBeLessThanOrEqual(5000);
    expect(played.end).toMatchObject({ kind: 'stuck', giveBack: { way: 'stop-deployment' } });
    expect(count(played, 'UpdateService')).toBe(1);
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

test('what hangs in the last seconds of a job is left to its post step', async () => {
  const played = await cancelled(({ deployments }) => {
    const rollBack = (): Promise<never> => new Promise(() => undefined);
    return { deployments: { ...deployments, rollBack } };
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
