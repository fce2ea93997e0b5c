/** What the page says of each permission is true: it is taken away in the local cloud, and the step ends as the page has it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readYaml } from '@slipway/documents/yaml';
import type { Gate } from '@slipway/local-aws/dispatch';
import { ServiceError } from '@slipway/local-aws/service';
import { playScene, type Harbour, type HarbourScene } from './dist-harbour.ts';

interface Permission {
  readonly action: string;
  readonly spare?: boolean;
  readonly only?: string;
}

const page = readFileSync(new URL('../page/permissions.yml', import.meta.url), 'utf8');
const permissions = readYaml(page).value as unknown as readonly Permission[];

type Scene = Omit<HarbourScene, 'gate'>;

/** As IAM does; what pushes images speaks to the registry, and is not asked. */
const denying =
  (action: string): Gate =>
  ({ service, operation, moment }) => {
    if (moment === 'carried-out' || `${service}:${operation}` !== action) return;
    throw new ServiceError('AccessDeniedException', `This role is not authorized to perform: ${action}`);
  };

const index: Scene = { play: async ({ pushIndex, judge }) => judge(await pushIndex('clean')) };
const dangers: Scene = {
  inspector: 'everywhere',
  play: ({ pushAndJudge }) => pushAndJudge('running', { kev: 'fail', 'fail-on': 'low: 0' }),
};
const beside: Scene = {
  play: async ({ serve, judge }: Harbour) => {
    await serve('running');
    return judge('running', { baseline: 'ecs:harbour/web', 'new-only': 'true' });
  },
};

/** As `promote` asks: which image serves is the question, not beside it. */
const itself: Scene = {
  play: async ({ serve, judge }: Harbour) => {
    await serve('clean');
    return judge('ecs:harbour/web');
  },
};

const sceneOf = ({ action }: Permission): Scene => {
  if (action.startsWith('ecs:')) return beside;
  return action.startsWith('inspector2:') ? dangers : index;
};

test.each(Object.entries({ index, dangers, beside, itself }))(
  '%s passes with all of them',
  async (_, scene) => {
    expect((await playScene({ ...scene })).run.exitCode).toBe(0);
  },
);

describe('without', () => {
  test.each(permissions)('$action', async (permission) => {
    const { run } = await playScene({ ...sceneOf(permission), gate: denying(permission.action) });
    const isDenied = run.log.join('\n').includes(`AWS denied ${permission.action}`);
    expect([run.exitCode, isDenied]).toEqual(permission.spare === true ? [0, false] : [1, true]);
  });

  test.each(permissions.filter(({ action }) => action.startsWith('ecs:')))(
    '$action where the image is the one that serves',
    async (permission) => {
      const { run } = await playScene({ ...itself, gate: denying(permission.action) });
      const isDenied = run.log.join('\n').includes(`AWS denied ${permission.action}`);
      expect([run.exitCode, isDenied]).toEqual(permission.spare === true ? [0, false] : [1, true]);
    },
  );
});

test('no scan calls anything that the page does not name', async () => {
  const called = new Set<string>();
  for (const scene of [index, dangers, beside, itself]) {
    const { transcript } = await playScene({ ...scene });
    for (const [, name = ''] of transcript.matchAll(/^ +(?:\d+ × |\d+:\d\d )(\w+:\w+) →/gm)) called.add(name);
  }
  const named = permissions.map(({ action }) => action);
  expect([...called].filter((name) => !named.includes(name))).toEqual([]);
  expect(called.size).toBeGreaterThan(8);
});
