/** A key that is done, of a target that has changed since: what can not be started any more is a warning. */
import { describe, expect, test } from '@jest/globals';
import { cancelledFailure, setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { dispatchWorkflow } from '../../src/dispatch-workflow.ts';
import { usual } from '../play.ts';
import { release, scriptedFiles, scriptedWorld, url, workflowNamed } from '../world.ts';
import { otherRun, play, red, thisRun, variable } from './stage.ts';

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
