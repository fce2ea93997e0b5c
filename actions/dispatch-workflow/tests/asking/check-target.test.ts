import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { checkTarget, type Checked, type Checking } from '../../src/asking/check-target.ts';
import type { WorkflowTarget } from '../../src/asking/target.ts';
import { release, scriptedFiles, workflowNamed, type ScriptedFiles } from '../world.ts';

const target: WorkflowTarget = {
  kind: 'workflow',
  repository: 'team/web',
  workflow: 'release.yml',
  ref: 'main',
  inputs: { version: '1' },
};
const usual: Checking = { thorough: false, needsFile: false, markerInput: 'correlation-id' };
const check = (
  files: ScriptedFiles,
  change: Partial<WorkflowTarget> = {},
  checking: Partial<Checking> = {},
): Promise<Checked> => checkTarget({ ...target, ...change }, files, { ...usual, ...checking });

const mayNot = setupFailure({
  code: 'token-cannot-read-files',
  what: 'This token may not read workflow release.yml of team/web',
  hint: 'Do x.',
});

describe('a workflow by its file', () => {
  test('takes one call', async () => {
    const files = scriptedFiles({ 'release.yml': release });
    expect(await check(files)).toMatchObject({ target, unchecked: undefined });
    expect(files.asked).toEqual(['text release.yml']);
  });

  test('is read at the ref it is to run on', async () => {
    const files = scriptedFiles({ 'release.yml@v1': release });
    await check(files, { ref: 'v1' });
    expect(files.asked).toEqual(['text release.yml@v1']);
  });

  test('that declares other inputs is told, all at once, and nothing is started', async () => {
    const files = scriptedFiles({ 'release.yml': release });
    await expect(check(files, { inputs: { verison: '1' } })).rejects.toThrow(
      '2 inputs are wrong: `inputs` holds `verison`, which release.yml does not declare (did you mean `version`?); `inputs` lacks `version`, which release.yml requires. Correct it under `with:` of this step. Nothing was started.',
    );
  });

  describe('that requires the marker', () => {
    const marked = (type: string): string =>
      `{ on: { workflow_dispatch: { inputs: { version: {}, correlation-id: { required: true, type: ${type} } } } } }`;

    test('is given it', async () => {
      const files = scriptedFiles({ 'release.yml': marked('string') });
      expect((await check(files)).declared?.inputs).toHaveLength(2);
    });

    test.each([
      ['under another name', 'string', { markerInput: 'marker' }],
      ['as something else than a text', 'number', {}],
    ])('%s is refused', async (_, type, change) => {
      const files = scriptedFiles({ 'release.yml': marked(type) });
      await expect(check(files, {}, change)).rejects.toThrow('`inputs` lacks `correlation-id`');
    });
  });

  test('without the trigger is told with those it has', async () => {
    const files = scriptedFiles({ 'release.yml': 'on: [push, schedule]' });
    await expect(check(files)).rejects.toThrow(
      "release.yml of team/web can't be started on main: there it has no trigger `workflow_dispatch` (its triggers: push, schedule). Add `workflow_dispatch:` under its `on:`, on that ref. Nothing was started.",
    );
  });

  test('that is reusable alone is to be called', async () => {
    const files = scriptedFiles({ 'release.yml': 'on: workflow_call' });
    await expect(check(files)).rejects.toThrow(
      "release.yml of team/web can't be started on main: there it is a reusable workflow alone (`workflow_call`). Call it with `uses:` in a job, or add `workflow_dispatch:` under its `on:`. Nothing was started.",
    );
  });

  test('is asked for its state too when nothing is to be started', async () => {
    const disabled = workflowNamed('Release', 'release.yml', 'disabled_manually');
    const files = scriptedFiles({ 'release.yml': release }, [disabled]);
    await expect(check(files, {}, { thorough: true })).rejects.toThrow(
      'release.yml of team/web is not enabled: somebody disabled it. Enable it with `gh workflow enable release.yml --repo team/web`, or on its page under Actions. Nothing was started.',
    );
  });
});

describe('a workflow that can not be started', () => {
  test('is told with all else that is wrong', async () => {
    const disabled = workflowNamed('Release', 'release.yml', 'disabled_manually');
    const files = scriptedFiles({ 'release.yml': release }, [disabled]);
    await expect(check(files, { inputs: {} }, { thorough: true })).rejects.toThrow(
      'release.yml of team/web is not enabled: somebody disabled it; `inputs` lacks `version`',
    );
  });

  test('because its file was deleted is no matter of enabling it', async () => {
    const deleted = workflowNamed('Release', 'release.yml', 'deleted');
    const files = scriptedFiles({ 'release.yml': release }, [deleted]);
    await expect(check(files, {}, { thorough: true })).rejects.toThrow(
      'its file was deleted. Put the file back on the default branch. Nothing was started.',
    );
  });

  test('but is called, and runs on pushes too, is told with both', async () => {
    const files = scriptedFiles({ 'release.yml': 'on: [workflow_call, push]' });
    await expect(check(files)).rejects.toThrow(
      '(its triggers: workflow_call, push). Add `workflow_dispatch:`',
    );
  });
});

