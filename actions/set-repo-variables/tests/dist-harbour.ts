/**
 * The harbour of the transcripts: a local GitHub on which the committed bundle writes variables, in lockstep, so that
 * every run is the same to the byte and a minute of waiting takes no time. Each scene has one of its own.
 */
import { virtualClock } from '@slipway/local-aws/clock';
import {
  openStage,
  type Ends,
  type HarbourStage,
  type Played,
  type StageOptions,
} from '@slipway/test-kit/harbour-stage';
import { openLockstep } from '@slipway/test-kit/lockstep/lockstep';

type Values = Readonly<Record<string, string>>;

export interface HarbourScene {
  /** Of the repository that the job runs in, and of its organization. */
  readonly github?: StageOptions['github'];
  /** Of the checkout, by path. */
  readonly files?: Values;
  readonly play: (harbour: Harbour) => Promise<Played>;
}

export interface Harbour {
  readonly stage: HarbourStage;
  /** Runs the action with a token that may do everything, unless another is given. */
  readonly set: (inputs: Values, env?: Values, ends?: Ends) => Promise<Played>;
}

export async function playScene({ github = {}, files = {}, play }: HarbourScene): Promise<Played> {
  await using opened = new AsyncDisposableStack();
  const lockstep = await openLockstep(virtualClock(undefined, 1));
  opened.defer(() => lockstep.close());
  // A local GitHub is no github.com: the limits are those of github.com all the same, unless a scene says otherwise.
  const stage = await openStage({ lockstep, github: { serverUrl: 'https://github.com', ...github } });
  opened.defer(() => stage.close());
  for (const [path, content] of Object.entries(files)) await stage.write(path, content);
  const set: Harbour['set'] = (inputs, env = {}, ends = {}) =>
    stage.play('set-repo-variables', { token: stage.github.tokens.everything, ...inputs }, env, ends);
  return await play({ stage, set });
}
