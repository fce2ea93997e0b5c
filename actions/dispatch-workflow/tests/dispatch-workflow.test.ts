import { describe, expect, test } from '@jest/globals';
import { defect, setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { dispatchWorkflow } from '../src/dispatch-workflow.ts';
import type { Asked } from '../src/asking/asked.ts';
import { outputsOfFailure } from '../src/reporting/outputs.ts';
import { reportOf } from '../src/reporting/report.ts';
import { play, usual } from './play.ts';
import { job, scriptedFiles, scriptedWorld, silence, url, workflowNamed, type Looks } from './world.ts';

const ending = (conclusion: string, ...jobs: ReturnType<typeof job>[]): Looks => [
  { status: 'completed', conclusion, jobs },
];
const event = { workflow: undefined, eventType: 'ship', inputs: undefined, clientPayload: '{"a":{"b":1}}' };

const started = { dispatched: 'true', 'run-id': '7', 'run-url': url };
const nothing = { dispatched: 'false', 'run-id': '', 'run-url': '', conclusion: '' };

describe('before anything is started', () => {
  test.each([[undefined], ['false'], ['empty list']] as const)(
    '`when` as %s starts nothing, asks nothing, and is green',
    async (when) => {
      // A pull request has no ref to run on, and what comes before `when` may have left inputs empty.
      const { world, ...report } = await play({}, { when, workflow: undefined, ref: 'a'.repeat(40) });
      expect([world.dispatched, world.files.asked]).toEqual([[], []]);
      expect([report.outputs, report.failure]).toEqual([nothing, undefined]);
    },
  );

  test.each([
    ['false', 'is `false`'],
    ['empty list', 'is `[]`, a list with nothing in it'],
  ] as const)('`when` that says no is quoted: %s', async (when, words) => {
    const { lines, annotations } = await play({}, { when });
    expect(lines).toEqual([`release.yml of team/web was not started, because \`when\` ${words}`]);
    expect(annotations).toEqual([]);
  });

  test('an empty `when` is a warning: a misspelt id of a step gives the same', async () => {
    const { lines, annotations, failure } = await play({}, { when: undefined });
    expect(lines).toEqual(['release.yml of team/web was not started, because `when` is empty']);
    expect(annotations).toMatchObject([
      { level: 'warning', message: expect.stringContaining('is the id of the step right') },
    ]);
    expect(failure).toBeUndefined();
  });

  test('a dry run tells what would be started, and looks whether it is enabled', async () => {
    const { world, ...report } = await play({}, { dryRun: true });
    expect([world.dispatched, world.files.asked]).toEqual([[], ['text release.yml', 'workflow release.yml']]);
    expect(report.outputs).toEqual(nothing);
    expect(report.lines).toEqual([
      'Dry run: release.yml of team/web on main would be started',
      '  version = 1',
    ]);
  });

  test('a dry run of an event tells its payload', async () => {
    expect((await play({}, { ...event, dryRun: true })).lines).toEqual([
      'Dry run: The event ship of team/web would be started',
      '  a = {"b":1}',
    ]);
  });

  test.each<[string, Partial<Asked>]>([
    ['a commit', { ref: 'a'.repeat(40) }],
    ['an input that is not declared', { inputs: 'verison=1' }],
    ['broken inputs', { inputs: '{' }],
  ])('%s is refused, and nothing is started', async (_, change) => {
    const clock = manualClock();
    const world = scriptedWorld(clock);
    const place = { repository: 'team/web', ref: 'refs/heads/main' };
    await expect(dispatchWorkflow({ ...usual, ...change }, place, world)).rejects.toMatchObject({
      code: 'input-invalid',
    });
    expect(world.dispatched).toEqual([]);
  });
});

describe('without waiting', () => {
  test('the run is told, its conclusion is not, and the run is not looked at', async () => {
    const { world, ...report } = await play({ looks: ending('failure') }, { wait: false });
    expect(world.dispatched).toMatchObject([
      { workflow: 'release.yml', ref: 'main', inputs: { version: '1' } },
    ]);
    expect([world.files.asked, world.runs.asked.run]).toEqual([['text release.yml'], 0]);
    expect(report.lines).toEqual([`release.yml of team/web on main was started as run 7: ${url}`]);
    expect(report.summary.markdown).toContain(`as run 7: <a href="${url}">`);
    expect(report.annotations).toEqual([]);
    expect(report.outputs).toEqual({ ...started, conclusion: '' });
    expect(report.failure).toBeUndefined();
  });

  test('a `timeout` has no effect, which is said', async () => {
    const { annotations } = await play({}, { wait: false, timeout: 60_000 });
    expect(annotations).toMatchObject([{ level: 'notice', title: expect.stringContaining('`timeout`') }]);
  });

  test('a workflow by name is dispatched by its file', async () => {
    const files = scriptedFiles({ 'release.yml': 'on: workflow_dispatch' }, [
      workflowNamed('Release', 'release.yml'),
    ]);
    const { world } = await play({ files }, { wait: false, workflow: 'Release', inputs: undefined });
    expect(world.dispatched).toMatchObject([{ workflow: 'release.yml' }]);
  });

  test('a server that does not tell the run, with a workflow that takes no marker, is a warning', async () => {
    const other = { id: 8, url: 'x', title: '', branch: 'main', createdAt: Date.UTC(2026, 10, 21) };
    const listed = [other, { ...other, id: 9 }];
    const { failure, outputs, annotations } = await play(
      { answer: { kind: 'started-somewhere' }, listed, tells: false },
      { wait: false },
    );
    expect(outputs).toEqual({ ...nothing, dispatched: 'true' });
    expect(failure).toBeUndefined();
    expect(annotations).toMatchObject([
      {
        level: 'warning',
        message:
          'The workflow was started, but nobody can tell as which run: 2 runs may be it: 8, 9. run-id and run-url are empty.',
      },
    ]);
  });
});

describe('an event', () => {
  test.each([
    [true, 5000, '5 s', 5],
    [true, 1_800_000, '2 minutes', 120],
    [false, 5000, '2 minutes', 120],
  ])(
    'that nobody listens to is told with the likely cause (wait %s, timeout %i)',
    async (wait, timeout, limit, seconds) => {
      const asked = { ...event, wait, timeout };
      const { world, failure, annotations } = await play({ answer: { kind: 'started-somewhere' } }, asked);
      const told = wait ? failure?.message : annotations?.[0]?.message;
      expect(told).toContain(
        `was seen within ${limit}; perhaps no workflow on the default branch has \`on: repository_dispatch: types: [ship]\``,
      );
      expect((world.clock.now() - Date.UTC(2026, 10, 21)) / 1000).toBeCloseTo(seconds, 0);
    },
  );

  test('leaves to the following of its run what looking for it took of `timeout`', async () => {
    const title = `slipway-${'8'.repeat(16)}`;
    const listed = { id: 7, url, title, branch: 'main', createdAt: Date.UTC(2026, 10, 21) };
    const script = {
      answer: { kind: 'started-somewhere' } as const,
      listed: [listed],
      listedAfter: 20_000,
      looks: [{ status: 'in_progress' }],
    };
    const { world, failure } = await play(script, { ...event, timeout: 60_000 });
    expect(failure?.what).toBe('The event ship of team/web did not end within 1m00s');
    expect((world.clock.now() - Date.UTC(2026, 10, 21)) / 1000).toBeCloseTo(60, 0);
  });

  test('carries its payload and a marker, by which its run is found', async () => {
    const title = 'Ship slipway-8888888888888888';
    const listed = { id: 7, url, title, branch: 'main', createdAt: Date.UTC(2026, 10, 21) };
    const { world, outputs } = await play(
      { answer: { kind: 'started-somewhere' }, listed: [listed], looks: ending('success') },
      event,
    );
    expect(world.dispatched).toMatchObject([
      {
        eventType: 'ship',
        clientPayload: { a: { b: 1 }, 'correlation-id': 'slipway-8888888888888888' },
      },
    ]);
    expect(outputs).toEqual({ ...started, conclusion: 'success' });
  });
});

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

describe('the outputs of a run without a result', () => {
  test('say that nothing was started when it was refused', () => {
    const refused = setupFailure({ code: 'token-cannot-dispatch', what: 'This token may not start it' });
    expect(outputsOfFailure(refused)).toEqual(nothing);
  });

  test('say that nobody knows after what nobody foresaw', () => {
    expect(outputsOfFailure(defect(new TypeError('x')))).toEqual({ ...nothing, dispatched: 'unknown' });
  });
});

test('a token that may send events and not look at runs sends them, and no run is guessed', async () => {
  const denied = setupFailure({ code: 'token-cannot-read-runs', what: 'This token may not look' });
  const clock = manualClock();
  const world = scriptedWorld(clock, { answer: { kind: 'started-somewhere' } });
  const refused = (): Promise<never> => Promise.reject(denied);
  const place = { repository: 'team/web', ref: 'refs/heads/main' };
  const unseen = { ...world, runLists: () => ({ since: refused, newest: refused }) };
  const asked = { ...usual, ...event, wait: false };
  const { failure, outputs } = reportOf(await clock.drive(dispatchWorkflow(asked, place, unseen)));
  expect([failure, outputs]).toEqual([undefined, { ...nothing, dispatched: 'true' }]);
});
