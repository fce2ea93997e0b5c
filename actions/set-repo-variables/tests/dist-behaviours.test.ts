/** What a user of the committed bundle sees of each run: log, outputs, summary and calls, in lockstep with the local GitHub. */
import { beforeAll, expect, test } from '@jest/globals';
import { playingOf } from '@slipway/test-kit/scenes';
import { playScene } from './dist-harbour.ts';
import { failing } from './dist-scenes/failing.ts';
import { others } from './dist-scenes/others.ts';
import type { Scenes } from './dist-scenes/scene.ts';
import { writing } from './dist-scenes/writing.ts';

const scenes: Scenes = { ...writing, ...failing, ...others };

const playing = playingOf(scenes, playScene);
beforeAll(() => playing.start());

test.each(Object.keys(scenes))('%s', async (name) => {
  const { run, transcript } = await playing.played(name);
  expect(transcript).toMatchSnapshot();
  // A snapshot that is written anew may not turn red into green.
  expect(run.exitCode).toBe(scenes[name]?.exitCode);
});
