/** What is known of a run before it is started, and of the list where a token may not look. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import type { Checked } from '../src/asking/check-target.ts';
import { soughtRun } from '../src/beginning.ts';
import type { RunList } from '../src/finding/ports.ts';
import { ownRun, tellsRuns } from '../src/job-words.ts';
import { readableRuns } from '../src/readable-runs.ts';

describe('the run that is sought', () => {
  const unread = { declared: undefined, unchecked: undefined };
  const event: Checked = {
    ...unread,
    target: { kind: 'event', repository: 'team/web', eventType: 'ship', clientPayload: {} },
    file: undefined,
  };
  const workflow: Checked = {
    ...unread,
    target: { kind: 'workflow', repository: 'team/web', workflow: '5', ref: 'main', inputs: {} },
    file: 'release.yml',
  };

  test('of an event is told by no server', () => {
    expect([true, false].map((tells) => soughtRun(event, 'correlation-id', tells).tells)).toEqual([
      false,
      false,
    ]);
  });

  test('of a workflow is told by the servers that do', () => {
    expect([true, false].map((tells) => soughtRun(workflow, 'correlation-id', tells).tells)).toEqual([
      true,
      false,
    ]);
  });

  test('of a workflow by its id is that of its file', () => {
    expect(soughtRun(workflow, 'correlation-id', true).workflow).toBe('release.yml');
    expect(soughtRun({ ...workflow, file: undefined }, 'correlation-id', true).workflow).toBe('5');
  });
});

describe('the list of runs', () => {
  const clock = { now: () => 1000 };
  const listOf = (newest: RunList['newest']): RunList =>
    readableRuns({ newest, since: () => Promise.reject(new Error('nobody asks')) }, clock);

  test('of a token that may not look takes no run for a new one', async () => {
    const denied = setupFailure({ code: 'token-cannot-read-runs', what: 'This token may not look' });
    const { id } = await listOf(() => Promise.reject(denied)).newest();
    expect(id).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('of a GitHub that is down is not passed over', async () => {
    const down = upstreamFailure({ code: 'github-unavailable', what: 'GitHub is down' });
    await expect(listOf(() => Promise.reject(down)).newest()).rejects.toBe(down);
  });

  test('is what GitHub says otherwise', async () => {
    expect(await listOf(async () => ({ id: 7, now: 5 })).newest()).toEqual({ id: 7, now: 5 });
  });
});

describe('the workflow run of this job', () => {
  const asked: string[] = [];
  const runsOf = (repository: string) => ({
    run: async (id: number) => {
      asked.push(`${repository} ${String(id)}`);
      return { createdAt: 5 };
    },
  });
  const job = { repository: 'team/web', runId: '77', runAttempt: '2' };

  test('is asked for when its first attempt began', async () => {
    expect(await ownRun(job, runsOf).createdAt()).toBe(5);
    expect(asked).toEqual(['team/web 77']);
  });

  test.each([{ repository: undefined }, { runId: undefined }, { runId: 'x' }])(
    'outside a job (%j) did nobody see',
    async (change) => {
      expect(await ownRun({ ...job, ...change }, runsOf).createdAt()).toBeUndefined();
    },
  );

  test.each([
    ['2', true],
    ['1', false],
    [undefined, false],
  ])('whose attempt is %s is a re-run: %s', (runAttempt, isRerun) => {
    expect(ownRun({ ...job, runAttempt }, runsOf).isRerun).toBe(isRerun);
  });
});

test.each([
  ['https://api.github.com', true],
  ['https://api.acme.ghe.com', true],
  ['https://api.acme-ghe.com', false],
  ['https://api.github.com.acme.test', false],
  ['https://github.acme.test/api/v3', false],
  ['', false],
])('whether the server at "%s" says which run it started: %s', (apiUrl, tells) => {
  expect(tellsRuns({ apiUrl })).toBe(tells);
});
