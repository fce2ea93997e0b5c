/** What a user of the committed bundle sees when inputs, rights or credentials keep an image from being put. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStage, type HarbourStage } from '@slipway/test-kit/harbour-stage';
import { play, put, type StepInputs } from './dist-scene.ts';
import { image, writeLayoutOf } from '@slipway/test-kit/layouts-on-disk';

const world = `
region: eu-west-1
throttling: 'off'
repositories:
  - { name: team/web, immutable: true }
  - { name: team/locked, immutable: true }
  - { name: team/late, immutable: true }
deny:
  - { action: 'ecr:PutImage', resource: '*:repository/team/locked' }
faults:
  - operation: 'PUT /v2/team/late/manifests/*'
    error: DENIED
    status: 403
    message: Your authorization token has expired. Reauthenticate and try again.
    times: 99
`;

let stage: HarbourStage;
beforeAll(async () => {
  stage = await openStage({ world });
  await writeLayoutOf(join(stage.workspace, 'layout'), [image('version 1')]);
  await put(stage, 'team/web', image('version 0'), 'taken');
});
afterAll(() => stage.close());

const layout = { 'oci-layout': 'layout', tags: 'v1' };
const digest = `sha256:${'a'.repeat(64)}`;

describe('inputs that can not be meant', () => {
  test.each<[string, StepInputs]>([
    ['two sources', { ...layout, 'promote-from': `team/api@${digest}` }],
    ['a build beside a layout', { ...layout, platforms: 'linux/arm64', cache: 'gha' }],
    ['an account id that lost its zero', { ...layout, 'registry-id': '12345678901' }],
    ['a promotion by tag', { tags: 'v1', 'promote-from': 'team/api:v1' }],
    ['tags for what this run is not', { ...layout, tags: '{version}\n{pr}\n{branch}\n-dev\n{commit}' }],
    ['a tag in the name of the repository', { ...layout, repository: 'team/web:v1' }],
    ['a value among the secrets', { secrets: 'NPM_TOKEN=hunter2' }],
  ])('%s', async (_, inputs) => {
    const refused = await play(stage, { repository: 'team/web', ...inputs });
    expect([refused.run.exitCode, refused.changes]).toEqual([1, []]);
    expect(refused.transcript).not.toContain('hunter2');
    expect(refused.transcript).toMatchSnapshot();
  });
});

test('a region that nothing names', async () => {
  const refused = await play(stage, { repository: 'team/web', ...layout }, { AWS_REGION: '' });
  expect([refused.run.exitCode, refused.changes]).toEqual([1, []]);
  expect(refused.transcript).toMatchSnapshot();
});

test.each(['reuse', 'fail', 'overwrite'])('an immutable tag of another image, with %s', async (mode) => {
  const inputs = { repository: 'team/web', ...layout, tags: 'taken', 'if-tag-exists': mode };
  const refused = await play(stage, inputs);
  expect([refused.run.exitCode, refused.changes]).toEqual([1, []]);
  expect(refused.transcript).toMatchSnapshot();
});

test('a role that may not put images', async () => {
  const refused = await play(stage, { repository: 'team/locked', ...layout });
  expect(refused.run.exitCode).toBe(1);
  expect(refused.transcript).toMatchSnapshot();
});

test('a login that the registry takes no more', async () => {
  const refused = await play(stage, { repository: 'team/late', ...layout });
  expect(refused.run.exitCode).toBe(1);
  expect(refused.run.outputs.digest).toBe('');
  expect(refused.run.summary).toContain('registry-login-refused');
  expect(refused.transcript).toMatchSnapshot();
});

test('credentials that have expired', async () => {
  const late = await openStage({ world: `${world}\ncredentials: { expireAfter: 1ms }` });
  try {
    await writeLayoutOf(join(late.workspace, 'layout'), [image('version 1')]);
    const refused = await play(late, { repository: 'team/web', ...layout });
    expect([refused.run.exitCode, refused.changes]).toEqual([1, []]);
    expect(refused.transcript).toMatchSnapshot();
  } finally {
    await late.close();
  }
});
