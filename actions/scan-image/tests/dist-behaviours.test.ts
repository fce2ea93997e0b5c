/** What a user of the committed bundle sees of each scan: images in the local ECR, in lockstep with its time. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Played } from '@slipway/test-kit/harbour-stage';
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

/** While one process works its cloud waits, and the other way round. */
const atOnce = 3;

const played = new Map<string, Promise<Played>>();
beforeAll(() => {
  const waiting = Object.entries(scenes);
  const started = new Map<string, (scene: Promise<Played>) => void>();
  for (const [name] of waiting) played.set(name, new Promise((resolve) => started.set(name, resolve)));
  const next = async (): Promise<void> => {
    const entry = waiting.shift();
    if (entry === undefined) return;
    const [name, { scene }] = entry;
    const playing = playScene(scene);
    started.get(name)?.(playing);
    await playing.catch(() => undefined);
    await next();
  };
  for (let lane = 0; lane < atOnce; lane += 1) void next();
});

test.each(Object.keys(scenes))('%s', async (name) => {
  const { run, transcript } = (await played.get(name)) ?? missing(name);
  expect(transcript).toMatchSnapshot();
  // A snapshot that is written anew may not turn red into green.
  expect(run.exitCode).toBe(scenes[name]?.exitCode);
});

function missing(name: string): never {
  throw new Error(`${name} was not played.`);
}
