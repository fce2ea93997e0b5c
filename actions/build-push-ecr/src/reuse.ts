/**
 * Whether a build is to be made at all: what the wanted tags hold is as good as a new build when it is of the same
 * revision and was built by the same plan. Bytes can't be compared before they are built.
 */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import { shortDigest } from '@slipway/oci/digest';
import { planLabel, revisionLabel } from './plan-label.ts';

/** What a build would be of. */
export interface Wanted {
  /** Full commit id; undefined when this run knows none. */
  readonly revision: string | undefined;
  readonly plan: string;
}

/** A tag that exists. */
export interface HeldTag {
  readonly tag: string;
  readonly digest: string;
  /** It can never be moved. */
  readonly immutable: boolean;
  /** undefined when the image is archived: nothing of it can be read. */
  readonly labels: Readonly<Record<string, string>> | undefined;
}

export type Reuse =
  | { readonly kind: 'build' }
  | {
      readonly kind: 'reuse';
      readonly digest: string;
      /** The image does not say by which plan it was built. */
      readonly planUnknown: boolean;
    };

/**
 * @param held those of the wanted tags that exist.
 * @throws Failure of kind input that names what a tag holds and what this run is for.
 */
export function reuseOf(held: readonly HeldTag[], wanted: Wanted, repository: string): Reuse {
  const [first] = held;
  if (first === undefined) return { kind: 'build' };
  for (const each of held) {
    const why = difference(each, wanted);
    if (why !== undefined) throw holdsOther(each, repository, why);
  }
  const other = held.find(({ digest }) => digest !== first.digest);
  if (other !== undefined) throw holdTwo(first, other, repository);
  return { kind: 'reuse', digest: first.digest, planUnknown: first.labels?.[planLabel] === undefined };
}

/** Why the image is another one; undefined when it is what a build would make. */
function difference({ digest, labels }: HeldTag, { revision, plan }: Wanted): string | undefined {
  if (labels === undefined) return `${digest} is archived, so its revision can't be read`;
  if (revision === undefined)
    return `it holds ${digest}, and GITHUB_SHA is not set, so this run is for no revision`;
  const was = labels[revisionLabel];
  if (was === undefined) return `${digest} has no label ${revisionLabel}, and this run is for ${revision}`;
  if (was !== revision) return `${digest} is of revision ${was}, and this run is for ${revision}`;
  const wasPlan = labels[planLabel];
  if (wasPlan === undefined || wasPlan === plan) return undefined;
  return `${digest} was built by another plan: from another context or Dockerfile, for another target, other platforms, build-args or attestations (its plan is ${shortDigest(wasPlan)}, and this run's ${shortDigest(plan)})`;
}

const holdsOther = ({ tag, immutable }: HeldTag, repository: string, why: string): Failure =>
  inputFailure({
    code: 'tag-holds-other',
    what: `The tag ${tag} of ${repository} holds another image`,
    why,
    hint: immutable
      ? 'Use another tag: this one is immutable.'
      : 'Use another tag, or `if-tag-exists: overwrite` when it may be moved.',
  });

const holdTwo = (one: HeldTag, other: HeldTag, repository: string): Failure =>
  inputFailure({
    code: 'tag-holds-other',
    what: `The tags ${one.tag} and ${other.tag} of ${repository} hold two images of this revision`,
    why: `the first holds ${one.digest}, the second ${other.digest}`,
    hint: 'Use other tags, or `if-tag-exists: overwrite` when they may be moved.',
  });
