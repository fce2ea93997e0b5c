import { expect, test } from '@jest/globals';
import { memoryFiles } from '@slipway/test-kit/memory-files';
import { readJob } from '../src/environment.ts';
import { pullRequestNumber } from '../src/job-event.ts';

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
