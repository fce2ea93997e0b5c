/** What the page says of each permission is true: it is taken away, and the run ends as the page has it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { document } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { deployService } from '../src/deploy-service.ts';
import { deploy, dying, given, region, stage, type Scene } from './world.ts';

const list = readFileSync(new URL('../page/permissions.yml', import.meta.url), 'utf8');
const row =
  /^- action: (\w+:\w+)\n {2}why: (.*)\n(?: {2}given: (\S+)=(\S+)\n)?(?: {2}mode: (\S+)\n)? {2}healthy: (\S+)\n {2}dying: (\S+)$/gm;
const permissions = [...list.matchAll(row)].map(
  ([, action = '', why = '', input, value = '', mode, healthy = '', died = '']) => ({
    action,
    why,
    mode,
    values: input === undefined ? {} : { [input]: value },
    ends: [healthy, died],
  }),
);

test('the page lists them', () => {
  expect(permissions).toHaveLength(list.split('- action:').length - 1);
  expect(permissions.length).toBeGreaterThan(10);
});

/** The scene without the permission. */
function lacking(action: string, scene: Scene): Scene {
  const call = action.replace(/^\w+:/, '');
  const denied = setupFailure({ code: 'access-denied', what: `AWS denied ${action}` });
  const tail = async (): Promise<never> => {
    throw denied;
  };
  return {
    ...scene,
    // With a load balancer, so that it is asked for.
    ecs: { balancer: {}, ...scene.ecs },
    before: (double) => double.fail(call, 9999, denied),
    world: call === 'GetLogEvents' ? { containerLogs: { tail } } : {},
  };
}

const without = (action: string, scene: Scene): ReturnType<typeof deploy> => deploy(lacking(action, scene));

type Played = Pick<Awaited<ReturnType<typeof without>>, 'result' | 'ecs'>;

const endOf = ({ result }: Played): string => result.run.end.kind;

/** Nothing was changed, and the missing permission is named. */
function isRefusedFor(action: string, played: Played): void {
  expect([endOf(played), played.result.run.end.reason]).toEqual([
    'refused',
    { code: 'access-denied', text: `AWS denied ${action}` },
  ]);
  expect(played.ecs.serving()).toEqual({ 'web:41': 2 });
}

test.each(permissions)('without $action', async ({ action, values, ends }) => {
  const [healthy, died] = [
    await without(action, { values }),
    await without(action, { values, ecs: { balancer: {}, ...dying } }),
  ];
  expect([healthy, died].map(endOf)).toEqual(ends);
  if (ends[0] === 'refused') isRefusedFor(action, healthy);
  if (ends[1] === 'refused') isRefusedFor(action, died);
});

const ofOneMode = permissions.flatMap(({ action, mode }) => (mode === undefined ? [] : { action, mode }));

test.each(ofOneMode)(
  'mode $mode without $action is refused, and the hook awaits',
  async ({ action, mode }) => {
    const values = { mode, 'task-definition': '' };
    const { clock, ecs, ports } = stage(lacking(action, { ecs: { pauses: ['approve'] } }));
    ecs.deploy(ecs.register(document));
    await clock.drive(clock.sleep(12_000));
    const result = await clock.drive(deployService(given(values), region, ports));
    isRefusedFor(action, { result, ecs });
    expect(ecs.calls.filter((call) => action.endsWith(`:${call}`))).toHaveLength(1);
  },
);

describe('`fail-fast: false` can do without', () => {
  const names = permissions.filter(({ why }) => why.includes('`fail-fast: false` can do without'));

  test.each(names)('$action', async ({ action }) => {
    const values = { 'fail-fast': 'false' };
    const healthy = await without(action, { values });
    expect(endOf(healthy)).toBe('succeeded');
    // ECS's own breaker goes back.
    const died = await without(action, { values, ecs: { ...dying, breaker: { rollback: true } } });
    expect(died.ecs.serving()).toEqual({ 'web:41': 2 });
  });
});
