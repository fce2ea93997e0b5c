/** workflow_dispatch: what servers of three ages tell, and each refusal in GitHub's words. */
import { describe, expect, test } from '@jest/globals';
import type { ServerAge } from '../../../src/workflows/world.ts';
import { doing, stageOf, type Stage } from '../stage.ts';

const nothing = async (): Promise<void> => undefined;
const inputs = {
  version: { required: true },
  size: { type: 'choice', options: ['small', 'large'], default: 'small' },
  force: { type: 'boolean' },
  count: { type: 'number' },
  target: { type: 'environment' },
} as const;

const staged = (age: ServerAge = 'current'): Promise<Stage> =>
  stageOf({
    age,
    refs: ['main', 'v1', 'old'],
    handlers: {
      'release.yml': doing(nothing, {
        inputs,
        at: { v1: { inputs: { tag: {} } }, old: false },
      }),
      'push.yml': doing(nothing, { dispatchable: false }),
      'off.yml': doing(nothing, { disabled: true }),
      'coming.yml': doing(nothing, { at: { main: false } }),
    },
  });

const path = 'POST /actions/workflows/release.yml/dispatches';
const details = { return_run_details: true };

describe('a server', () => {
  test.each<[ServerAge, string, object, number]>([
    ['current', '2026-03-10', {}, 200],
    ['current', '2026-03-10', details, 400],
    ['current', '2022-11-28', details, 200],
    ['current', '2022-11-28', { return_run_details: false }, 204],
    ['current', '2022-11-28', {}, 204],
    ['current', '2019-01-01', {}, 400],
    ['no-new-version', '2026-03-10', {}, 400],
    ['no-new-version', '2022-11-28', details, 200],
    ['no-new-version', '2022-11-28', {}, 204],
    ['older', '2026-03-10', {}, 400],
    ['older', '2022-11-28', details, 400],
    ['older', '2022-11-28', {}, 204],
  ])('of age %s under %s with %j answers %i', async (age, version, extra, status) => {
    const { ask, github } = await staged(age);
    const answer = await ask(path, { ref: 'main', inputs: { version: '1' }, ...extra }, { version });
    expect(answer.status).toBe(status);
    expect(github.runs).toHaveLength(status < 300 ? 1 : 0);
  });

  test('tells which run it started', async () => {
    const { ask, github } = await staged();
    const { body } = await ask(path, { ref: 'main', inputs: { version: '1' } });
    expect(body).toEqual({
      workflow_run_id: 1001,
      run_url: `${github.url}/repos/team/web/actions/runs/1001`,
      html_url: `${github.url}/team/web/actions/runs/1001`,
    });
  });
});

test('a workflow that declares no inputs starts without any, and takes none', async () => {
  const { ask } = await stageOf({ handlers: { 'release.yml': { perform: nothing } } });
  expect((await ask(path, { ref: 'main' })).status).toBe(200);
  expect(await ask(path, { ref: 'main', inputs: { a: '1' } })).toMatchObject({
    status: 422,
    body: { message: 'Unexpected inputs provided: ["a"]' },
  });
  const { body } = await ask('GET /contents/.github/workflows/release.yml');
  expect(Buffer.from(String(body.content), 'base64').toString()).toContain('  workflow_dispatch:\njobs:');
});

