/** What a user of the committed bundle sees of each behaviour: a service on the local ECS, in lockstep with its time. */
import { beforeAll, expect, test } from '@jest/globals';
import { playingOf } from '@slipway/test-kit/scenes';
import { playScene } from './dist-harbour.ts';
import { answers } from './dist-scenes/answers.ts';
import { confirming } from './dist-scenes/confirming.ts';
import { guards } from './dist-scenes/guards.ts';
import { healthy } from './dist-scenes/healthy.ts';
import { interrupted } from './dist-scenes/interrupted.ts';
import { others } from './dist-scenes/others.ts';
import type { Scenes } from './dist-scenes/scene.ts';
import { strategies } from './dist-scenes/strategies.ts';
import { unhealthy } from './dist-scenes/unhealthy.ts';
import { wrongClocks } from './dist-scenes/wrong-clocks.ts';

const scenes: Scenes = {
  ...healthy,
  ...unhealthy,
  ...wrongClocks,
  ...confirming,
  ...guards,
  ...others,
  ...strategies,
  ...answers,
  ...interrupted,
};

const playing = playingOf(scenes, playScene);
beforeAll(() => playing.start());

test.each(Object.keys(scenes))('%s', async (name) => {
  const { run, transcript } = await playing.played(name);
  expect(transcript).toMatchSnapshot();
  // A snapshot that is written anew may not turn red into green.
  expect(run.exitCode).toBe(scenes[name]?.exitCode);
});
