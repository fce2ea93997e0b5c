/** What a user of the committed bundle sees of each behaviour: a service on the local ECS, in scaled time. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Played } from '@slipway/test-kit/harbour-stage';
import { playScene } from './dist-harbour.ts';
import { answers } from './dist-scenes/answers.ts';
import { cancels } from './dist-scenes/cancels.ts';
import { others } from './dist-scenes/others.ts';
import type { Scenes } from './dist-scenes/scene.ts';
import { strategies } from './dist-scenes/strategies.ts';
import { healthy, unhealthy } from './dist-scenes/unhealthy.ts';
import { steady } from './dist-words.ts';

const scenes: Scenes = { ...healthy, ...unhealthy, ...others, ...strategies, ...answers, ...cancels };

/** They wait far more than they work. */
const atOnce = 6;

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
  expect(steady(transcript)).toMatchSnapshot();
  // A snapshot that is written anew may not turn red into green.
  expect(run.exitCode).toBe(scenes[name]?.exitCode);
});

function missing(name: string): never {
  throw new Error(`${name} was not played.`);
}
