/** A run that is waited for: what the step makes of each end of it, and of none. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { play } from './play.ts';
import { ending, job, silence, type Looks, url } from './world.ts';

const started = { dispatched: 'true', 'run-id': '7', 'run-url': url };
const nothing = { dispatched: 'false', 'run-id': '', 'run-url': '', conclusion: '' };

describe('waiting', () => {
  test.each(['success', 'neutral', 'skipped'])('%s is green', async (conclusion) => {
    const report = await play({ looks: ending(conclusion) });
    expect(report.failure).toBeUndefined();
    expect(report.outputs).toEqual({ ...started, conclusion });
  });

  test.each([
    ['failure', 'run-failed', 'Read the log of the run.'],
    [
      'cancelled',
      'run-cancelled',
      'Look who cancelled it: a person, or its `concurrency` group. A re-run of this job starts it again.',
    ],
    ['timed_out', 'run-timed-out', 'Raise `timeout-minutes` of the job, or find out what hung.'],
    [
      'action_required',
      'run-needs-approval',
      'Approve the run on its page. It goes on by itself then; a re-run of this job starts another one.',
    ],
    ['stale', 'run-stale', 'GitHub gave up on it. A re-run of this job starts it again.'],
    [
      'startup_failure',
      'run-did-not-start',
      'The workflow file is invalid, or asks for more `permissions` than its caller has.',
    ],
    ['something_new', 'run-conclusion-unknown', 'Look at the run, and update Slipway.'],
  ])('%s is red', async (conclusion, code, hint) => {
    const { failure, outputs } = await play({ looks: ending(conclusion) });
    expect(failure).toMatchObject({ kind: 'outcome', code, link: url });
    expect(failure?.message).toBe(`release.yml of team/web on main ended with ${conclusion}. ${hint}`);
    expect(outputs).toEqual({ ...started, conclusion });
  });

  test('tells at once that it was started, and follows what has not ended', async () => {
    const { world } = await play({ looks: [{ status: 'pending' }, ...ending('success')] });
    expect(world.lines.slice(0, 3)).toEqual([
      `release.yml of team/web on main was started as run 7: ${url}`,
      'Following run 7 for up to 30m00s, looking at it every 1 to 5 s',
      '    0s  run 7 is pending, behind another run of its `concurrency` group',
    ]);
  });

  test('does not claim to follow what had ended at the first look', async () => {
    const { world } = await play({ looks: ending('success') });
    expect(world.lines.join()).not.toContain('Following');
  });

  test('says in the summary once what failed', async () => {
    const failed = job('deploy', 'failure', { Ship: 'failure' });
    const { summary } = await play({ looks: ending('failure', failed) });
    expect(summary.markdown.match(/ended with failure/g)).toHaveLength(1);
    expect(summary.markdown).toContain('Read the log of the run.');
  });

  test('links the pages of its own run alone in the summary', async () => {
    const evil = job('https://evil.example/x', 'failure');
    const { summary } = await play({ looks: [{ status: 'waiting', jobs: [evil] }] });
    expect(summary.markdown).toContain(`<a href="${url}">https&#58;`);
    expect(summary.markdown).not.toContain('href="https://evil.example/x"');
  });

  test('the jobs and steps that failed are named, with links', async () => {
    const { failure, summary } = await play({
      looks: ending(
        'failure',
        job('build', 'success', { Compile: 'success' }),
        job('deploy', 'failure', { Checkout: 'success', 'Ship | it': 'failure', Clean: 'skipped' }),
        job('notify', 'cancelled'),
      ),
    });
    expect(failure?.message).toBe(
      `release.yml of team/web on main ended with failure: job deploy: failure at the step "Ship | it" (${url}/job/deploy#step:2:1); job notify: cancelled (${url}/job/notify). Read the log of the run.`,
    );
    expect(summary.markdown).toContain(
      `| <a href="${url}/job/deploy">deploy</a> | failure | <a href="${url}/job/deploy#step:2:1">Ship &#124; it</a> |`,
    );
  });

  test('a run that does not end in time is red, and told to go on, with whom it waits for', async () => {
    const pending = {
      environment: 'production',
      reviewers: ['ada'],
      waitTimer: 0,
      waitTimerStartedAt: undefined,
    };
    const { failure, outputs, summary } = await play({
      looks: [{ status: 'waiting', approvals: [pending] }],
    });
    expect(failure?.message).toBe(
      `release.yml of team/web on main did not end within 30m00s: run 7 is waiting for an approval of the environment production by ada: ${url}. The run goes on. Look at it, or set a longer \`timeout\`.`,
    );
    expect(outputs).toEqual({ ...started, conclusion: '' });
    expect(summary.markdown).toContain('It is waiting for an approval of the environment production by ada');
  });

  test('a run that was cancelled after the timeout is red, with how it ended', async () => {
    const running = { status: 'in_progress' };
    const looks = [running, running, { status: 'completed', conclusion: 'cancelled' }];
    const { failure, outputs, lines } = await play({ looks }, { timeout: 1000, cancelOnTimeout: true });
    expect(failure?.message).toBe(
      'release.yml of team/web on main did not end within 1s: run 7 is in_progress. It was cancelled. Set a longer `timeout` if it needs one.',
    );
    expect(outputs).toEqual({ ...started, conclusion: 'cancelled' });
    expect(lines.at(-1)).toContain('took too long and was cancelled');
  });

  test.each([
    [{ kind: 'asked' } as const, 'GitHub was asked to cancel it, and it ended with success.'],
    [
      { kind: 'nothing-to-cancel', why: 'It is completed.' } as const,
      'It ended with success just then, before it could be cancelled.',
    ],
  ])('a run that ended by itself after the timeout was not cancelled (%j)', async (answer, words) => {
    const running = { status: 'in_progress' };
    const looks = [running, running, { status: 'completed', conclusion: 'success' }];
    const script = { looks, cancels: async () => answer };
    const { failure, outputs, lines } = await play(script, { timeout: 1000, cancelOnTimeout: true });
    expect(failure?.hint).toContain(words);
    expect(outputs).toEqual({ ...started, conclusion: 'success' });
    expect(lines.at(-1)).toContain('took too long, and ended with success');
  });

  test.each([
    [[silence], 'was never seen'],
    [[{ status: 'in_progress' }, silence], 'is in_progress, as far as it was seen'],
  ] as const)('a run that was out of sight at the end is told so', async (looks, seen) => {
    const { failure } = await play({ looks });
    expect(failure?.message).toBe(
      `release.yml of team/web on main did not end within 30m00s: run 7 ${seen} (GitHub gave no answer about run 7). The run goes on. Look at it, or set a longer \`timeout\`.`,
    );
  });

  const running: Looks = [{ status: 'in_progress' }];

  test('a cancelled job says that the run goes on', async () => {
    const { failure, outputs } = await play({ looks: running, cancelled: AbortSignal.abort() });
    expect(failure?.message).toBe(
      'Cancelled while following run 7 of team/web. The run goes on. Cancel it on its page if it should not, or set `cancel-on-cancel`.',
    );
    expect(outputs).toEqual({ ...started, conclusion: '' });
  });

  test('a cancelled job that cancels its run says so', async () => {
    const script = { looks: running, cancelled: AbortSignal.abort() };
    const { failure, world } = await play(script, { cancelOnCancel: true });
    expect(failure?.message).toBe(
      'Cancelled while following run 7 of team/web. GitHub was asked to cancel the run.',
    );
    expect(world.cancels).toEqual([7]);
  });

  test('a run that may not be looked at was started all the same', async () => {
    const denied = setupFailure({
      code: 'token-cannot-read-runs',
      what: 'This token may not look',
      hint: 'Do x.',
    });
    const { failure, outputs } = await play({ looks: [denied] });
    expect(failure).toMatchObject({ kind: 'setup', code: 'token-cannot-read-runs' });
    expect(failure?.message).toBe(
      'Run 7 could not be followed: This token may not look. Do x. The run goes on: look at its page.',
    );
    expect(outputs).toEqual({ ...started, conclusion: '' });
  });

  test('a run that never appears is nothing to re-run the job for', async () => {
    const absent = upstreamFailure({ code: 'run-not-found', what: 'GitHub does not find run 7' });
    const { failure, outputs } = await play({ looks: [absent] });
    expect(failure).toMatchObject({ kind: 'outcome', code: 'run-not-found' });
    expect(outputs).toEqual({ ...started, conclusion: '' });
  });

  test('a run that nobody can tell cannot be followed', async () => {
    const { failure, outputs } = await play({ answer: { kind: 'started-somewhere' }, tells: false });
    expect(failure).toMatchObject({ kind: 'setup', code: 'run-unknown' });
    expect(failure?.message).toContain('Declare an input `correlation-id` in that workflow');
    expect(outputs.dispatched).toBe('true');
  });

  test('a lost answer is unknown, and red, and never sent again', async () => {
    const { failure, outputs, world } = await play({ answer: { kind: 'lost', why: 'Bad Gateway.' } });
    expect(world.dispatched).toHaveLength(1);
    // The kind upstream would say: nobody has to act, wait and re-run.
    expect(failure).toMatchObject({ kind: 'outcome', code: 'dispatch-unknown' });
    expect(failure?.message).toMatch(
      /^Nobody knows whether release\.yml of team\/web on main was started: GitHub's answer was lost \(Bad Gateway; .*\)\. Look at its runs under Actions first, and start it again only if there is none: a re-run of this job starts it a second time\.$/,
    );
    expect(outputs).toEqual({ ...nothing, dispatched: 'unknown' });
  });
});

test('what GitHub says is printed harmlessly', async () => {
  const hostile = '::error::x\n##[group]<script> [a](javascript:b) `';
  const { failure, summary } = await play({
    looks: [
      {
        status: 'completed',
        conclusion: hostile,
        jobs: [job(hostile, 'failure', { [hostile]: 'failure' })],
      },
    ],
  });
  expect(failure?.message).not.toContain('\n');
  expect(summary.markdown).not.toMatch(/<script>|\]\(javascript|\n##\[/);
});
