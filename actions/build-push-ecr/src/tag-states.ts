/** What each tag holds before the push, and whether that allows it: decided for all tags before anything is done. */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import type { Inputs } from './inputs.ts';
import type { TagLook } from './place.ts';

export type TagState =
  | { readonly kind: 'new'; readonly tag: string }
  | { readonly kind: 'held'; readonly tag: string }
  /** Holds another digest. */
  | { readonly kind: 'other'; readonly tag: string; readonly holds: string };

export function tagState(tag: string, holds: string | undefined, digest: string): TagState {
  if (holds === undefined) return { kind: 'new', tag };
  return holds === digest ? { kind: 'held', tag } : { kind: 'other', tag, holds };
}

export interface TagRules {
  readonly repository: string;
  readonly digest: string;
  readonly ifTagExists: Inputs['ifTagExists'];
}

/** @throws Failure for the first tag that forbids the push. */
export function requireAllowed(looks: readonly TagLook[], rules: TagRules): void {
  for (const { tag, immutable, holds } of looks) {
    const refusal = refuse(tagState(tag, holds?.digest, rules.digest), immutable, rules);
    if (refusal !== undefined) throw refusal;
  }
}

function refuse(state: TagState, immutable: boolean, rules: TagRules): Failure | undefined {
  if (state.kind === 'new') return undefined;
  if (rules.ifTagExists === 'fail') return exists(state, rules);
  if (state.kind === 'held') return undefined;
  if (rules.ifTagExists === 'reuse') return holdsOther(state, rules, immutable);
  return immutable ? isImmutable(state, rules) : undefined;
}

/**
 * The same before a build, whose digest nobody knows yet.
 * @returns the tags whose image a build must not replace: it has to be as good as what a build would make.
 * @throws Failure for the first tag that forbids the build whatever it holds.
 */
export function bindingTags(
  looks: readonly TagLook[],
  { repository, ifTagExists }: Omit<TagRules, 'digest'>,
): readonly TagLook[] {
  const held = looks.filter(({ holds }) => holds !== undefined);
  if (ifTagExists === 'overwrite') return held.filter(({ immutable }) => immutable);
  if (ifTagExists === 'reuse') return held;
  const [first] = held;
  if (first?.holds !== undefined) throw existsBeforeBuild(first.tag, first.holds.digest, repository);
  return [];
}

/**
 * The second look, directly before a tag is put that may not be moved: somebody may have made it during the upload.
 * @throws Failure when it must not be put any more.
 */
export function tagStillFree(tag: string, holds: string | undefined, rules: TagRules): 'put' | 'present' {
  const state = tagState(tag, holds, rules.digest);
  if (state.kind === 'new') return 'put';
  if (state.kind === 'held' && rules.ifTagExists === 'reuse') return 'present';
  throw takenMeanwhile(state, rules);
}

const takenMeanwhile = (
  state: Exclude<TagState, { kind: 'new' }>,
  { repository, digest, ifTagExists }: TagRules,
): Failure =>
  inputFailure({
    code: ifTagExists === 'fail' ? 'tag-exists' : 'tag-holds-other',
    what: `The tag ${state.tag} of ${repository} was made by somebody else while this image was pushed`,
    why: `it holds ${state.kind === 'other' ? `${state.holds}, and this image is ${digest}` : `this very image, ${digest}`}`,
    hint:
      ifTagExists === 'fail'
        ? 'Use another tag, or `if-tag-exists: reuse`.'
        : 'Use another tag, or `if-tag-exists: overwrite` when it may be moved.',
  });

type Other = Extract<TagState, { kind: 'other' }>;

const exists = (state: Exclude<TagState, { kind: 'new' }>, { repository, digest }: TagRules): Failure =>
  inputFailure({
    code: 'tag-exists',
    what: `The tag ${state.tag} exists already in ${repository}`,
    why: `it holds ${state.kind === 'other' ? state.holds : `this very image, ${digest}`}`,
    hint: 'Use another tag, or `if-tag-exists: reuse`. Nothing was pushed.',
  });

const existsBeforeBuild = (tag: string, holds: string, repository: string): Failure =>
  inputFailure({
    code: 'tag-exists',
    what: `The tag ${tag} exists already in ${repository}`,
    why: `it holds ${holds}`,
    hint: 'Use another tag, or `if-tag-exists: reuse`. Nothing was built.',
  });

const holdsOther = ({ tag, holds }: Other, { repository, digest }: TagRules, immutable: boolean): Failure =>
  inputFailure({
    code: 'tag-holds-other',
    what: `The tag ${tag} of ${repository} holds another image`,
    why: `it holds ${holds}, and this image is ${digest}`,
    hint: immutable
      ? 'Use another tag: this one is immutable. Nothing was pushed.'
      : 'Use another tag, or `if-tag-exists: overwrite` when it may be moved. Nothing was pushed.',
  });

const isImmutable = ({ tag, holds }: Other, { repository, digest }: TagRules): Failure =>
  inputFailure({
    code: 'tag-immutable',
    what: `The tag ${tag} of ${repository} can't be moved to ${digest}`,
    why: `it is immutable in this repository, and it holds ${holds}`,
    hint: 'Use another tag. Nothing was pushed.',
  });
