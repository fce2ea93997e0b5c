/** What is in the repository when a push was stopped at a tag, and what is missing there: told by outputs and error. */
import { withSentence, type Failure } from '@slipway/action-kit/failures';
import type { Ending, Placed } from './result.ts';

export interface Standing {
  /** Whether the image can be pulled by its digest. */
  readonly isThere: boolean;
  /** In the order of the input. */
  readonly tags: readonly string[];
  readonly missing: readonly string[];
}

/** What the end of a run left behind; a dry run tells what would be there. */
export function standingOf({ ending, tags: states }: Pick<Placed, 'ending' | 'tags'>): Standing {
  const all = states.map(({ tag }) => tag);
  if (ending.kind !== 'stopped') return { isThere: true, tags: all, missing: [] };
  const { missingTags } = ending.by;
  const tags = all.filter((tag) => !missingTags.includes(tag));
  return { isThere: ending.result.imageIsThere, tags, missing: missingTags };
}

/** `sha256:… is in team/web as v1; missing: latest`, without a full stop; nothing is missing when all were put. */
export function standingWords(result: Placed): string {
  const { repository, image } = result;
  const { isThere, tags, missing } = standingOf(result);
  const place = isThere ? `is in ${repository}` : `is not in ${repository}`;
  const names = tags.length === 0 ? '' : ` as ${tags.join(', ')}`;
  const rest = missing.length === 0 ? '' : `; missing: ${missing.join(', ')}`;
  return `${image.digest} ${place}${names}${rest}`;
}

/** The failure that stopped the push, with what is there and what is missing after its hint. */
export const stoppedFailure = (result: Placed, { by }: Extract<Ending, { kind: 'stopped' }>): Failure =>
  withSentence(by.failure, `${standingWords(result)}.`);
