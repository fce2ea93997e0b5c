/** The text of workflow files, by the contents API and at the ref that is asked for. */
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { WorkflowHandler } from '../../../src/workflows/handlers.ts';
import { fileText } from '../../../src/workflows/catalog/workflow-text.ts';
import { doing, stageOf, type Stage } from '../stage.ts';

const nothing = async (): Promise<void> => undefined;
const path = '/contents/.github/workflows/release.yml';

const staged = (more: Partial<WorkflowHandler> = {}): Promise<Stage> =>
  stageOf({
    refs: ['main', 'v1', 'release/2'],
    handlers: {
      'release.yml': doing(nothing, {
        file: 'on: workflow_dispatch\n# ü '.padEnd(90, 'x'),
        at: { v1: { file: 'on: push\n' }, 'release/2': false },
        ...more,
      }),
    },
  });

const textOf = ({ body }: Awaited<ReturnType<Stage['ask']>>): string =>
  Buffer.from(String(body.content), 'base64').toString();

test('a file is base64 in lines, with its size and the hash that git gives it', async () => {
  const { ask, github } = await staged();
  const answer = await ask(`GET ${path}?ref=v1`);
  expect(answer.body).toMatchObject({
    type: 'file',
    encoding: 'base64',
    name: 'release.yml',
    path: '.github/workflows/release.yml',
    size: 9,
    content: 'b246IHB1c2gK\n',
    // As `git hash-object` says.
    sha: 'b83836ed8c80558d4e40ea4ac5d69f4405334799',
    html_url: `${github.url}/team/web/blob/v1/.github/workflows/release.yml`,
  });
});

test('without a ref it is the one of the default branch', async () => {
  const { ask } = await staged();
  expect(textOf(await ask(`GET ${path}`))).toMatch(/^on: workflow_dispatch\n# ü x+$/);
});

test.each(['main', 'refs/heads/main', '5110a5e11ab1e0c0ffee5eaf00d5eaf00d5110a5'])(
  'the ref may be %s',
  async (ref) => {
    const { ask } = await staged();
    expect((await ask(`GET ${path}?ref=${ref}`)).status).toBe(200);
  },
);

test.each([
  [`${path}?ref=nope`, 'No commit found for the ref nope'],
  [`${path}?ref=release%2F2`, 'Not Found'],
  ['/contents/.github/workflows/other.yml', 'Not Found'],
  ['/contents/release.yml', 'Not Found'],
])('%s is not found', async (asked, message) => {
  const { ask } = await staged();
  expect(await ask(`GET ${asked}`)).toMatchObject({ status: 404, body: { message } });
});

test('it is sent as it is to who accepts that', async () => {
  const { github } = await staged();
  const response = await fetch(`${github.url}/repos/team/web${path}?ref=v1`, {
    headers: { authorization: `Bearer ${github.tokens.job}`, accept: 'application/vnd.github.raw+json' },
  });
  expect([response.status, await response.text()]).toEqual([200, 'on: push\n']);
});

test('a token without Contents: read is refused', async () => {
  const { ask, github } = await staged();
  expect(await ask(`GET ${path}`, undefined, { token: github.tokens.variables })).toMatchObject({
    status: 403,
    body: { message: 'Resource not accessible by personal access token' },
  });
});

test('a text that nobody gives is written from what the handler declares', () => {
  const text = fileText({
    name: 'Release: web',
    runName: '${{ inputs.version }} # 1',
    inputs: {
      version: { required: true, description: 'what "to" ship\nand how' },
      size: { type: 'choice', options: ['small', 'no'], default: 'no' },
      force: { type: 'boolean', default: 'true' },
      plain: {},
    },
    events: ['deploy'],
    concurrency: { group: 'deploy' },
  });
  expect(parse(text)).toMatchObject({
    name: 'Release: web',
    'run-name': '${{ inputs.version }} # 1',
    on: {
      workflow_dispatch: {
        inputs: {
          version: { required: true, description: 'what "to" ship\nand how' },
          size: { type: 'choice', options: ['small', 'no'], default: 'no' },
          force: { type: 'boolean', default: true },
          plain: null,
        },
      },
      repository_dispatch: { types: ['deploy'] },
    },
    concurrency: { group: 'deploy', 'cancel-in-progress': false },
  });
});

test.each([
  [{ inputs: {} }, { workflow_dispatch: null }],
  [
    { inputs: {}, events: true as const },
    { workflow_dispatch: null, repository_dispatch: null },
  ],
  [{ inputs: {}, dispatchable: false }, 'push'],
])('of %j the triggers are %j', (text, on) => {
  expect((parse(fileText(text)) as { on: unknown }).on).toEqual(on);
});
