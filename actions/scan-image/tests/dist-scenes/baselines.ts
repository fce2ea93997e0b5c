/** What a service runs: judged itself, or what an image is compared with, as a digest or nothing may be, too. */
import type { Harbour } from '../dist-harbour.ts';
import { green, red, type Scenes } from './scene.ts';

const ofService = { baseline: 'ecs:harbour/web', 'new-only': 'true' };

/** What runs was scanned when it was pushed. */
async function besideRunning({ serve, pushAndJudge }: Harbour, inputs: Readonly<Record<string, string>>) {
  await serve('running');
  return pushAndJudge('next', inputs);
}

export const baselines: Scenes = {
  'only what the running service does not have fails': red({
    inspector: 'everywhere',
    play: (harbour) => besideRunning(harbour, ofService),
  }),
  'what runs is deployed again: nothing is new': green({
    inspector: 'everywhere',
    play: async ({ serve, judge }) => {
      await serve('running');
      return judge('running', ofService);
    },
  }),
  'a baseline tells what is new, and everything counts': red({
    play: (harbour) => besideRunning(harbour, { baseline: 'ecs:harbour/web' }),
  }),
  'a digest is the baseline': red({
    play: async ({ push, pushAndJudge }) =>
      pushAndJudge('next', { ...ofService, baseline: await push('running') }),
  }),
  'the service of the baseline is not there': red({
    play: ({ pushAndJudge }) => pushAndJudge('next', { ...ofService, baseline: 'ecs:harbour/wbe' }),
  }),
  'the service of the baseline never served': red({
    play: ({ pushAndJudge }) => pushAndJudge('next', ofService),
  }),
  'what the service serves with is judged': green({
    play: async ({ serve, judge }) => {
      await serve('clean');
      return judge('ecs:harbour/web');
    },
  }),
  'the service to judge never served': red({
    play: ({ judge }) => judge('ecs:harbour/web'),
  }),
  'the service to judge runs an image of another repository': red({
    play: async ({ serve, judge }) => {
      await serve('clean');
      return judge('ecs:harbour/web', { repository: 'prod/web' });
    },
  }),
  'the baseline has no scan': red({
    images: `  - { repository: team/web, tag: dark, behaviour: [{ at: 1s, health: HEALTHY }], scan: [{ at: 1s, status: FINDINGS_UNAVAILABLE }] }`,
    play: async ({ serve, pushAndJudge }) => {
      await serve('dark');
      return pushAndJudge('next', ofService);
    },
  }),
};
