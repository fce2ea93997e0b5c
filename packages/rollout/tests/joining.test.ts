/** A run that finds its own deployment in progress, be it that of a run that was killed: it joins its watch. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { document, play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { count, headline } from './played.ts';

const web41 = { kind: 'revision', reference: 'web:41' } as const;
const name = { cluster: 'main', service: 'web' };
const nothing = {
  desiredCount: undefined,
  forceNewDeployment: undefined,
  enableEcsManagedTags: undefined,
  propagateTags: undefined,
  volumeConfigurations: undefined,
};

/** What a run asked for that was killed right after it. */
const killedRun = (ecs: EcsDouble): void => ecs.deploy(ecs.register(document));

/** The same run again, some time later. */
const again = (scenario: Scenario = {}, later = 0): Promise<Played> =>
  play({
    before: killedRun,
    resume: async ({ clock }) => {
      await clock.sleep(later);
      return undefined;
    },
    ...scenario,
  });

describe('a deployment in progress that brings the document that is asked for', () => {
  test.each(['wait', 'supersede', 'fail'] as const)(
    'is joined with if-in-progress: %s',
    async (ifInProgress) => {
      const { end, ecs, path, lines } = await again({ request: { ifInProgress } }, 20_000);
      expect(path).toEqual(['planning', 'watching', 'succeeded']);
      expect(headline(end)).toBe('web:42 serves with 2 tasks after 1 min.');
      expect(lines[0]).toBe(
        'Joining deployment 0007 of web:42, which brings what is asked for and is IN_PROGRESS. It began 20 s ago, and has 30 min in all.',
      );
      expect(end.baseline?.taskDefinition).toMatch(/web:41$/);
      expect(ecs.changes).toEqual([]);
      expect(ecs.calls).not.toContain('RegisterTaskDefinition');
    },
  );

  test('is waited for when a deployment is to be forced: it may have begun with an older image', async () => {
    const { ecs, path } = await again({ request: { forceNewDeployment: true } }, 20_000);
    expect(path).toEqual(['planning', 'updating', 'watching', 'succeeded']);
    expect(ecs.changes).toEqual([expect.objectContaining({ forceNewDeployment: true })]);
  });

  test('is joined once ECS has named it', async () => {
    const { end, ecs, lines } = await again({ ecs: { namesDeploymentAfter: 10_000 } });
    expect([end.kind, ecs.changes]).toEqual(['succeeded', []]);
    expect(lines[0]).toBe('ECS has not named the deployment of web:42 yet.');
  });

  test('is turned back to what served before it when its tasks die', async () => {
    const { end, ecs, path } = await again({ ecs: { behaviours: { 42: { diesAfter: 3000 } } } });
    expect(path).toEqual(['planning', 'watching', 'rolling-back', 'rolled-back']);
    expect(end.reason.code).toBe('tasks-keep-dying');
    expect(ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('is followed to the end of its way back when ECS is on that', async () => {
    const { end, ecs, path } = await again(
      {
        before: (double) => {
          killedRun(double);
          void double.ports.services
            .describe(name)
            .then((service) => double.ports.deployments.rollBack(service?.deployment ?? ''));
        },
      },
      5000,
    );
    expect(path).toEqual(['planning', 'watching', 'rolled-back']);
    expect(headline(end)).toMatch(/^ECS rolled back because somebody asked for it: .* web:41 serves again/);
    expect(count({ ecs }, 'UpdateService')).toBe(0);
  });

  test.each([
    ['is turned back for an alarm that it set off', 10_000, 'rolled-back', 0],
    ['waits for an alarm to be OK that was raised before it', -10_000, 'succeeded', 1],
  ])('%s', async (_, after, kind, warnings) => {
    const clock = manualClock();
    const changedAt = clock.now() + after;
    const states = async () => [{ name: 'slow', state: 'ALARM', reason: undefined, changedAt }];
    const { end } = await play(
      {
        before: killedRun,
        request: { alarms: ['slow'] },
        ports: { alarms: { states } },
        resume: async () => {
          await clock.sleep(20_000);
          return undefined;
        },
      },
      clock,
    );
    expect([end.kind, end.warnings.length]).toEqual([kind, warnings]);
  });

  test('has no baseline when no deployment before it was successful', async () => {
    const { end } = await again({
      ecs: { running: false, behaviours: { 42: { diesAfter: 3000 } } },
      before: (ecs) => {
        killedRun(ecs);
        ecs.forget('SUCCESSFUL');
      },
    });
    expect([end.kind, end.baseline]).toEqual(['stuck', undefined]);
    expect(end.reason.text).toMatch(/there is no earlier deployment to go back to$/);
  });

  test('goes back to what was before it, though ECS finishes it while the run plans', async () => {
    const { end, ecs } = await play({
      ecs: { alarms: { slow: 'OK' } },
      before: (double) => {
        killedRun(double);
        const { deployments } = double.ports;
        const asked = { ...deployments };
        Object.assign(deployments, {
          newestSuccessful: async (of: typeof name) => {
            double.shift({ status: 'SUCCESSFUL' });
            return asked.newestSuccessful(of);
          },
        });
      },
      request: { alarms: ['slow'], bakeTime: 600_000 },
      script: { 120_000: (double) => double.alarm('slow', 'ALARM') },
    });
    expect([end.kind, end.baseline?.taskDefinition.slice(-6)]).toEqual(['rolled-back', 'web:41']);
    expect(ecs.serving()).toEqual({ 'web:41': 2 });
  });

  test('would be followed, says a dry run', async () => {
    const { end, ecs } = await again({ request: { dryRun: true } });
    expect(headline(end)).toBe(
      'Nothing would be asked for: deployment 0007 of web:42 is PENDING, and would be followed. This was a dry run: nothing was changed.',
    );
    expect(ecs.changes).toEqual([]);
  });

  test('is left to itself by a run that does not wait', async () => {
    const { end } = await again({ request: { wait: false } });
    expect(headline(end)).toBe(
      'ECS was asked for it already: deployment 0007 of web:42 is PENDING; nobody waits for its end.',
    );
  });
});

describe('the time of a deployment that is joined', () => {
  const slow: Scenario['ecs'] = { behaviours: { 42: { startsAfter: 3_600_000 } } };

  test('counts from its own start', async () => {
    const { end, lasted } = await again({ ecs: slow }, 600_000);
    expect(end.kind).toBe('rolled-back');
    expect((end.rollbackAt ?? 0) - (end.startedAt ?? 0)).toBe(1_800_000);
    expect(lasted).toBeLessThan(1_900_000);
  });

  test('is 5 minutes at least, however long ago it began', async () => {
    const { end } = await again({ ecs: slow }, 2_400_000);
    expect((end.rollbackAt ?? 0) - (end.startedAt ?? 0)).toBe(2_700_000);
    expect(end.reason.text).toMatch(/^web:42 was not done after 45 min; /);
  });

  test('is all of a shorter timeout', async () => {
    const { end } = await again({ ecs: slow, request: { timeout: 60_000 } }, 2_400_000);
    expect((end.rollbackAt ?? 0) - (end.startedAt ?? 0)).toBe(2_460_000);
  });
});

describe('a revision that is asked for by name', () => {
  test('is joined while it is being deployed', async () => {
    const { end, ecs } = await play({
      wanted: { kind: 'revision', reference: 'web:42' },
      before: killedRun,
    });
    expect([end.kind, ecs.changes]).toEqual(['succeeded', []]);
  });

  test('is joined while what runs is deployed again, as a killed run did that found it unproven', async () => {
    const { ecs, path } = await play({
      wanted: web41,
      request: { ifInProgress: 'supersede' },
      before: ({ ports }) =>
        void ports.services.update(name, {
          ...nothing,
          taskDefinition: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:41',
          forceNewDeployment: true,
        }),
    });
    expect(path).toEqual(['planning', 'watching', 'succeeded']);
    expect(ecs.changes).toHaveLength(1);
  });
});

describe('a deployment in progress is none of ours', () => {
  test('when it brings another document', async () => {
    const { end, lines } = await play({ before: (ecs) => ecs.deploy(ecs.register({ family: 'theirs' })) });
    expect(end.kind).toBe('succeeded');
    expect(lines[0]).toBe('Waiting for deployment 0007 of web:42, which is PENDING.');
  });

  test('when another count is asked for besides', async () => {
    const { end, ecs, path } = await again({ request: { desiredCount: 3 } });
    expect(path).toEqual(['planning', 'updating', 'adjusting', 'succeeded']);
    expect(ecs.changes).toHaveLength(1);
    expect(end.serving?.tasks).toBe(3);
  });

  test('when another volume is asked for besides', async () => {
    const volume = { name: 'data', managedEBSVolume: { roleArn: 'arn:role', sizeInGiB: 20 } };
    const { ecs, lines } = await again({ request: { volume } });
    expect(lines).toContain('web runs web:42 already, and is deployed again to get the volume asked for.');
    expect(ecs.changes).toMatchObject([{ volumeConfigurations: [volume] }]);
  });
});

test('a job that is cancelled before a look at what it joined is answered asks for the way back all the same', async () => {
  const clock = manualClock();
  const ecs = ecsDouble(clock, { behaviours: { 42: { startsAfter: 3_600_000 } } });
  const { deployments } = ecs.ports;
  let looks = 0;
  const ports = {
    deployments: {
      ...deployments,
      // Planning looks; the watch is never answered.
      describe: async (arn: string) => {
        looks += 1;
        if (looks > 1) await clock.sleep(3_600_000);
        return deployments.describe(arn);
      },
    },
  };
  const script = { 2000: (_: EcsDouble, cancel: () => void) => cancel() };
  const played = await play({ before: killedRun, ports, script }, clock, ecs);
  expect([played.end.kind, played.end.giveBack?.way, played.lasted]).toEqual([
    'stuck',
    'stop-deployment',
    3500,
  ]);
});
