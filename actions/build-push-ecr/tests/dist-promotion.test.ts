/** What a user of the committed bundle sees when an image is promoted, against the local registry. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStage, type HarbourStage } from '@slipway/test-kit/harbour-stage';
import { play, put, uploads } from './dist-scene.ts';
import { attestedIndex, image, signatureOf } from '@slipway/test-kit/layouts-on-disk';

const repositories = `
  - { name: staging/web, immutable: true }
  - { name: production/web, immutable: true }
  - { name: production/api, immutable: true }
  - { name: production/signed, immutable: true }
`;
const world = `
region: eu-west-1
throttling: 'off'
repositories: ${repositories}
`;

const web = image('version 1');
const index = attestedIndex(image('version 2'), image('version 2', 'arm64'));
const signed = image('version 3');

const stages: HarbourStage[] = [];
const open = async (text: string): Promise<HarbourStage> => {
  const stage = await openStage({ world: text });
  stages.push(stage);
  for (const [each, tag] of [
    [web, 'v1'],
    [index, 'v2'],
    [signed, 'v3'],
    [signatureOf(signed), 'signature'],
  ] as const) {
    await put(stage, 'staging/web', each, tag);
  }
  return stage;
};

let stage: HarbourStage;
beforeAll(async () => {
  stage = await open(world);
});
afterAll(() => Promise.all(stages.map((each) => each.close())));

const from = ({ digest }: { readonly digest: string }): string => `staging/web@${digest}`;

test('another tag in the same repository moves no byte of a layer, and a re-run nothing at all', async () => {
  const inputs = { repository: 'staging/web', 'promote-from': from(web), tags: 'tested' };
  const first = await play(stage, inputs);
  expect(first.changes).toEqual(['PUT /v2/staging/web/manifests/tested → 201']);
  expect(first.transcript).toMatchSnapshot('first run');
  const second = await play(stage, inputs);
  expect([second.run.exitCode, second.run.outputs.digest, second.changes]).toEqual([0, web.digest, []]);
  expect(second.transcript).toMatchSnapshot('second run');
});

describe('an index with its attestations, into another repository', () => {
  const inputs = { repository: 'production/web', 'promote-from': from(index), tags: '{sha}' };

  test('goes through the runner, and a re-run changes nothing', async () => {
    const first = await play(stage, inputs);
    expect(first.run.outputs).toMatchObject({ digest: index.digest, reused: 'false' });
    expect(uploads(first).length).toBeGreaterThan(0);
    expect(first.transcript).toMatchSnapshot();
    const second = await play(stage, inputs);
    expect([second.run.outputs.reused, second.changes]).toEqual(['true', []]);
  });

  test('is taken over inside the registry where that has blob mounting on', async () => {
    const mounting = await open(`${world}\nblobMounting: ENABLED`);
    const first = await play(mounting, inputs);
    expect([first.run.outputs.digest, uploads(first)]).toEqual([index.digest, []]);
    expect(first.transcript).toMatchSnapshot();
    expect((await play(mounting, inputs)).changes).toEqual([]);
  });
});

test('from another account, with one login', async () => {
  const other = await open(`account: '444455556666'\n${world}`);
  const registry = new URL(other.aws.endpoint).host;
  const inputs = { repository: 'production/api', 'promote-from': `${registry}/${from(web)}`, tags: 'v1' };
  const first = await play(stage, inputs);
  expect([first.run.exitCode, first.run.outputs.digest]).toEqual([0, web.digest]);
  expect(first.transcript).toMatchSnapshot();
  expect((await play(stage, inputs)).changes).toEqual([]);
});

test('a signature goes with the image that it is about', async () => {
  const inputs = { repository: 'production/signed', 'promote-from': from(signed), tags: 'v3' };
  const first = await play(stage, inputs);
  expect(first.changes).toContain(`PUT /v2/production/signed/manifests/${signatureOf(signed).digest} → 201`);
  expect(first.transcript).toMatchSnapshot();
  expect((await play(stage, inputs)).changes).toEqual([]);
});

test('a dry run shows the plan and changes nothing', async () => {
  const planned = await play(stage, {
    repository: 'production/api',
    'promote-from': from(index),
    tags: 'v2',
    'dry-run': 'true',
  });
  expect([planned.run.exitCode, planned.changes]).toEqual([0, []]);
  expect(planned.transcript).toMatchSnapshot();
});

describe('what is not there to be promoted', () => {
  test.each([
    ['a digest', `staging/web@sha256:${'0'.repeat(64)}`],
    ['a repository', `staging/wbe@${web.digest}`],
  ])('%s', async (_, promoteFrom) => {
    const refused = await play(stage, {
      repository: 'production/api',
      'promote-from': promoteFrom,
      tags: 'v9',
    });
    expect([refused.run.exitCode, refused.changes]).toEqual([1, []]);
    expect(refused.transcript).toMatchSnapshot();
  });
});
