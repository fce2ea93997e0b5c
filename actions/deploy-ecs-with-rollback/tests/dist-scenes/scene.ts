/** A scene of the transcripts: how it ends for the job, and how it comes to that. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Gate, GatedCall } from '@slipway/local-aws/dispatch';
import type { Harbour, HarbourScene } from '../dist-harbour.ts';

export interface Scene {
  readonly exitCode: 0 | 1;
  readonly scene: HarbourScene;
}

export type Scenes = Readonly<Record<string, Scene>>;

export const green = (scene: HarbourScene): Scene => ({ exitCode: 0, scene });
export const red = (scene: HarbourScene): Scene => ({ exitCode: 1, scene });

/** An answer of AWS in the place of its own, from the moment when the stage is set. */
export interface Trouble {
  readonly operation: RegExp;
  /** Before it takes effect, or after it: then the answer alone is lost. */
  readonly moment: GatedCall['moment'];
  readonly times: number;
  readonly error: Error;
  /** Strikes only from the first call of this operation on. */
  readonly after?: string;
}

/** Plays with calls that fail; those that set the stage do not count. */
export function troubled(
  { operation, moment, times, error, after }: Trouble,
  scene: HarbourScene,
): HarbourScene {
  let isSet = false;
  let isBegun = after === undefined;
  let left = times;
  const gate: Gate = (call) => {
    if (!isSet) return;
    if (call.operation === after && call.moment === 'carried-out') isBegun = true;
    if (!isBegun || call.moment !== moment || left === 0 || !operation.test(call.operation)) return;
    left -= 1;
    throw error;
  };
  return {
    ...scene,
    gate,
    play: (harbour) => {
      isSet = true;
      return scene.play(harbour);
    },
  };
}

/** Does something once, when a line of the log says so; the action goes on. */
export function whenTold(words: RegExp, act: () => Promise<unknown>): (line: string) => false {
  let isDone = false;
  return (line) => {
    if (!isDone && words.test(line)) {
      isDone = true;
      void act();
    }
    return false;
  };
}

/** Somebody else's deployment of the image with this tag, which is in progress when it is answered. */
export async function othersDeploy({ register, ecs, until }: Harbour, tag: string): Promise<void> {
  await register(tag);
  await ecs('UpdateService', { cluster: 'harbour', service: 'web', taskDefinition: 'web' });
  await until('IN_PROGRESS');
  await pause(0);
}
