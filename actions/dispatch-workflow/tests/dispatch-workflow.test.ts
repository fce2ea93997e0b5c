import { describe, expect, test } from '@jest/globals';
import { defect, setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import type { Report } from '@slipway/action-kit/report';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { dispatchWorkflow } from '../src/dispatch-workflow.ts';
import type { Inputs } from '../src/inputs.ts';
import { outputsOfFailure, reportOf } from '../src/reporting/report.ts';
import {
  job,
  middling,
  scriptedWorkflows,
  silence,
  told,
  url,
  type ScriptedWorkflows,
} from './scripted-workflows.ts';

const given: Inputs = {
  workflow: 'release.yml',
  ref: undefined,
  repository: undefined,
  token: 'secret',
  inputs: { version: '1' },
  wait: true,
  timeout: 1_800_000,
  when: true,
  dryRun: false,
  eventType: undefined,
  clientPayload: undefined,
  cancelOnTimeout: false,
  cancelOnCancel: false,
  markerInput: 'correlation-id',
  onlyOnce: undefined,
  variablesToken: undefined,
};

async function dispatch(
  workflows: ScriptedWorkflows,
  change: Partial<Inputs> = {},
  cancelled = new AbortController().signal,
): Promise<Report> {
  const place = { repository: 'team/web', ref: 'refs/heads/main' };
  const clock = manualClock();
  const world = { workflows, clock, random: middling, log: told().log, cancelled };
  return reportOf(await clock.drive(dispatchWorkflow({ ...given, ...change }, place, world)));
}

const ending = (conclusion: string, ...jobs: ReturnType<typeof job>[]): ScriptedWorkflows =>
  scriptedWorkflows([{ status: 'completed', conclusion, jobs }]);

const started = { dispatched: 'true', 'run-id': '7', 'run-url': url };
const nothing = { dispatched: 'false', 'run-id': '', 'run-url': '', conclusion: '' };

describe('before anything is started', () => {
  test.each([[undefined], [false]])('`when` as %s starts nothing and is green', async (when) => {
    const workflows = ending('success');
    const report = await dispatch(workflows, { when });
    expect(workflows.dispatched).toEqual([]);
    expect([report.outputs, report.failure]).toEqual([nothing, undefined]);
    expect(report.lines).toEqual(['release.yml of team/web was not started, because `when` says no']);
  });

  test('a dry run tells what would be started', async () => {
    const workflows = ending('success');
    const report = await dispatch(workflows, { dryRun: true });
    expect(workflows.dispatched).toEqual([]);
    expect(report.outputs).toEqual(nothing);
    expect(report.lines).toEqual([
      'Dry run, nothing was started: would start release.yml of team/web on main',
      '  version = 1',
    ]);
  });

  test('a commit is refused, and nothing is started', async () => {
    const workflows = ending('success');
    await expect(dispatch(workflows, { ref: 'a'.repeat(40) })).rejects.toMatchObject({
      code: 'input-invalid',
    });
    expect(workflows.dispatched).toEqual([]);
  });
});

describe('without waiting', () => {
  test('the run is told, its conclusion is not', async () => {
    const workflows = ending('failure');
    const report = await dispatch(workflows, { wait: false });
    expect(workflows.dispatched).toEqual([
      { workflow: 'release.yml', ref: 'main', inputs: { version: '1' } },
    ]);
    expect(workflows.asked.run).toBe(0);
    expect(report.outputs).toEqual({ ...started, conclusion: '' });
    expect(report.failure).toBeUndefined();
  });

  test('a server that does not tell the run is a warning', async () => {
    const report = await dispatch(scriptedWorkflows([], { kind: 'started-somewhere' }), { wait: false });
    expect(report.outputs).toEqual({ ...nothing, dispatched: 'true' });
    expect(report.failure).toBeUndefined();
    expect(report.annotations).toMatchObject([{ level: 'warning' }]);
  });
});

describe('waiting', () => {
  test.each(['success', 'neutral', 'skipped'])('%s is green', async (conclusion) => {
    const report = await dispatch(ending(conclusion));
    expect(report.failure).toBeUndefined();
    expect(report.outputs).toEqual({ ...started, conclusion });
  });

  test.each([
    ['failure', 'run-failed', 'Read the log of the run.'],
    [
      'cancelled',
      'run-cancelled',
      'Start it again, or look who cancelled it: a person, or its `concurrency` group.',
    ],
    ['timed_out', 'run-timed-out', 'Raise `timeout-minutes` of the job, or find out what hung.'],
    ['action_required', 'run-needs-approval', 'Approve the run on its page, then run this job again.'],
    ['stale', 'run-stale', 'GitHub gave up on it: start it again.'],
    [
      'startup_failure',
      'run-did-not-start',
      'The workflow file is invalid, or asks for more `permissions` than its caller has.',
    ],
    ['something_new', 'run-conclusion-unknown', 'Look at the run, and update Slipway.'],
  ])('%s is red', async (conclusion, code, hint) => {
    const { failure, outputs } = await dispatch(ending(conclusion));
    expect(failure).toMatchObject({ kind: 'outcome', code, link: url });
    expect(failure?.message).toBe(`release.yml of team/web on main ended with ${conclusion}. ${hint}`);
    expect(outputs).toEqual({ ...started, conclusion });
  });

  test('the jobs and steps that failed are named', async () => {
    const { failure, summary } = await dispatch(
      ending(
        'failure',
        job('build', 'success', { Compile: 'success' }),
        job('deploy', 'failure', { Checkout: 'success', 'Ship | it': 'failure', Clean: 'skipped' }),
        job('notify', 'cancelled'),
      ),
    );
    expect(failure?.message).toBe(
      'release.yml of team/web on main ended with failure: job deploy: failure at the step "Ship | it"; job notify: cancelled. Read the log of the run.',
    );
    expect(summary.markdown).toContain(
      `| <a href="${url}/job/deploy">deploy</a> | failure | Ship &#124; it |`,
    );
  });

  test('a run that does not end in time is red, and told to go on', async () => {
    const { failure, outputs } = await dispatch(scriptedWorkflows([{ status: 'waiting' }]));
    expect(failure?.message).toBe(
      `release.yml of team/web on main did not end within 30m00s: run 7 is waiting for an approval: ${url}. The run goes on: look at it, or set a longer \`timeout\`.`,
    );
    expect(outputs).toEqual({ ...started, conclusion: '' });
  });

  test.each([
    [[silence], 'was never seen'],
    [[{ status: 'in_progress' }, silence], 'is in_progress, as far as it was seen'],
  ] as const)('a run that was out of sight at the end is told so', async (looks, seen) => {
    const { failure } = await dispatch(scriptedWorkflows(looks));
    expect(failure?.message).toBe(
      `release.yml of team/web on main did not end within 30m00s: run 7 ${seen} (GitHub gave no answer about run 7). The run goes on: look at it, or set a longer \`timeout\`.`,
    );
  });

  test('a cancelled job says that the run goes on', async () => {
    const workflows = scriptedWorkflows([{ status: 'in_progress' }]);
    const { failure, outputs } = await dispatch(workflows, {}, AbortSignal.abort());
    expect(failure?.message).toBe(
      'Cancelled while following run 7 of team/web. The run itself goes on: cancel it on its page if it should not.',
    );
    expect(outputs).toEqual({ ...started, conclusion: '' });
  });

  test('a run that may not be looked at was started all the same', async () => {
    const denied = setupFailure({
      code: 'token-cannot-read-runs',
      what: 'This token may not look',
      hint: 'Do x.',
    });
    const { failure, outputs } = await dispatch(scriptedWorkflows([denied]));
    expect(failure).toMatchObject({ kind: 'setup', code: 'token-cannot-read-runs' });
    expect(failure?.message).toBe(
      'Run 7 was started, but could not be followed: This token may not look. Do x. The run goes on: look at its page.',
    );
    expect(outputs).toEqual({ ...started, conclusion: '' });
  });

  test('a run that never appears is nothing to re-run the job for', async () => {
    const absent = upstreamFailure({ code: 'run-not-found', what: 'GitHub does not find run 7' });
    const { failure, outputs } = await dispatch(scriptedWorkflows([absent]));
    expect(failure).toMatchObject({ kind: 'outcome', code: 'run-not-found' });
    expect(outputs).toEqual({ ...started, conclusion: '' });
  });

  test('a server that does not tell the run cannot be followed', async () => {
    const { failure, outputs } = await dispatch(scriptedWorkflows([], { kind: 'started-somewhere' }));
    expect(failure?.message).toBe(
      'release.yml of team/web on main was started, but could not be followed: this GitHub server does not say which run a dispatch starts. Set `wait: false`, or update GitHub Enterprise Server to 3.21 or newer.',
    );
    expect(outputs.dispatched).toBe('true');
  });

  test('a lost answer is unknown, and red', async () => {
    const workflows = scriptedWorkflows([], { kind: 'lost', why: 'Bad Gateway.' });
    const { failure, outputs } = await dispatch(workflows);
    expect(workflows.dispatched).toHaveLength(1);
    // The kind upstream would say: nobody has to act, wait and re-run.
    expect(failure).toMatchObject({ kind: 'outcome', code: 'dispatch-unknown' });
    expect(failure?.message).toBe(
      "Nobody knows whether release.yml of team/web on main was started: GitHub's answer was lost (Bad Gateway). Look at its runs under Actions first, and start it again only if there is none: a re-run of this job starts it a second time.",
    );
    expect(outputs).toEqual({ ...nothing, dispatched: 'unknown' });
  });
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
