/** What any call to GitHub may meet, whatever it asks for, and the permission that GitHub names beside a refusal. */
import { describe, expect, test } from '@jest/globals';
import type { Operation } from '../src/api.ts';
import { generalCodes, githubFailure } from '../src/failures.ts';
import { expected, message, toldOf, type Refusal } from './refusals.ts';
import { answerOf, callOf, noAnswer } from './scripted-api.ts';

const one = 'the variable ECS_CLUSTER of team/web';
const run = 'run 7 of team/web';

const rows: readonly Refusal[] = [
  [
    'github-unreachable',
    'upstream',
    'read-run',
    run,
    noAnswer(false, 'connect ECONNREFUSED 127.0.0.1:9'),
    'GitHub gave no answer about run 7 of team/web: connect ECONNREFUSED 127.0.0.1:9. Look whether the runner reaches GITHUB_API_URL and whether GitHub is up, then re-run the job.',
  ],
  [
    'rate-limited',
    'upstream',
    'read-run',
    run,
    answerOf(429, message('API rate limit exceeded'), { 'retry-after': '900' }),
    "GitHub's rate limit stopped the work on run 7 of team/web: GitHub says: API rate limit exceeded. Re-run the job after 2026-11-21T00:15:00.000Z.",
  ],
  [
    'rate-limited',
    'upstream',
    'read-run',
    run,
    answerOf(403, message('API rate limit exceeded'), {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Date.UTC(2026, 10, 21, 14) / 1000),
    }),
    "GitHub's rate limit stopped the work on run 7 of team/web: GitHub says: API rate limit exceeded. Re-run the job after 2026-11-21T14:00:00.000Z.",
  ],
  [
    'github-unreachable',
    'upstream',
    'read-run',
    run,
    { kind: 'no-answer', sent: false, lasting: true, why: 'self-signed certificate', cause: undefined },
    'GitHub gave no answer about run 7 of team/web: self-signed certificate. Correct GITHUB_API_URL, or let the runner trust the certificate there (NODE_EXTRA_CA_CERTS).',
  ],
  [
    'github-unavailable',
    'upstream',
    'read-run',
    run,
    answerOf(408, message('Request Timeout')),
    'GitHub could not do the work on run 7 of team/web: GitHub says: Request Timeout (status 408). Nothing is wrong with the workflow: re-run the job.',
  ],
  [
    'github-unavailable',
    'upstream',
    'read-run',
    run,
    answerOf(502, '<html>Bad Gateway</html>'),
    'GitHub could not do the work on run 7 of team/web: GitHub says: <html>Bad Gateway</html> (status 502). Nothing is wrong with the workflow: re-run the job.',
  ],
  [
    'refused-by-github',
    'input',
    'read-run',
    run,
    answerOf(410, {}),
    'GitHub refused the work on run 7 of team/web: GitHub answered 410 (status 410). Correct what the message names, then run the job again.',
  ],
];

test.each(rows)('%s is a failure of kind %s', (...row) => {
  expect(toldOf(row)).toEqual(expected(row));
});

test("every code is covered here; what cannot be read is its reader's", () => {
  const covered = new Set([...rows.map(([code]) => code), 'answer-unreadable']);
  expect(covered).toEqual(new Set(generalCodes));
});

describe('the permission that GitHub names', () => {
  const hintOf = (operation: Operation, advice: string, named: string): string | undefined => {
    const answer = answerOf(403, message('no'), { 'x-accepted-github-permissions': named });
    return githubFailure(answer, { ...callOf(operation, one), advice }).hint;
  };
  const write = 'Give it `Variables: write`.';

  test.each<[string, Operation, string, string, string]>([
    [
      'is told after an advice that names none',
      'read-run',
      'Do this.',
      'actions=read',
      'Do this. GitHub names the permission: actions=read.',
    ],
    [
      'is told where it is one to write',
      'create-variable',
      write,
      'actions_variables=write',
      `${write} GitHub names the permission: actions_variables=write.`,
    ],
    ['is not told where it is less than the advice', 'read-variable', write, 'actions_variables=read', write],
  ])('%s', (_, operation, advice, named, hint) => {
    expect(hintOf(operation, advice, named)).toBe(hint);
  });

  test('is not told after a row that names it', () => {
    expect(hintOf('create-comment', '', 'pull_requests=write')).not.toContain('GitHub names');
  });
});
