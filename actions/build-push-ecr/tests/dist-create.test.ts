/** What a user of the committed bundle sees when it may make the repository. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStage, type HarbourStage } from '@slipway/test-kit/harbour-stage';
import { play, put } from './dist-scene.ts';
import { image, writeLayoutOf } from '@slipway/test-kit/layouts-on-disk';

const world = `
region: eu-west-1
throttling: 'off'
repositories:
  - { name: team/full, immutable: false }
deny:
  - { action: 'ecr:PutLifecyclePolicy', resource: '*:repository/team/half' }
  - { action: 'ecr:CreateRepository', resource: '*:repository/team/denied' }
`;

let stage: HarbourStage;
beforeAll(async () => {
  stage = await openStage({ world });
  await writeLayoutOf(join(stage.workspace, 'layout'), [image('version 1')]);
});
afterAll(() => stage.close());

const step = (repository: string, more = {}) =>
  play(stage, { repository, 'oci-layout': 'layout', tags: 'v1', 'create-repository': 'true', ...more });

test('a dry run says that it would be made', async () => {
  const planned = await step('team/new', { 'dry-run': 'true' });
  expect([planned.run.exitCode, planned.changes]).toEqual([0, []]);
  expect(planned.transcript).toMatchSnapshot();
});

test('a repository that is missing is made with its policy before the push, and once', async () => {
  const first = await step('team/new');
  expect(first.changes.slice(0, 2)).toEqual(['ecr:CreateRepository → 200', 'ecr:PutLifecyclePolicy → 200']);
  expect(first.transcript).toMatchSnapshot();
  const second = await step('team/new');
  expect([second.run.outputs.reused, second.changes]).toEqual(['true', []]);
});

test('a repository that has images is left as it is', async () => {
  await put(stage, 'team/full', image('version 0'), 'v0');
  const pushed = await step('team/full');
  expect([pushed.run.exitCode, pushed.changes.filter((call) => call.startsWith('ecr:'))]).toEqual([0, []]);
});

test.each(['team/half', 'team/denied'])('nothing is pushed to %s, which can not be made', async (name) => {
  const refused = await step(name);
  expect([refused.run.exitCode, refused.changes.filter((call) => call.startsWith('P'))]).toEqual([1, []]);
  expect(refused.transcript).toMatchSnapshot();
});

test('a repository that is missing is named, with what would make it', async () => {
  const refused = await step('team/none', { 'create-repository': 'false' });
  expect([refused.run.exitCode, refused.changes]).toEqual([1, []]);
  expect(refused.transcript).toMatchSnapshot();
});
