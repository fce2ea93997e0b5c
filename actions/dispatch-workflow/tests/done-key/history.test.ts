/** A key that is done: whose red end is judged by this step, whose is history, and a run that is gone. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { writeClaim } from '../../src/claiming/claim-value.ts';
import { dispatchWorkflow } from '../../src/dispatch-workflow.ts';
import { reportOf } from '../../src/reporting/report.ts';
import { usual } from '../play.ts';
import { scriptedWorld, url, type Script } from '../world.ts';
import { claim, otherRun, pending, play, red, thisRun, variable } from './stage.ts';

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