describe('a file that is not there', () => {
  test('at this ref, but on the default branch, is refused', async () => {
    const files = scriptedFiles({ 'release.yml': release });
    await expect(check(files, { ref: 'v1' })).rejects.toThrow(
      'release.yml of team/web is not on `v1`: the default branch has it, and this ref has not, or there is no such ref. Set `ref` to a branch or tag that has .github/workflows/release.yml. Nothing was started.',
    );
  });

  test('anywhere is refused with the nearest name', async () => {
    const files = scriptedFiles({}, [workflowNamed('Release', 'release.yml')]);
    await expect(check(files, { workflow: 'relaese.yml' })).rejects.toThrow(
      'GitHub shows no workflow `relaese.yml` in team/web: did you mean `release.yml`? Correct `workflow`. Its file must be on the default branch, and the token must see the repository. Nothing was started.',
    );
    expect(files.asked).toEqual(['text relaese.yml', 'text relaese.yml', 'workflow relaese.yml', 'list']);
  });

  test('to a token that sees the workflow is left to GitHub', async () => {
    const files = scriptedFiles({}, [workflowNamed('Release', 'release.yml')]);
    expect(await check(files)).toMatchObject({
      declared: undefined,
      unchecked:
        'What release.yml declares was not compared with `inputs`: GitHub shows this token no release.yml on main. GitHub does that itself.',
    });
  });

  test('because the ref is not, is told in those words', async () => {
    const files = { ...scriptedFiles({}), text: async () => ({ kind: 'no-such-ref' }) as const };
    await expect(check(files, { ref: 'abc1234' })).rejects.toThrow(
      'team/web has no branch or tag `abc1234`: it looks like an abbreviated commit, and GitHub starts workflows on none. Set `ref` to a branch or a tag that exists there. Nothing was started.',
    );
  });
});

describe('what can not be read', () => {
  test('is said in one line, and left to GitHub', async () => {
    const files = scriptedFiles({ 'release.yml': mayNot });
    expect((await check(files)).unchecked).toBe(
      'What release.yml declares was not compared with `inputs`: This token may not read workflow release.yml of team/web. GitHub does that itself.',
    );
    expect(files.asked).toEqual(['text release.yml']);
  });

  test('because it is no YAML is left to GitHub', async () => {
    const files = scriptedFiles({ 'release.yml': 'on: [' });
    expect((await check(files)).unchecked).toContain('release.yml is no YAML');
  });
});

describe('a workflow by its name', () => {
  const known = [
    workflowNamed('Release', 'release.yml'),
    workflowNamed('Twice', 'one.yml', 'active', 6),
    workflowNamed('Twice', 'two.yml', 'active', 7),
    workflowNamed('Old', 'old.yml', 'disabled_inactivity', 8),
  ];
  const files = () => scriptedFiles({ 'release.yml': release, 'old.yml': release }, known);

  test('is dispatched by its file, after one list', async () => {
    const asked = files();
    expect((await check(asked, { workflow: 'Release' })).target).toEqual(target);
    expect(asked.asked).toEqual(['list', 'text release.yml']);
  });

  test.each([
    [
      'Twice',
      'Several workflows of team/web are named `Twice`: they are `one.yml`, `two.yml`. Set `workflow` to the name of its file. Nothing was started.',
    ],
    ['Relaese', 'GitHub shows no workflow `Relaese` in team/web: did you mean `Release`? Correct'],
    [
      'Nothing like it',
      'GitHub shows no workflow `Nothing like it` in team/web: it has `release.yml`, `one.yml`, `two.yml`, `old.yml`. Correct',
    ],
    [
      'Old',
      'old.yml of team/web is not enabled: GitHub disabled it, because nothing happened in the repository for 60 days. Enable it with `gh workflow enable old.yml --repo team/web`',
    ],
  ])('%s is refused', async (workflow, words) => {
    await expect(check(files(), { workflow })).rejects.toThrow(words);
  });

  test('by its id is dispatched by it', async () => {
    const asked = files();
    expect((await check(asked, { workflow: '5' })).target).toMatchObject({ workflow: '5' });
    expect(asked.asked).toEqual(['workflow 5', 'text release.yml']);
  });

  test('by an id that can not be looked up is left to GitHub, unless its file has to be known', async () => {
    const unread = { ...files(), workflow: () => Promise.reject(mayNot) };
    expect(await check(unread, { workflow: '5' })).toMatchObject({
      file: undefined,
      target: { workflow: '5' },
    });
    await expect(check(unread, { workflow: '5' }, { needsFile: true })).rejects.toMatchObject({
      code: 'token-cannot-read-files',
      hint: 'Do x. The claim of `only-once` needs the name of the file that the id stands for: `workflow` may give it. Nothing was started.',
    });
  });

  test('by an id that is not there is refused', async () => {
    await expect(check(files(), { workflow: '55' })).rejects.toMatchObject({ code: 'workflow-not-found' });
  });
});

test('an event is looked up nowhere', async () => {
  const files = scriptedFiles({});
  const event = { kind: 'event', repository: 'team/web', eventType: 'ship', clientPayload: {} } as const;
  expect((await checkTarget(event, files, { ...usual, thorough: true })).target).toBe(event);
  expect(files.asked).toEqual([]);
});

test('where no workflow can be listed, the repository may be the wrong one', async () => {
  const target: WorkflowTarget = {
    kind: 'workflow',
    repository: 'team/wbe',
    workflow: '999',
    ref: 'main',
    inputs: {},
  };
  const checking: Checking = { thorough: false, needsFile: false, markerInput: 'correlation-id' };
  await expect(checkTarget(target, scriptedFiles({}), checking)).rejects.toThrow(
    'Correct `repository` or `workflow`.',
  );
});
