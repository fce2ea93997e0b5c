/** A scene of the transcripts: how it ends for the job, and how it comes to that. */
import type { Scenes as ScenesOf } from '@slipway/test-kit/scenes';
import type { HarbourScene } from '../dist-harbour.ts';

export { green, red } from '@slipway/test-kit/scenes';

export type Scenes = ScenesOf<HarbourScene>;
