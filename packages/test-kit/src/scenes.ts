/** Scenes on committed bundles: how each ends for the job, and some of them played at once. */
import type { Played } from './harbour-stage.ts';

export interface Scene<Script> {
  readonly exitCode: 0 | 1;
  readonly scene: Script;
}

export type Scenes<Script> = Readonly<Record<string, Scene<Script>>>;

export const green = <Script>(scene: Script): Scene<Script> => ({ exitCode: 0, scene });
export const red = <Script>(scene: Script): Scene<Script> => ({ exitCode: 1, scene });

/** While one process works its cloud waits, and the other way round. */
const atOnce = 3;

export interface Playing {
  /** Starts the first ones; the others follow in the order of the scenes. */
  start(): void;
  /** @throws what the scene throws. */
  played(name: string): Promise<Played>;
}

export function playingOf<Script>(scenes: Scenes<Script>, play: (scene: Script) => Promise<Played>): Playing {
  const waiting = Object.entries(scenes).map(([name, { scene }]) => ({
    name,
    scene,
    ...Promise.withResolvers<Played>(),
  }));
  // A scene may fail before somebody asks how it went.
  for (const { promise } of waiting) promise.catch(() => undefined);
  const byName = new Map(waiting.map(({ name, promise }) => [name, promise]));
  const next = async (): Promise<void> => {
    const first = waiting.shift();
    if (first === undefined) return;
    const playing = play(first.scene);
    first.resolve(playing);
    await playing.catch(() => undefined);
    await next();
  };
  return {
    start: () => {
      for (let lane = 0; lane < atOnce; lane += 1) void next();
    },
    played: (name) => byName.get(name) ?? Promise.reject(new Error(`${name} is no scene.`)),
  };
}
