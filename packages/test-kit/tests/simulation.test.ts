/** The engine on the local ECS in virtual time, in the plainest worlds: what it says is what the world says. */
import { expect, test } from '@jest/globals';
import { plainScene } from '../src/simulation/plain-scene.ts';
import { play, type Played } from '../src/simulation/play.ts';

const endOf = ({ record }: Played) => record.runs[0]?.end;

/** `web:2` and how many of its tasks are healthy. */
function healthyIn({ record }: Played): Readonly<Record<string, number>> {
  const crews = record.runs.at(-1)?.lastLook.at(-1)?.crews ?? {};
  return Object.fromEntries(
    Object.entries(crews).map(([arn, { healthy }]) => [arn.slice(arn.lastIndexOf('/') + 1), healthy]),
  );
}

test('a healthy revision serves in the world when the run says that it succeeded', async () => {
  const played = await play(plainScene);
  expect(endOf(played)).toMatchObject({ kind: 'succeeded', reason: { text: 'web:2 serves with 2 tasks' } });
  expect(healthyIn(played)).toEqual({ 'web:2': 2 });
});

test('a revision that crashes is gone in the world when the run says that it was rolled back', async () => {
  const crashing = [{ kind: 'exits', after: 3000, code: 1 }] as const;
  const played = await play({ ...plainScene, images: { ...plainScene.images, new: crashing } });
  expect(endOf(played)).toMatchObject({
    kind: 'rolled-back',
    reason: {
      text: 'web:2 never became healthy: container app exited with code 1 (2 of 2 tasks)',
    },
  });
  expect(healthyIn(played)).toEqual({ 'web:1': 2 });
});

test('a run that is killed leaves the world to its post step', async () => {
  const killed = await play({
    ...plainScene,
    cut: { kind: 'killed', call: 12, when: 'after' },
    after: ['post-step'],
  });
  expect(killed.record.runs.map(({ kind, end }) => [kind, end?.kind])).toEqual([
    ['run', undefined],
    ['post-step', 'rolled-back'],
  ]);
  expect(healthyIn(killed)).toEqual({ 'web:1': 2 });
});
