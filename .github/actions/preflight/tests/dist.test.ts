/** What a person sees of the committed bundle: its log and its summary. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runAction } from '@slipway/local-runner/run-action';

const action = join(import.meta.dirname, '..');

let workspace = '';
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'slipway-preflight-'));
  await mkdir(join(workspace, '.github/workflows'), { recursive: true });
  const uses = 'slipway-actions/slipway/.github/workflows/release.yml@v1';
  const content = `on: push\npermissions: {}\njobs:\n  ship:\n    uses: ${uses}\n`;
  await writeFile(join(workspace, '.github/workflows/ship.yml'), content);
});
afterAll(() => rm(workspace, { recursive: true, force: true }));

const run = (
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  event: unknown = {},
) =>
  runAction({
    action,
    inputs: { environment: 'production', ...inputs },
    env: { GITHUB_REPOSITORY: 'octo/web', ...env },
    event,
    workspace,
  });

test('all is there', async () => {
  const { exitCode, log, summary } = await run(
    { variables: 'AWS_REGION=eu-west-1\nECS_CLUSTER=production', token: 'true' },
    { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example' },
  );
  expect([exitCode, log, summary]).toEqual([
    0,
    ["All is there: 2 variables of `production`, GitHub's token."],
    '',
  ]);
});

test('all that is wrong is said at once', async () => {
  const variables = 'AWS_REGION=eu-west\nECS_CLUSTER=\nECR_REPOSITORY=team/web';
  const { exitCode, log, summary, annotations } = await run({
    variables,
    token: 'true',
    workflows: '.github/workflows',
  });
  expect(exitCode).toBe(1);
  expect(annotations.length).toBe(5);
  expect([...log, '', summary].join('\n')).toMatchSnapshot();
});

test('the pull request of a fork is told from a missing permission', async () => {
  const event = { pull_request: { number: 7, head: { repo: { full_name: 'eve/web' } } } };
  const { exitCode, log } = await run({ token: 'true' }, { GITHUB_EVENT_NAME: 'pull_request' }, event);
  expect(exitCode).toBe(1);
  expect(log.join('\n')).toContain('the run is of the pull request of the fork eve/web');
});
