import { describe, expect, test } from '@jest/globals';
import { memoryFiles } from '@slipway/test-kit/memory-files';
import { readJob } from '../src/environment.ts';
import { forkOf, pullRequestNumber } from '../src/job-event.ts';

const read = (event: string): Promise<number | undefined> =>
  pullRequestNumber(readJob({ GITHUB_EVENT_PATH: '/event.json' }), memoryFiles({ '/event.json': event }));

test('the pull request of the event is told', async () => {
  expect(await read('{"pull_request": {"number": 12}}')).toBe(12);
});

test.each([
  ['of a push', '{"ref": "refs/heads/main"}'],
  ['that is no JSON', '<html>'],
  ['of another shape', '{"pull_request": {"number": "12"}}'],
  ['of nothing', 'null'],
])('an event %s has none', async (_, event) => {
  expect(await read(event)).toBeUndefined();
});

test('a job without an event, or without its file, has none', async () => {
  expect(await pullRequestNumber(readJob({}), memoryFiles())).toBeUndefined();
  expect(await pullRequestNumber({ eventPath: '/none.json' }, memoryFiles())).toBeUndefined();
});

describe('the fork of a pull request', () => {
  const forkIn = (event: object, eventName = 'pull_request'): Promise<string | undefined> =>
    forkOf(
      { eventPath: '/event.json', eventName, repository: 'octo/web' },
      memoryFiles({ '/event.json': JSON.stringify(event) }),
    );
  const head = (repo: object | null): object => ({ pull_request: { head: { repo } } });

  test.each([
    ['another repository', head({ full_name: 'eve/web' }), 'eve/web'],
    ['one that is gone', head(null), ''],
    ['the repository itself', head({ full_name: 'Octo/web' }), undefined],
    ['a push', { ref: 'refs/heads/main' }, undefined],
  ])('%s', async (_, event, fork) => {
    expect(await forkIn(event)).toBe(fork);
  });

  test('is nothing to a job that runs for the repository itself', async () => {
    expect(await forkIn(head({ full_name: 'eve/web' }), 'pull_request_target')).toBeUndefined();
  });
});
