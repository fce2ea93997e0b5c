/** What a user of the committed bundle sees: its log, outputs, summary and calls, against the local registry. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { archiveImage } from '@slipway/test-kit/archived-image';
import { openStage, type HarbourStage, type Played } from '@slipway/test-kit/harbour-stage';
import { writeImage } from '@slipway/test-kit/pushed-image';

const world = `
region: eu-west-1
repositories:
  - { name: team/web, immutable: true }
  - { name: team/api, immutable: true }
  - { name: team/old, immutable: false }
  - { name: team/locked, immutable: true }
deny:
  - { action: 'ecr:PutImage', resource: '*:repository/team/locked' }
`;

let stage: HarbourStage;
beforeAll(async () => {
  stage = await openStage({ world });
  await writeImage(join(stage.workspace, 'layout'), 'version 1');
});
afterAll(() => stage.close());

const play = (inputs: Readonly<Record<string, string>>): Promise<Played> =>
  stage.play('build-push-ecr', { 'oci-layout': 'layout', tags: 'v1\n{short-sha}', ...inputs });

/** How well a layer is compressed is the machine's affair. */
const withoutSizes = ({ transcript }: Played): string =>
  transcript.replace(/\b[\d.]+ (?:B|kB|MB|bytes)\b/g, '‹size›').replace(/(?<=^ +size: )\d+/gm, '‹bytes›');

test('an image is pushed once, and the same again is reused', async () => {
  expect(withoutSizes(await play({ repository: 'team/web' }))).toMatchSnapshot('first run');
  const second = await play({ repository: 'team/web' });
  expect([second.run.exitCode, second.changes]).toEqual([0, []]);
  expect(withoutSizes(second)).toMatchSnapshot('second run');
});

test('a dry run pushes nothing', async () => {
  const planned = await play({ repository: 'team/api', 'dry-run': 'true' });
  expect([planned.run.exitCode, planned.changes]).toEqual([0, []]);
  expect(withoutSizes(planned)).toMatchSnapshot();
});

test('a repository that does not exist is named, and nothing is pushed', async () => {
  const refused = await play({ repository: 'team/wbe' });
  expect([refused.run.exitCode, refused.changes]).toEqual([1, []]);
  expect(withoutSizes(refused)).toMatchSnapshot();
});

test('a tag that holds another image is named, and stays as it is', async () => {
  await stage.push('team/api', 'v1');
  const refused = await play({ repository: 'team/api', tags: 'v1' });
  expect([refused.run.exitCode, refused.changes]).toEqual([1, []]);
  expect(withoutSizes(refused)).toMatchSnapshot();
});

test('a tag that holds another image stays as it is when that one is archived', async () => {
  await archiveImage(stage.aws.endpoint, 'team/old', await stage.push('team/old', 'v1'));
  const refused = await play({ repository: 'team/old', tags: 'v1' });
  expect([refused.run.exitCode, refused.changes]).toEqual([1, []]);
  expect(refused.transcript).toContain('The tag v1 of team/old holds another image');
});

test('an archived image is pushed again, which restores it', async () => {
  const { outputs } = (await play({ repository: 'team/old', tags: 'v2' })).run;
  await archiveImage(stage.aws.endpoint, 'team/old', outputs.digest ?? '');
  const restored = await play({ repository: 'team/old', tags: 'v2' });
  expect([restored.run.exitCode, restored.changes]).toEqual([0, [expect.stringContaining('PUT')]]);
  const again = await play({ repository: 'team/old', tags: 'v2' });
  expect([again.run.exitCode, again.changes]).toEqual([0, []]);
});

test('tags that could not be put are named, and outputs claim nothing that is not there', async () => {
  const stopped = await play({ repository: 'team/locked' });
  expect(stopped.run.exitCode).toBe(1);
  expect(withoutSizes(stopped)).toMatchSnapshot();
});
