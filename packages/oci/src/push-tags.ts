/** The tags of a push, put when everything else is there: in their order, each asked about directly before. */
import { asFailure, Failure, inputFailure } from '@slipway/action-kit/failures';
import type { Image } from './image.ts';
import type { StoredManifest } from './manifest.ts';
import type { PushTarget } from './push-target.ts';
import type { TagEnd, TagRule } from './put-tag.ts';
import { immutableTagCode } from './registry-failures.ts';

export interface PutTags {
  readonly pushedTags: readonly string[];
  /** Somebody else was quicker: the tag held the digest already. */
  readonly presentTags: readonly string[];
  /** Set when a tag could not be put, or was put and is not seen to hold the image. */
  readonly stopped: StoppedPush | undefined;
}

export interface StoppedPush {
  readonly failure: Failure;
  /** They are as they were: none when all were put, and only the last could not be confirmed. */
  readonly missingTags: readonly string[];
}

/** Up to the first that can't be put: a release whose version was refused must not become latest. */
export async function putTags(
  { root, home }: Pick<Image, 'root' | 'home'>,
  tags: readonly string[],
  target: PushTarget,
  tagRule: TagRule | undefined,
): Promise<PutTags> {
  const pushedTags: string[] = [];
  const presentTags: string[] = [];
  for (const tag of tags) {
    try {
      const end = await putTag(root, tag, target, tagRule);
      // The registry took it: whatever is seen of it from here on, it does not count as missing.
      (end === 'pushed' ? pushedTags : presentTags).push(tag);
      // A promotion says that it is the very image: so it is looked at, not taken for granted.
      if (home !== undefined) await target.registry.confirm(target.repository, tag, root.digest);
    } catch (error) {
      const missingTags = tags.slice(pushedTags.length + presentTags.length);
      return { pushedTags, presentTags, stopped: { failure: asFailure(error), missingTags } };
    }
  }
  return { pushedTags, presentTags, stopped: undefined };
}

/** An immutable tag is refused even when it holds this very digest, which is what was wanted. */
async function putTag(
  root: StoredManifest,
  tag: string,
  { registry, repository }: PushTarget,
  rule: TagRule | undefined,
): Promise<TagEnd> {
  try {
    return await registry.putTag(repository, tag, root, rule);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== immutableTagCode) throw error;
    const held = await registry.findManifest(repository, tag);
    if (held === undefined) throw error;
    if (held.digest === root.digest) return 'present';
    throw tagHoldsOther({ repository, tag, holds: held.digest, digest: root.digest }, error);
  }
}

const tagHoldsOther = (
  { repository, tag, holds, digest }: Readonly<Record<'repository' | 'tag' | 'holds' | 'digest', string>>,
  cause: unknown,
): Failure =>
  inputFailure({
    code: immutableTagCode,
    what: `The tag ${tag} of ${repository} can't be moved to ${digest}`,
    why: `the tags of the repository are immutable, and it holds ${holds}`,
    hint: 'Use another tag.',
    cause,
  });
