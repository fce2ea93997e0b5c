/** No minute passes without a line that says what is waited for. */
import { expect, test } from '@jest/globals';
import { upstreamFailure } from '@slipway/action-kit/failures';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';

const hours = 3_600_000;
const dying = { 42: { diesAfter: 3000 } };

/** A run whose lines are kept with the seconds at which they were written. */
async function timed(scenario: Scenario): Promise<Played & { readonly silence: number }> {
  const clock = manualClock();
  const begun = clock.now();
  const at: number[] = [0];
  const log = {
    info: () => void at.push((clock.now() - begun) / 1000),
    debug: () => undefined,
    mask: () => undefined,
    group: <T>(_: string, body: () => Promise<T>) => body(),
  };
  const played = await play(
    { ...scenario, ports: { ...scenario.ports, log } },
    clock,
    ecsDouble(clock, scenario.ecs),
  );
  at.push(played.lasted / 1000);
  const gaps = at.map((each, index) => each - (at[index - 1] ?? 0));
  return { ...played, silence: Math.max(...gaps) };
}

test('while nothing proves the way back', async () => {
  const unseen = { running: false, behaviours: { ...dying, 41: { startsAfter: hours } } };
  const { end, silence, lasted } = await timed({ ecs: unseen, request: { rollbackTimeout: 300_000 } });
  expect([end.kind, end.reason.code]).toEqual(['stuck', 'rollback-timeout']);
  expect(lasted).toBeGreaterThanOrEqual(300_000);
  expect(silence).toBeLessThanOrEqual(most);
});

/** A minute, and the longest time between two looks. */
const most = 60 + 15 * 1.2;

test.each<[string, Scenario]>([
  [
    'while every look at the way back fails',
    {
      ecs: { behaviours: dying },
      request: { rollbackTimeout: 600_000 },
      script: { 20_000: (ecs) => ecs.fail('DescribeServiceDeployments', 10_000) },
    },
  ],
  [
    'while every look at the deployment fails',
    { script: { 20_000: (ecs) => ecs.fail('DescribeServiceDeployments', 10_000) } },
  ],
  [
    'while more tasks are waited for',
    {
      wanted: { kind: 'revision', reference: 'web:41' },
      ecs: { behaviours: { 41: { startsAfter: hours } } },
      request: { desiredCount: 3, timeout: 600_000 },
    },
  ],
  [
    'while ECS is busy registering',
    {
      before: (ecs) =>
        ecs.fail(
          'RegisterTaskDefinition',
          1000,
          upstreamFailure({ code: 'family-busy', what: 'ECS is busy' }),
        ),
    },
  ],
])('%s', async (_, scenario) => {
  const { lasted, silence } = await timed(scenario);
  expect(lasted).toBeGreaterThanOrEqual(150_000);
  expect(silence).toBeLessThanOrEqual(most);
});
