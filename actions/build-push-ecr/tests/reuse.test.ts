/** What a build may take as done: the same revision by the same plan, and nothing that is only like it. */
import { describe, expect, test } from '@jest/globals';
import { planLabel, revisionLabel } from '../src/plan-label.ts';
import { reuseOf, type HeldTag } from '../src/reuse.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const another = `sha256:${'b'.repeat(64)}`;
const plan = `sha256:${'1'.repeat(64)}`;
const otherPlan = `sha256:${'2'.repeat(64)}`;
const wanted = { revision: 'c0ffee', plan };

const held = (labels: HeldTag['labels'], also: Partial<HeldTag> = {}): HeldTag => ({
  tag: 'v1',
  digest,
  immutable: false,
  labels,
  ...also,
});
const same = { [revisionLabel]: 'c0ffee', [planLabel]: plan };

test('nothing under any tag is built', () => {
  expect(reuseOf([], wanted, 'team/web')).toEqual({ kind: 'build' });
});

test('the same revision by the same plan is reused', () => {
  expect(reuseOf([held(same), held(same, { tag: 'latest' })], wanted, 'team/web')).toEqual({
    kind: 'reuse',
    digest,
    planUnknown: false,
  });
});

test('the same revision that tells no plan is reused, and that is said', () => {
  expect(reuseOf([held({ [revisionLabel]: 'c0ffee' })], wanted, 'team/web')).toMatchObject({
    planUnknown: true,
  });
});

const end = 'Use another tag, or `if-tag-exists: overwrite` when it may be moved.';

describe('anything else is refused with both named', () => {
  test.each<[string, HeldTag, { revision: string | undefined }, string]>([
    [
      'another revision',
      held({ ...same, [revisionLabel]: 'decade' }),
      wanted,
      `The tag v1 of team/web holds another image: ${digest} is of revision decade, and this run is for c0ffee. ${end}`,
    ],
    [
      'no revision',
      held({}),
      wanted,
      `The tag v1 of team/web holds another image: ${digest} has no label org.opencontainers.image.revision, and this run is for c0ffee. ${end}`,
    ],
    [
      'another plan',
      held({ ...same, [planLabel]: otherPlan }),
      wanted,
      `The tag v1 of team/web holds another image: ${digest} was built by another plan: from another context or Dockerfile, for another target, other platforms, build-args or attestations (its plan is sha256:222222222222, and this run's sha256:111111111111). ${end}`,
    ],
    [
      'an archived image',
      held(undefined),
      wanted,
      `The tag v1 of team/web holds another image: ${digest} is archived, so its revision can't be read. ${end}`,
    ],
    [
      'a run without a revision',
      held(same),
      { revision: undefined },
      `The tag v1 of team/web holds another image: it holds ${digest}, and GITHUB_SHA is not set, so this run is for no revision. ${end}`,
    ],
  ])('%s', (_, tag, { revision }, message) => {
    expect(() => reuseOf([tag], { revision, plan }, 'team/web')).toThrow(
      expect.objectContaining({ kind: 'input', code: 'tag-holds-other', message }),
    );
  });

  test('an immutable tag, which only another one can stand for', () => {
    const tag = held({ ...same, [revisionLabel]: 'decade' }, { immutable: true });
    expect(() => reuseOf([tag], wanted, 'team/web')).toThrow(
      'this run is for c0ffee. Use another tag: this one is immutable.',
    );
  });

  test('two images of the revision', () => {
    expect(() =>
      reuseOf([held(same), held(same, { tag: 'latest', digest: another })], wanted, 'team/web'),
    ).toThrow(
      `The tags v1 and latest of team/web hold two images of this revision: the first holds ${digest}, the second ${another}.`,
    );
  });
});
