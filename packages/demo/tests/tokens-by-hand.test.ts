/** Which tokens of the harbour an action by hand gets, and that it is told. */
import { expect, test } from '@jest/globals';
import { tokensByHand } from '../src/tokens-by-hand.ts';

const tokens = { job: 'of-job', variables: 'of-variables', everything: 'of-everything' };

test.each([
  [{}, 'of-variables', '`token`, which may write variables of repositories and no more'],
  [{ scope: 'repository' }, 'of-variables', '`token`, which may write variables of repositories and no more'],
  [{ scope: 'environment' }, 'of-everything', '`token`, which may do everything, for the scope environment'],
  [
    { Scope: 'organization' },
    'of-everything',
    '`token`, which may do everything, for the scope organization',
  ],
])('set-repo-variables with %j gets %s', (given, token, words) => {
  expect(tokensByHand('set-repo-variables', given, tokens)).toEqual({
    inputs: { token },
    words: `Filled in: ${words}.`,
  });
});

test('a token that is given is not filled in, in whatever case its name is', () => {
  const nothing = { inputs: {}, words: undefined };
  expect(tokensByHand('set-repo-variables', { Token: 'mine' }, tokens)).toEqual(nothing);
  expect(tokensByHand('scan-image', {}, tokens)).toEqual(nothing);
});

test("a dispatch is the job's, and what is done only once is remembered with the other token", () => {
  expect(tokensByHand('dispatch-workflow', { 'only-once': '' }, tokens)).toEqual({
    inputs: { token: 'of-job' },
    words: "Filled in: `token`, the job's own.",
  });
  expect(tokensByHand('dispatch-workflow', { 'only-once': 'first', token: 'mine' }, tokens)).toEqual({
    inputs: { 'variables-token': 'of-variables' },
    words: 'Filled in: `variables-token`, which may write variables of repositories and no more.',
  });
});
