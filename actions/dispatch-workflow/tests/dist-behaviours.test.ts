/** What a user of the committed bundle sees of each dispatch: workflows of the local GitHub, in lockstep with its time. */
import { beforeAll, expect, test } from '@jest/globals';
import { playingOf } from '@slipway/test-kit/scenes';
import { playScene } from './dist-github.ts';
import { asking } from './dist-scenes/asking.ts';
import { finding } from './dist-scenes/finding.ts';
import { following } from './dist-scenes/following.ts';
import { onlyOnce } from './dist-scenes/once.ts';
import type { Scenes } from './dist-scenes/scene.ts';

const scenes: Scenes = { ...asking, ...following, ...finding, ...onlyOnce };

const playing = playingOf(scenes, playScene);
beforeAll(() => playing.start());

test.each(Object.keys(scenes))('%s', async (name) => {
  const { run, transcript } = await playing.played(name);
  expect(transcript).toMatchSnapshot();
  // A snapshot that is written anew may not turn red into green.
  expect(run.exitCode).toBe(scenes[name]?.exitCode);
});
