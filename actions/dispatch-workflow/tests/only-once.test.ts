/** What a step with `only-once` tells, by what became of its key; the claim itself is proven in tests/claiming. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import type { Report } from '@slipway/action-kit/report';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Asked } from '../src/asking/asked.ts';
import type { Beginning } from '../src/beginning.ts';
import { writeClaim } from '../src/claiming/claim-value.ts';
import { claimLost } from '../src/claiming/refusals.ts';
import { dispatchWorkflow } from '../src/dispatch-workflow.ts';
import type { Result } from '../src/result.ts';
import { reportOf } from '../src/reporting/report.ts';
import { release, scriptedFiles, scriptedWorld, url, type Script, type ScriptedWorld } from './world.ts';

const asked: Asked = {
  workflow: 'release.yml',
  eventType: undefined,
  ref: undefined,
  inputs: 'version=1',
  clientPayload: undefined,
  wait: true,
  timeout: 60_000,
  cancelOnTimeout: false,
  cancelOnCancel: false,
  markerInput: 'correlation-id',
  onlyOnce: 'first-run',
  when: 'yes',
  dryRun: false,
};
const variable = 'SLIPWAY_ONCE_FIRST_RUN';
const thisRun = 'https://github.com/team/web/actions/runs/3/attempts/1';
const otherRun = 'https://github.com/team/web/actions/runs/2/attempts/1';

interface Played extends Report {
  readonly world: ScriptedWorld;
}

/** @param claimedBy who recorded the run before; nobody when left out. */
async function play(script: Script, claimedBy?: string, change: Partial<Asked> = {}): Promise<Played> {
  const clock = manualClock();
  const world = scriptedWorld(clock, script);
  if (claimedBy !== undefined) {
    const value = writeClaim({
      claim: '0123456789abcdef',
      kind: 'workflow',
      target: 'release.yml',
      ref: 'main',
      marking: 'none',
      by: claimedBy,
      started: true,
      run: { id: 7, url },
    });
    world.claims.stored.set(variable, { value, createdAt: clock.now(), now: clock.now() });
  }
  const place = { repository: 'team/web', ref: 'refs/heads/main' };
  const report = reportOf(await clock.drive(dispatchWorkflow({ ...asked, ...change }, place, world)));
  return { ...report, world };
}

/** Ten minutes ago. */
const ended = (conclusion: string): Script => ({
  looks: [{ status: 'completed', conclusion, endedAgo: 600_000 }],
});

test('the first step claims the key, starts the workflow and writes its run down', async () => {
  const { world, outputs, failure } = await play(ended('success'));
  expect(world.dispatched).toHaveLength(1);
  expect(JSON.parse(world.claims.stored.get(variable)?.value ?? '')).toMatchObject({
    workflow: 'release.yml',
    by: thisRun,
    run: 7,
  });
  expect([outputs.dispatched, outputs['run-id'], failure]).toEqual(['true', '7', undefined]);
});

describe('a key that was dispatched before', () => {
  test.each([otherRun, thisRun])('by %s starts nothing, and tells that run', async (by) => {
    const { world, outputs, failure, lines } = await play(ended('success'), by);
    expect(world.dispatched).toEqual([]);
    expect(outputs).toEqual({ dispatched: 'false', 'run-id': '7', 'run-url': url, conclusion: 'success' });
    expect(failure).toBeUndefined();
    expect(lines[0]).toContain(
      `release.yml of team/web was not started again: ${variable} holds run 7 (success), started by ${by}`,
    );
  });

  test('without `wait` is green, and its run is not looked at', async () => {
    const { world, outputs, failure } = await play(ended('failure'), otherRun, { wait: false });
    expect([world.runs.asked.run, failure]).toEqual([0, undefined]);
    expect(outputs).toMatchObject({ dispatched: 'false', 'run-id': '7', conclusion: '' });
  });

  test('by this very run is never green after a red end', async () => {
    const { failure, outputs } = await play(ended('failure'), thisRun);
    expect(failure).toMatchObject({ code: 'run-failed' });
    expect(outputs).toMatchObject({ dispatched: 'false', conclusion: 'failure' });
  });

  test('by another run, and red, is green with a warning: it is history', async () => {
    const { failure, outputs, annotations } = await play(ended('failure'), otherRun);
    expect(failure).toBeUndefined();
    expect(outputs.conclusion).toBe('failure');
    expect(annotations).toMatchObject([
      {
        level: 'warning',
        message: `The run that was started for this key before ended with failure: ${url}. This step does not start it again, and is green.`,
      },
    ]);
  });

  test('by another run that has not ended yet is followed and judged', async () => {
    const looks = [{ status: 'in_progress' }, { status: 'completed', conclusion: 'failure' }];
    expect((await play({ looks }, otherRun)).failure).toMatchObject({ code: 'run-failed' });
  });

  test('for another workflow is refused with both names', async () => {
    const files = scriptedFiles({ 'other.yml': release });
    await expect(play({ files }, otherRun, { workflow: 'other.yml' })).rejects.toThrow(
      `The key first-run does not belong to the workflow other.yml: ${variable} of team/web was claimed for the workflow release.yml.`,
    );
  });
});

