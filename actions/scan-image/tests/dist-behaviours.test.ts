/** What a user of the committed bundle sees of each scan: images in the local ECR, in lockstep with its time. */
import { beforeAll, expect, test } from '@jest/globals';
import { playingOf } from '@slipway/test-kit/scenes';
import { playScene } from './dist-harbour.ts';
import { baselines } from './dist-scenes/baselines.ts';
import { denied } from './dist-scenes/denied.ts';
import { policies } from './dist-scenes/policies.ts';
import { scanning } from './dist-scenes/scanning.ts';
import type { Scenes } from './dist-scenes/scene.ts';
import { suppressing } from './dist-scenes/suppressing.ts';
import { telling } from './dist-scenes/telling.ts';

const scenes: Scenes = {
  ...scanning,
  ...denied,
  ...policies,
  ...baselines,
  ...suppressing,
  ...telling,
};

const playing = playingOf(scenes, playScene);
beforeAll(() => playing.start());

test.each(Object.keys(scenes))('%s', async (name) => {
  const { run, transcript } = await playing.played(name);
  expect(transcript).toMatchSnapshot();
  // A snapshot that is written anew may not turn red into green.
  expect(run.exitCode).toBe(scenes[name]?.exitCode);
});
