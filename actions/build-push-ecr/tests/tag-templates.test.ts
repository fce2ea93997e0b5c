import { describe, expect, test } from '@jest/globals';
import { tagsOf, type TagJob } from '../src/tag-templates.ts';

const job: TagJob = {
  sha: '0123456789abcdef',
  ref: 'refs/heads/feature/login',
  refName: 'feature/login',
  refType: 'branch',
  headRef: undefined,
};

const pullRequest: TagJob = { ...job, ref: 'refs/pull/12/merge', refName: '12/merge', headRef: 'fix/it' };

const versionTag = (name: string): TagJob => ({
  ...job,
  ref: `refs/tags/${name}`,
  refName: name,
  refType: 'tag',
});

test.each([
  ['{sha}', job, '0123456789abcdef'],
  ['{short-sha}', job, '0123456'],
  ['{branch}', job, 'feature-login'],
  ['{branch}', pullRequest, 'fix-it'],
  ['pr-{pr}-{short-sha}', pullRequest, 'pr-12-0123456'],
  ['{version}', versionTag('v1.2.3'), '1.2.3'],
  ['v{version}', versionTag('web/1.2.3-rc.1+7'), 'v1.2.3-rc.1-7'],
  ['release 1.2+3', job, 'release-1.2-3'],
])('the line %s becomes a tag', (line, given, tag) => {
  expect(tagsOf([line], given)).toEqual({ tags: [tag], repeated: [] });
});

test('equal tags are there once, and are told', () => {
  expect(tagsOf(['a/b', 'v1', 'a-b'], job)).toEqual({ tags: ['a-b', 'v1'], repeated: ['a-b'] });
});

describe('a line that gives no tag is refused in one sentence', () => {
  const correct = 'Correct it under `with:` of this step. Nothing was changed.';
  test.each([
    ['{pr}', job, 'this run is not for a pull request'],
    ['{branch}', { ...job, refType: 'tag' }, 'this run is not for a branch'],
    ['{sha}', { ...job, sha: undefined }, 'GITHUB_SHA is not set'],
    ['{version}', job, 'this run is not for a Git tag such as v1.2.3'],
    ['{version}', versionTag('nightly'), 'this run is not for a Git tag such as v1.2.3'],
    ['{semver}', job, 'there are only {sha}, {short-sha}, {branch}, {pr}, {version}'],
    ['latest,v1', job, 'it has a comma: write one tag a line'],
    ['-x', job, '`-x` begins with a character that no tag begins with'],
    ['x'.repeat(129), job, 'it would have 129 characters and 128 are the most'],
  ])('%s', (line, given, why) => {
    expect(() => tagsOf([line], given)).toThrow(
      `An input is wrong: the line \`${line}\` of \`tags\` gives no tag, ${why}. ${correct}`,
    );
  });

  test('all of them at once', () => {
    expect(() => tagsOf(['{pr}', 'v1', '.x'], job)).toThrow(/^2 inputs are wrong: .*\{pr\}.*; .*\.x/);
  });
});
