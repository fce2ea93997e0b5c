/** A scene of the transcripts: how it ends for the job, and how it comes to that. */
import type { HarbourScene } from '../dist-harbour.ts';

export interface Scene {
  readonly exitCode: 0 | 1;
  readonly scene: HarbourScene;
}

export type Scenes = Readonly<Record<string, Scene>>;

export const green = (scene: HarbourScene): Scene => ({ exitCode: 0, scene });
export const red = (scene: HarbourScene): Scene => ({ exitCode: 1, scene });

export const deny = (...actions: readonly string[]): string =>
  `deny: [${actions.map((action) => `{ action: '${action}', resource: '*' }`).join(', ')}]`;
