/** What the scenes of the committed bundle share: a stage, images in it, and a step that is played on it. */
import { join } from 'node:path';
import type { HarbourStage, Played } from '@slipway/test-kit/harbour-stage';
import { pushLayout } from '@slipway/test-kit/pushed-image';
import { writeLayoutOf, type Part } from '@slipway/test-kit/layouts-on-disk';

export type StepInputs = Readonly<Record<string, string>>;

export const play = (
  stage: HarbourStage,
  inputs: StepInputs,
  env: Readonly<Record<string, string>> = {},
): Promise<Played> => stage.play('build-push-ecr', inputs, env);

/** Puts an image into a repository of the local cloud without any action. */
export async function put(stage: HarbourStage, repository: string, image: Part, tag: string): Promise<void> {
  const folder = join(stage.workspace, `put-${tag}-${image.digest.slice(-12)}`);
  await writeLayoutOf(folder, [image]);
  await pushLayout(stage.aws.endpoint, folder, repository, tag);
}

/** Requests that bring a layer, or a part of one, into the registry; a mount is none. */
export const uploads = ({ transcript }: Played): readonly string[] =>
  transcript.split('\n').filter((line) => /(?:PATCH|PUT) \S*\/blobs\/uploads\//.test(line));

/** Without the calls: how many are on their way when one of them fails is a matter of luck. */
export const withoutCalls = ({ transcript }: Played): string =>
  transcript.replace(/\ncalls that [\s\S]*/, '');