describe('a dry run', () => {
  test('says that the key is free', async () => {
    expect((await play({}, undefined, { dryRun: true })).lines[0]).toBe(
      `Dry run: release.yml of team/web on main would be started, and remembered as ${variable} of team/web`,
    );
  });

  test('says that the key is used', async () => {
    expect((await play({}, otherRun, { dryRun: true })).lines[0]).toBe(
      `Dry run: nothing would be started, because ${variable} of team/web holds run 7, started by ${otherRun}`,
    );
  });
});

const begun = (beginning: Beginning, change: Partial<Extract<Result, { kind: 'begun' }>> = {}): Report =>
  reportOf({
    kind: 'begun',
    target: { kind: 'workflow', repository: 'team/web', workflow: 'release.yml', ref: 'main', inputs: {} },
    key: 'first-run',
    beginning,
    unrecorded: undefined,
    wait: false,
    timeout: 1_800_000,
    outdated: undefined,
    followed: undefined,
    isHistory: false,
    ...change,
  });

describe('what is rare', () => {
  test('a claim that nobody can tell anything of is red, with what a person can do', () => {
    const { failure, outputs } = begun({ kind: 'unclear', why: '2 runs may be it: 8, 9', hint: 'Do this.' });
    expect(failure?.message).toBe(
      'Nobody can tell whether release.yml of team/web on main was started before for this key: 2 runs may be it: 8, 9. Do this.',
    );
    expect(outputs.dispatched).toBe('unknown');
  });

  test('a run that could not be written down is a warning', () => {
    const unrecorded = setupFailure({ code: 'x', what: 'GitHub refused', hint: 'Do x.' });
    const { failure, annotations } = begun({ kind: 'started', run: { id: 7, url } }, { unrecorded });
    expect(failure).toBeUndefined();
    expect(annotations).toMatchObject([
      {
        message: `The run was started, but could not be written into ${variable}: GitHub refused. Whoever comes next looks for it among the runs.`,
      },
    ]);
  });

  test('a run whose claim is gone is a warning that the key is free', () => {
    const { annotations } = begun(
      { kind: 'started', run: { id: 7, url } },
      { unrecorded: claimLost(variable) },
    );
    expect(annotations).toMatchObject([
      {
        message: `The run was started. The run could not be written into ${variable}: somebody removed the variable, or claimed the key anew, meanwhile. The key may be dispatched again.`,
      },
    ]);
  });

  test('a run that was found as the only one that fits says so', () => {
    const { annotations, lines } = begun({
      kind: 'recovered',
      run: { id: 7, url },
      by: otherRun,
      byThisRun: false,
      wasPending: true,
      byThisStep: false,
      certain: false,
    });
    expect(lines[0]).toBe(
      `release.yml of team/web on main was not started again: an earlier step by ${otherRun} had started it, and not written down that it was run 7`,
    );
    expect(annotations).toMatchObject([{ title: 'dispatch-workflow: run inferred' }]);
  });

  test.each([
    [true, true, 'run-unknown'],
    [true, false, undefined],
    [false, true, undefined],
  ])('a claim without its run, with wait %s, by this run %s, is %s', (wait, byThisRun, code) => {
    const by = byThisRun ? thisRun : otherRun;
    const { failure, annotations } = begun(
      { kind: 'already', run: undefined, by, byThisRun, wasPending: false },
      { wait },
    );
    expect(failure?.code).toBe(code);
    expect(annotations).toMatchObject([{ title: 'dispatch-workflow: run unknown' }]);
  });

  test.each([true, false])('a run that only this step can have started is its own (%s)', (byThisStep) => {
    const { outputs, lines, annotations } = begun({
      kind: 'recovered',
      run: { id: 7, url },
      by: thisRun,
      byThisRun: true,
      wasPending: true,
      byThisStep,
      certain: false,
    });
    expect(outputs).toMatchObject({ dispatched: String(byThisStep), 'run-id': '7' });
    expect(lines[0]?.includes('was started, probably as run 7')).toBe(byThisStep);
    expect(annotations?.[0]?.message.includes("GitHub's answer to this step was lost.")).toBe(byThisStep);
  });
});
