/** A scene of the transcripts: how it ends for the job, and how it comes to that. */
import type { Scene as SceneOf, Scenes as ScenesOf } from '@slipway/test-kit/scenes';
import type { HarbourScene } from '../dist-harbour.ts';

export { green, red } from '@slipway/test-kit/scenes';

export type Scene = SceneOf<HarbourScene>;
export type Scenes = ScenesOf<HarbourScene>;

export const deny = (...actions: readonly string[]): string =>
  `deny: [${actions.map((action) => `{ action: '${action}', resource: '*' }`).join(', ')}]`;
