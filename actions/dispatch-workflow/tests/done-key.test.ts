/** A key that is done: whose end is judged and whose is history, what has gone or changed since, and what a person can do. */
import { describe, expect, test } from '@jest/globals';
import { cancelledFailure, setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import type { Report } from '@slipway/action-kit/report';
import { manualClock, type ManualClock } from '@slipway/test-kit/manual-clock';
import type { Asked } from '../src/asking/asked.ts';
import { writeClaim, type ClaimValue } from '../src/claiming/claim-value.ts';
import { dispatchWorkflow } from '../src/dispatch-workflow.ts';
import { reportOf } from '../src/reporting/report.ts';
import { usual } from './play.ts';
import { release, scriptedFiles, scriptedWorld, url, workflowNamed } from './world.ts';
import type { Script, ScriptedWorld } from './world.ts';

const variable = 'SLIPWAY_ONCE_FIRST_RUN';
const thisRun = 'https://github.com/team/web/actions/runs/3/attempts/1';
const otherRun = 'https://github.com/team/web/actions/runs/2/attempts/1';
const claim: ClaimValue = {
  claim: '0123456789abcdef',
  kind: 'workflow',
  target: 'release.yml',
  ref: 'main',
  marking: 'none',
  by: otherRun,
  started: true,
  run: { id: 7, url },
};
const pending: ClaimValue = { ...claim, started: false, run: undefined };

interface Played extends Report {
  readonly world: ScriptedWorld;
}

interface Scene extends Script {
  readonly claim?: Partial<ClaimValue>;
  readonly asked?: Partial<Asked>;
  /** What else happens. */
  readonly meanwhile?: (write: (value: ClaimValue) => void, clock: ManualClock) => void;
}

async function play({ claim: change = {}, asked = {}, meanwhile, ...script }: Scene): Promise<Played> {
  const clock = manualClock();
  const world = scriptedWorld(clock, script);
  const createdAt = clock.now();
  const write = (value: ClaimValue): void =>
    void world.claims.stored.set(variable, { value: writeClaim(value), createdAt, now: createdAt });
  write({ ...claim, ...change });
  meanwhile?.(write, clock);
  const place = { repository: 'team/web', ref: 'refs/heads/main' };
  const all = { ...usual, onlyOnce: 'first-run', ...asked };
  const report = reportOf(await clock.drive(dispatchWorkflow(all, place, world)));
  return { ...report, world };
}

const red = (endedAgo?: number, conclusion = 'failure'): Script => ({
  looks: [{ status: 'completed', conclusion, ...(endedAgo === undefined ? {} : { endedAgo }) }],
});

describe('a red end of a run that others started', () => {
  test('before this step began is history', async () => {
    const { failure, annotations, lines, outputs } = await play(red(600_000));
    expect([failure, outputs]).toEqual([
      undefined,
      { dispatched: 'false', 'run-id': '7', 'run-url': url, conclusion: 'failure' },
    ]);
    expect(annotations).toMatchObject([{ title: 'dispatch-workflow: an earlier run was red' }]);
    expect(lines[0]).toBe(
      `release.yml of team/web was not started again: ${variable} holds run 7 (failure), started by ${otherRun}`,
    );
  });

  test('says how it is started again, and not what this step would have sent', async () => {
    const { lines, summary } = await play(red(600_000));
    expect(lines[1]).toBe(
      `To start it again, make the key free, \`gh variable delete ${variable} --repo team/web\`, and re-run this job.`,
    );
    expect(summary.markdown).toContain('make the key free, <code>gh variable delete');
    expect(summary.markdown).not.toMatch(/version|Ref/);
    expect(summary.markdown).toContain(`<a href="${otherRun}">`);
  });

  test.each([
    ['while this step ran', undefined],
    ['so shortly before that clocks may differ', 1999],
  ])('%s is judged, even if it is seen at the first look', async (_, endedAgo) => {
    const { failure, annotations } = await play(red(endedAgo));
    expect([failure?.code, annotations]).toEqual(['run-failed', []]);
  });

  test('that came while this step ran is judged, however late it is seen', async () => {
    const running = Array.from({ length: 10 }, () => ({ status: 'in_progress' }));
    const ended = { status: 'completed', conclusion: 'failure', endedAgo: -1000 };
    expect((await play({ looks: [...running, ended] })).failure?.code).toBe('run-failed');
  });

  test('two seconds before is history', async () => {
    expect((await play(red(2000))).failure).toBeUndefined();
  });

  test('that this step waited for, because the claim was pending, is judged', async () => {
    const { failure, outputs } = await play({
      ...red(600_000),
      claim: pending,
      meanwhile: (write, clock) => clock.at(clock.now() + 5000, () => write(claim)),
    });
    expect(failure?.code).toBe('run-failed');
    expect(outputs).toMatchObject({ dispatched: 'false', 'run-id': '7', conclusion: 'failure' });
  });

  test('whose time GitHub does not say is judged', async () => {
    const clock = manualClock();
    const world = scriptedWorld(clock, {});
    world.claims.stored.set(variable, { value: writeClaim(claim), createdAt: clock.now(), now: clock.now() });
    const run = { id: 7, url, status: 'completed', conclusion: 'failure', attempt: 1 };
    const untold = {
      ...world,
      runs: {
        ...world.runs,
        run: async () => ({ ...run, updatedAt: 0, seenAt: undefined }),
        jobs: async () => [],
      },
    };
    const place = { repository: 'team/web', ref: 'refs/heads/main' };
    const asked = { ...usual, onlyOnce: 'first-run' };
    const report = reportOf(await clock.drive(dispatchWorkflow(asked, place, untold)));
    expect(report.failure?.code).toBe('run-failed');
  });

  describe('in a re-run of the job', () => {
    const began = manualClock().now();
    const rerun = (createdAt: () => Promise<number | undefined>): Script => ({
      ...red(600_000),
      ownRun: { isRerun: true, createdAt },
    });

    test.each([
      [
        'after the first attempt began is judged: that one may have waited for it',
        began - 900_000,
        'run-failed',
      ],
      ['before the first attempt began is history', began - 300_000, undefined],
      ['is judged where nobody knows when the first attempt began', undefined, 'run-failed'],
    ])('%s', async (_, createdAt, code) => {
      expect((await play(rerun(async () => createdAt))).failure?.code).toBe(code);
    });

    test('is judged, and says so, when that cannot be read', async () => {
      const denied = setupFailure({ code: 'token-cannot-read-runs', what: 'This token may not look' });
      const { failure, world } = await play(rerun(() => Promise.reject(denied)));
      expect(failure?.code).toBe('run-failed');
      expect(world.lines).toContain(
        'When this workflow run began its first attempt cannot be read, which may have waited for that run: its end is judged.',
      );
    });

    test('hides no defect', async () => {
      await expect(play(rerun(() => Promise.reject(new Error('a bug'))))).rejects.toThrow('a bug');
    });

    test('does not matter for a green end', async () => {
      const asks = (): never => {
        throw new Error('nobody asks');
      };
      const green: Script = { ...red(600_000, 'success'), ownRun: { isRerun: true, createdAt: asks } };
      expect((await play(green)).failure).toBeUndefined();
    });
  });
});

describe('a run that is gone', () => {
  const gone = upstreamFailure({
    code: 'run-not-found',
    what: 'GitHub does not find run 7',
    hint: 'Look for it.',
  });

  test('and that others started is told, and the step is green', async () => {
    const { failure, annotations, outputs, lines } = await play({ looks: [gone] });
    expect([failure, outputs]).toEqual([
      undefined,
      { dispatched: 'false', 'run-id': '7', 'run-url': url, conclusion: '' },
    ]);
    expect(annotations).toMatchObject([
      {
        title: 'dispatch-workflow: an earlier run is gone',
        message: `GitHub does not show the run that was started for this key before, and nobody can tell how it ended: ${url}. This step does not start it again, and is green.`,
      },
    ]);
    expect(lines[0]).toContain(`${variable} holds run 7 (which is gone)`);
  });

  test('and that this workflow run started is red, and nobody says that it goes on', async () => {
    const { failure } = await play({ looks: [gone], claim: { by: thisRun } });
    expect(failure?.message).toBe(
      'Run 7 could not be followed: GitHub does not find run 7. Look for it. Nobody can tell how it ended.',
    );
  });
});

describe('a target that can not be started any more', () => {
  const green = red(600_000, 'success');
  const done = { dispatched: 'false', 'run-id': '7', 'run-url': url, conclusion: 'success' };

  test.each([
    [
      'a file that was removed',
      scriptedFiles({}),
      undefined,
      'GitHub shows no workflow `release.yml` in team/web',
    ],
    [
      'a trigger that was removed',
      scriptedFiles({ 'release.yml': 'on: push' }),
      undefined,
      "can't be started on main",
    ],
    [
      'an input that it requires now',
      scriptedFiles({ 'release.yml': release }),
      '',
      '`inputs` lacks `version`',
    ],
    [
      'a name that nobody knows any more',
      scriptedFiles({}),
      undefined,
      'GitHub shows no workflow `Release`',
      'Release',
    ],
    [
      'a workflow that was disabled',
      scriptedFiles({ 'release.yml': release }, [
        workflowNamed('Release', 'release.yml', 'disabled_manually'),
      ]),
      undefined,
      'release.yml of team/web is not enabled',
      'Release',
    ],
  ])('%s is a warning when the key is done', async (_, files, inputs, words, workflow = 'release.yml') => {
    const asked = { workflow, ...(inputs === undefined ? {} : { inputs: undefined }) };
    const { failure, outputs, annotations, world } = await play({ ...green, files, asked });
    expect([failure, outputs, world.dispatched]).toEqual([undefined, done, []]);
    expect(annotations).toMatchObject([{ title: 'dispatch-workflow: could not be started now' }]);
    expect(annotations?.[0]?.message).toContain(words);
  });

  test('is told by a dry run too', async () => {
    const { lines, annotations } = await play({ files: scriptedFiles({}), asked: { dryRun: true } });
    expect(lines[0]).toBe(
      `Dry run: nothing would be started, because ${variable} of team/web holds run 7, started by ${otherRun}`,
    );
    expect(annotations).toHaveLength(1);
  });

  test('is still judged by its red end in a re-run of the job that started it', async () => {
    const { failure } = await play({ ...red(600_000), files: scriptedFiles({}), claim: { by: thisRun } });
    expect(failure?.code).toBe('run-failed');
  });

  test.each([
    ['pending', { started: false, run: undefined }],
    ['of another workflow', { target: 'other.yml' }],
    ['of an event', { kind: 'event' as const }],
  ])('is refused when the claim is %s', async (_, change) => {
    const refused = play({ files: scriptedFiles({}), claim: change });
    await expect(refused).rejects.toMatchObject({ code: 'workflow-not-found' });
  });

  test.each([
    [
      'refused when the claim can not be read',
      setupFailure({ code: 'token-lacks-permission', what: 'This token may not' }),
      'workflow-not-found',
    ],
    ['told as cancelled when the job is, meanwhile', cancelledFailure('asking GitHub'), 'cancelled'],
  ])('is %s', async (_, refusal, code) => {
    const clock = manualClock();
    const world = scriptedWorld(clock, { files: scriptedFiles({}) });
    const claims = { ...world.claims, read: () => Promise.reject(refusal) };
    const place = { repository: 'team/web', ref: 'refs/heads/main' };
    const asked = { ...usual, onlyOnce: 'first-run' };
    const played = clock.drive(dispatchWorkflow(asked, place, { ...world, claims }));
    await expect(played).rejects.toMatchObject({ code });
  });
});

describe('a workflow by its id', () => {
  const known = scriptedFiles({ 'release.yml': release }, [workflowNamed('Release', 'release.yml')]);
  const asked = { workflow: '5' };

  test('is the same target as by its file', async () => {
    const { outputs, failure } = await play({ ...red(600_000, 'success'), files: known, asked });
    expect([outputs['run-id'], failure]).toEqual(['7', undefined]);
  });

  test('that can not be looked up now is no other one', async () => {
    const down = upstreamFailure({
      code: 'github-unavailable',
      what: 'GitHub is down',
      hint: 'Re-run the job.',
    });
    const files = { ...known, workflow: () => Promise.reject(down) };
    await expect(play({ files, asked })).rejects.toThrow(
      'GitHub is down. Re-run the job. The claim of `only-once` needs the name of the file that the id stands for: `workflow` may give it. Nothing was started.',
    );
  });
});

describe('what a person can do', () => {
  const freeing = `gh variable delete ${variable} --repo team/web`;
  const hintOf = async (conclusion: string, onlyOnce?: string): Promise<string | undefined> =>
    (await play({ ...red(undefined, conclusion), asked: { onlyOnce } })).failure?.hint;

  test.each([
    ['failure', 'Read the log of the run.'],
    [
      'cancelled',
      'Look who cancelled it: a person, or its `concurrency` group. A re-run of this job starts it again.',
    ],
    ['stale', 'GitHub gave up on it. A re-run of this job starts it again.'],
    [
      'action_required',
      'Approve the run on its page. It goes on by itself then; a re-run of this job starts another one.',
    ],
  ])('without a key, after %s', async (conclusion, hint) => {
    expect(await hintOf(conclusion)).toBe(hint);
  });

  test.each([
    [
      'failure',
      `Read the log of the run. For this key no other run is started: run that one again, \`gh run rerun 7 --repo team/web\`, and then this job, which follows it, or make the key free, \`${freeing}\`.`,
    ],
    [
      'stale',
      `GitHub gave up on it. For this key no other run is started: make it free, \`${freeing}\`, before you re-run this job.`,
    ],
    ['action_required', 'Approve the run on its page. A re-run of this job follows it then.'],
  ])('with a key, after %s', async (conclusion, hint) => {
    expect(await hintOf(conclusion, 'first-run')).toBe(hint);
  });

  test('with a key whose run nobody knows, and a job that waits for it', async () => {
    const { failure } = await play({ claim: { run: undefined, by: thisRun } });
    expect(failure?.hint).toBe(
      `Declare an input \`correlation-id\` in that workflow and show it in its name (\`run-name: Release \${{ inputs.correlation-id }}\`), or set \`wait: false\`. For this key nothing is started again: to start it anew, make the key free, \`${freeing}\`.`,
    );
  });

  test('with a key that could not be written', () => {
    const unrecorded = setupFailure({ code: 'x', what: 'GitHub refused', hint: 'Do x.' });
    const { failure } = reportOf({
      kind: 'begun',
      target: { kind: 'event', repository: 'team/web', eventType: 'ship', clientPayload: {} },
      key: 'first-run',
      beginning: { kind: 'unfound', ambiguous: false, why: 'no run was seen' },
      unrecorded,
      outdated: undefined,
      wait: true,
      timeout: 1000,
      followed: undefined,
      isHistory: false,
    });
    expect(failure?.hint).toContain('so that a re-run may start it again.');
  });
});
