/**
 * What actions that start workflows were seen to get wrong, each as a case that would show it here. Where an old server
 * matters, it is played on the bundle.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { inputFailure, setupFailure } from '@slipway/action-kit/failures';
import { readInputs } from '@slipway/action-kit/inputs';
import { readActionYaml } from '../../../packages/repo-tools/src/action-yaml.ts';
import { pause } from '../src/following/pace.ts';
import { inputs } from '../src/inputs.ts';
import { playScene } from './dist-github.ts';
import { play } from './play.ts';
import { middling, release, scriptedFiles, url, type Looks } from './world.ts';

const action = readActionYaml('action.yml', readFileSync(new URL('../action.yml', import.meta.url), 'utf8'));

const ended = (conclusion: string): Looks => [{ status: 'completed', conclusion }];
const event = { workflow: undefined, eventType: 'ship', inputs: undefined };
const refusal = async (playing: Promise<unknown>): Promise<string> =>
  playing.then(
    () => 'nothing was refused',
    (thrown: unknown) => String(thrown),
  );

describe('benc-uk/workflow-dispatch', () => {
  test('inputs that are no JSON are logged, and it is started without them', async () => {
    expect(await refusal(play({}, { inputs: '{"version": 1' }))).toContain("`inputs` can't be read");
  });

  test('all workflows are listed to find one by its file', async () => {
    expect((await play({ looks: ended('success') })).world.files.asked).toEqual(['text release.yml']);
  });

  test.each(['pending', 'requested', 'waiting'])('the wait ends early on %s', async (status) => {
    const { outputs } = await play({ looks: [{ status }, ...ended('success')] });
    expect(outputs.conclusion).toBe('success');
  });

  test('a timeout is a warning, and the step is green', async () => {
    const { failure } = await play({ looks: [{ status: 'in_progress' }] });
    expect(failure).toMatchObject({ kind: 'outcome', code: 'wait-timed-out' });
  });

  test.each(['timed_out', 'startup_failure', 'action_required', 'stale'])(
    '%s is taken for a success',
    async (conclusion) => {
      expect((await play({ looks: ended(conclusion) })).failure).toBeDefined();
    },
  );

  test('a workflow that is disabled is green', async () => {
    const answer = setupFailure({ code: 'workflow-disabled', what: 'GitHub did not start it' });
    expect(await refusal(play({ answer }))).toContain('GitHub did not start it');
  });

  test('a commit is said to do as a ref', async () => {
    expect(await refusal(play({}, { ref: 'c'.repeat(40) }))).toContain(
      'GitHub starts workflows on no commit',
    );
  });

  test('an empty ref is sent as it is', () => {
    const given: Readonly<Record<string, string>> = { workflow: 'a.yml', ref: '', token: 'x', timeout: '1m' };
    const defaults = new Map(action.inputs.map((input) => [input.name, input.default ?? '']));
    expect(readInputs(inputs, (name) => given[name] ?? defaults.get(name) ?? '').ref).toBeUndefined();
  });

  test('a file that is on the ref and not on the default branch is a bare 404', async () => {
    const answer = inputFailure({
      code: 'workflow-not-found',
      what: 'No',
      why: 'the file must be on the default branch',
    });
    expect(await refusal(play({ answer }))).toContain('the default branch');
  });

  test('a server that does not know the field for the run is a failure', async () => {
    const { run } = await playScene({
      github: { age: 'older' },
      play: ({ dispatch }) => dispatch({ workflow: 'marked.yml', wait: 'true' }),
    });
    expect(run.outputs).toMatchObject({ dispatched: 'true', 'run-id': '1001', conclusion: 'success' });
  });

  test('every look comes after five seconds, however short the run', () => {
    expect([0, 8000, 20_000].map((since) => pause(since, middling))).toEqual([1000, 2000, 5000]);
  });
});

describe('Codex-/return-dispatch and await-remote-run', () => {
  test('owner, repository, ref and workflow must be set for one repository', () => {
    expect(action.inputs.filter(({ required }) => required)).toEqual([]);
  });

  test('the run is waited for in another step, by its id', async () => {
    expect((await play({ looks: ended('failure') })).failure).toMatchObject({ code: 'run-failed' });
  });

  test('a server before 3.21 is a failure, though the dispatch was sent', async () => {
    const { run, changes } = await playScene({
      github: { age: 'older' },
      play: ({ dispatch }) => dispatch({ workflow: 'release.yml', inputs: 'version=1' }),
    });
    expect([run.exitCode, run.outputs['run-id']]).toEqual([0, '1001']);
    expect(changes.filter((call) => call.endsWith('→ 204'))).toHaveLength(1);
  });

  test('what became of a cancelled run is not said', async () => {
    const looks = [{ status: 'in_progress' }, { status: 'in_progress' }, ...ended('cancelled')];
    const { failure, outputs } = await play({ looks }, { timeout: 1000, cancelOnTimeout: true });
    expect(failure?.message).toContain('It was cancelled.');
    expect(outputs.conclusion).toBe('cancelled');
  });
});

describe('lasith-kg/dispatch-workflow', () => {
  const other = (id: number) => ({
    id,
    url: 'x',
    title: 'Ship',
    branch: 'main',
    createdAt: Date.UTC(2026, 10, 21),
  });
  const others = Array.from({ length: 120 }, (_, index) => other(100 + index));
  const own = { ...other(7), url, title: 'Ship slipway-8888888888888888' };

  test('a run is not found when more than five others were started meanwhile', async () => {
    const listed = [...others, own];
    const { outputs } = await play(
      { answer: { kind: 'started-somewhere' }, listed, looks: ended('success') },
      event,
    );
    expect(outputs).toMatchObject({ 'run-id': '7', conclusion: 'success' });
  });

  test('a repository_dispatch needs a correlation that the user writes', async () => {
    const { world } = await play(
      { answer: { kind: 'started-somewhere' }, listed: [own], looks: ended('success') },
      event,
    );
    expect(world.dispatched).toMatchObject([
      { clientPayload: { 'correlation-id': 'slipway-8888888888888888' } },
    ]);
  });
});

describe('peter-evans/repository-dispatch', () => {
  test('an event gives no run, and can not be waited for', async () => {
    const { run } = await playScene({
      play: ({ dispatch }) => dispatch({ 'event-type': 'ship', wait: 'true' }),
    });
    expect(run.outputs).toMatchObject({ dispatched: 'true', 'run-id': '1001', conclusion: 'success' });
  });

  test('a payload that is too wide is left to GitHub', async () => {
    const wide = JSON.stringify(
      Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${String(index)}`, 1])),
    );
    expect(await refusal(play({}, { ...event, clientPayload: wide }))).toContain('GitHub takes 10');
  });

  test('that it always means the default branch is nowhere said', async () => {
    expect(await refusal(play({}, { ...event, ref: 'v1' }))).toContain('an event runs on the default branch');
  });
});

describe('convictional/trigger-workflow-and-wait', () => {
  test('of several runs at the same moment the wrong one is followed', async () => {
    const run = (id: number) => ({ id, url, title: '', branch: 'main', createdAt: Date.UTC(2026, 10, 21) });
    const script = { answer: { kind: 'started-somewhere' }, tells: false, listed: [run(8), run(9)] } as const;
    const { failure, outputs } = await play(script);
    expect(failure).toMatchObject({ code: 'run-ambiguous' });
    expect(outputs).toMatchObject({ dispatched: 'true', 'run-id': '' });
  });

  test('errors of the API are ignored', async () => {
    const answer = setupFailure({ code: 'token-cannot-dispatch', what: 'This token may not' });
    expect(await refusal(play({ answer }))).toContain('This token may not');
  });

  test('the failure of the run is taken over only when that is asked for', async () => {
    expect((await play({ looks: ended('failure') })).failure).toMatchObject({ code: 'run-failed' });
  });
});

describe('the-actions-org/workflow-dispatch', () => {
  test('a personal token is demanded', () => {
    expect(action.inputs.find(({ name }) => name === 'token')?.default).toBe('${{ github.token }}');
  });

  test('it runs on a Node that GitHub removed', () => {
    expect(action.using).toBe('node24');
  });

  test('inputs that the workflow does not declare are found out by GitHub', async () => {
    const files = scriptedFiles({ 'release.yml': release });
    expect(await refusal(play({ files }, { inputs: 'verison=1' }))).toContain('did you mean `version`?');
  });
});
