/** A scene of the transcripts: how it ends for the job, and how it comes to that. */
import type { Fault } from '@slipway/local-github/faults';
import type { Scene as SceneOf, Scenes as ScenesOf } from '@slipway/test-kit/scenes';
import type { GithubScene, Site } from '../dist-github.ts';

export { green, red } from '@slipway/test-kit/scenes';

export type Scene = SceneOf<GithubScene>;
export type Scenes = ScenesOf<GithubScene>;

type Values = Readonly<Record<string, string>>;

export const release: Values = { workflow: 'release.yml', inputs: 'version=1' };
export const followed: Values = { ...release, wait: 'true' };

/** One step, after what is to go wrong. */
export const step =
  (inputs: Values, ...faults: readonly Fault[]): GithubScene['play'] =>
  ({ stage, dispatch }: Site) => {
    stage.github.faults.push(...faults);
    return dispatch(inputs);
  };
