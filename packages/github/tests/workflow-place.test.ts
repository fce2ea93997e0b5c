import { expect, test } from '@jest/globals';
import { adviceOn, type WorkflowPlace } from '../src/workflow-place.ts';

const advice = (token: WorkflowPlace['token'], isOwn: boolean): string =>
  adviceOn('actions: write', { owner: 'team', repo: 'web', token, isOwn });

test.each([
  [
    'installation',
    true,
    'Give the job `permissions: actions: write`; a GitHub App needs the repository permission `Actions: write`.',
  ],
  [
    'installation',
    false,
    'Set `token` to a fine-grained token or one of a GitHub App with the repository permission `Actions: write` for team/web: the token of a job reaches its own repository alone.',
  ],
  [
    'fine-grained',
    false,
    'Give the fine-grained token the repository permission `Actions: write` for team/web.',
  ],
  [
    'classic',
    true,
    'Give the classic token the scope `repo`, or better use a fine-grained one with the repository permission `Actions: write`.',
  ],
  [
    'unknown',
    true,
    'Give the job `permissions: actions: write`; another repository needs a `token` of its own, with the repository permission `Actions: write`.',
  ],
] as const)('a token of kind %s in its own repository (%s) is told what it needs', (token, isOwn, words) => {
  expect(advice(token, isOwn)).toBe(words);
});