describe('the run', () => {
  test.each([
    [{ version: '1' }, { version: '1', size: 'small' }],
    [
      { version: 1.5, size: 'large', force: true, count: '2' },
      { version: '1.5', size: 'large', force: 'true', count: '2' },
    ],
  ])('has of the inputs %j', async (given, has) => {
    const { ask, github } = await staged();
    await ask(path, { ref: 'refs/heads/main', inputs: given });
    expect(github.runs[0]?.inputs).toEqual(has);
  });

  test('is of what the file says at the ref', async () => {
    const { ask, github } = await staged();
    await ask(path, { ref: 'v1', inputs: { tag: 'x' } });
    expect(github.runs[0]).toMatchObject({ ref: 'v1', inputs: { tag: 'x' } });
  });

  test('has the title that its workflow gives it', async () => {
    const runName =
      'Release ${{ inputs.version }} to ${{ github.ref_name }} by ${{github.actor}}${{ secrets.X }}';
    const handler = doing(nothing, { inputs, runName });
    const { ask, github } = await stageOf({ handlers: { 'release.yml': handler } });
    await ask(path, { ref: 'main', inputs: { version: '7' } });
    expect(github.runs[0]?.title).toBe('Release 7 to main by github-actions[bot]');
    const { body } = await ask('GET /actions/runs/1001');
    expect(body.display_title).toBe('Release 7 to main by github-actions[bot]');
  });
});

const version = '1';
const many = Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`i${index}`, '']));

test.each<[string, object, number, string]>([
  ['release.yml', { ref: 'nope' }, 422, 'No ref found for: nope'],
  [
    'release.yml',
    { ref: '5110a5e11ab1e0c0ffee5eaf00d5eaf00d5110a5' },
    422,
    'No ref found for: 5110a5e11ab1e0c0ffee5eaf00d5eaf00d5110a5',
  ],
  [
    'release.yml',
    { ref: 'main', inputs: { foo: '1', bar: '' } },
    422,
    'Unexpected inputs provided: ["foo","bar"]',
  ],
  ['release.yml', { ref: 'v1', inputs: { version } }, 422, 'Unexpected inputs provided: ["version"]'],
  ['release.yml', { ref: 'main' }, 422, "Required input 'version' not provided"],
  [
    'release.yml',
    { ref: 'main', inputs: { version, size: 'huge' } },
    422,
    "Provided value 'huge' for input 'size' not in the list of allowed values",
  ],
  [
    'release.yml',
    { ref: 'main', inputs: { version, force: 'yes' } },
    422,
    "Provided value 'yes' for input 'force' not in the list of allowed values",
  ],
  [
    'release.yml',
    { ref: 'main', inputs: { version, count: 'two' } },
    422,
    "Provided value 'two' for input 'count' is not a valid number",
  ],
  ['release.yml', { ref: 'old' }, 422, "Workflow does not have 'workflow_dispatch' trigger"],
  ['push.yml', { ref: 'main' }, 422, "Workflow does not have 'workflow_dispatch' trigger"],
  ['off.yml', { ref: 'main' }, 422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow"],
  ['coming.yml', { ref: 'old' }, 404, 'Not Found'],
  ['nope.yml', { ref: 'main' }, 404, 'Not Found'],
  ['toString', { ref: 'main' }, 404, 'Not Found'],
  [
    'release.yml',
    { ref: 'main', inputs: many },
    422,
    'Invalid request.\n\nNo more than 25 properties are allowed; 26 were supplied.',
  ],
  [
    'release.yml',
    { ref: 'main', inputs: { version: 'x'.repeat(65_536 - '{"version":""}'.length) } },
    422,
    'inputs are too large.',
  ],
])('a dispatch of %s with %.60j is refused', async (workflow, body, status, message) => {
  const { ask, github } = await staged();
  const answer = await ask(`POST /actions/workflows/${workflow}/dispatches`, body);
  expect([answer.status, answer.body.message]).toEqual([status, message]);
  expect(github.runs).toEqual([]);
});

test('25 inputs and 65,535 characters are taken', async () => {
  const names = Object.keys(many).slice(0, 25);
  const handler = doing(nothing, { inputs: Object.fromEntries(names.map((name) => [name, {}])) });
  const { dispatch } = await stageOf({ handlers: { 'release.yml': handler } });
  const given = Object.fromEntries(names.map((name) => [name, '']));
  const room = 65_535 - JSON.stringify(given).length;
  expect(await dispatch('release.yml', { ...given, i0: 'x'.repeat(room) })).toBe(1001);
});
