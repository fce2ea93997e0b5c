/** What a person can do after a red end, with a key and without one. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { reportOf } from '../../src/reporting/report.ts';
import { play, red, thisRun, variable } from './stage.ts';

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
