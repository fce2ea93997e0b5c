import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { provideImage } from '../src/provide-image.ts';
import type { Result } from '../src/result.ts';
import { reportOf } from '../src/report.ts';
import { imageOf } from './images.ts';
import { memoryWorld, request } from './memory-world.ts';

const layout = imageOf(['hello']);
const { digest } = layout.root;

async function runs(...changes: readonly Partial<typeof request>[]): Promise<Result> {
  const world = memoryWorld({ layout });
  let result = await provideImage({ ...request, ...changes[0] }, world);
  for (const change of changes.slice(1)) result = await provideImage({ ...request, ...change }, world);
  return result;
}

describe('the report', () => {
  test('of a push sets every output', async () => {
    expect(reportOf(await runs({ tags: ['v1', 'latest'] })).outputs).toEqual({
      repository: 'team/web',
      registry: '127.0.0.1:5000',
      digest,
      image: `127.0.0.1:5000/team/web@${digest}`,
      tags: '["v1","latest"]',
      platforms: `{"linux/amd64":"${digest}"}`,
      'media-type': 'application/vnd.oci.image.manifest.v1+json',
      reused: 'false',
      size: '1500',
    });
  });

  test.each([
    ['a push', [{}], `Pushed 2 blobs (65 B): ${digest} is in team/web as v1.`],
    ['a new tag', [{}, { tags: ['v2'] }], `Tagged what was there: ${digest} is in team/web as v2.`],
    ['a dry run', [{ dryRun: true }], `Dry run: ${digest} would be in team/web as v1; nothing was pushed.`],
    ['a second run', [{}, {}], `Reused: team/web has ${digest} already as v1; nothing was pushed.`],
  ])('of %s says in its last line what happened', async (_, changes, line) => {
    expect(reportOf(await runs(...changes)).lines).toEqual([line]);
  });

  test('of a second run says that it was reused', async () => {
    expect(reportOf(await runs({}, {})).outputs.reused).toBe('true');
  });

  test('has a row a tag, and the layers beside them', async () => {
    const { markdown } = reportOf(await runs({ tags: ['v1', 'latest'] })).summary;
    expect(markdown).toContain('| Tag | Before | Now |');
    expect(markdown).toContain('| <code>latest</code> | new | holds the image |');
    expect(markdown).toContain('There is no image before it in the repository.');
    expect(markdown).toContain('| <code>linux/amd64</code> | 1 | 5 B |');
  });

  test('tells a tag that two lines gave', async () => {
    expect(reportOf(await runs({ tags: ['a-b', 'a/b'] })).annotations).toEqual([
      {
        level: 'notice',
        title: 'build-push-ecr: equal tags',
        message: 'More than one line of `tags` gives a-b; it is pushed once.',
      },
    ]);
  });
});

describe('the report of a push that was stopped at a tag', () => {
  const denied = setupFailure({
    code: 'registry-denied',
    what: 'The registry denied the push of latest',
    hint: 'Allow it in the role.',
  });

  /** @param before tags of earlier runs, each with its digest. */
  async function stopped(
    tags: readonly string[],
    refused: string,
    before?: readonly string[],
  ): Promise<Result> {
    const world = memoryWorld({ layout, refused: { [refused]: denied } });
    if (before !== undefined) await provideImage({ ...request, tags: before }, world);
    return provideImage({ ...request, tags: [...tags] }, world);
  }

  test('says in its outputs what is there', async () => {
    expect(reportOf(await stopped(['v1', 'latest', 'v2'], 'latest')).outputs).toEqual({
      repository: 'team/web',
      registry: '127.0.0.1:5000',
      digest,
      image: `127.0.0.1:5000/team/web@${digest}`,
      tags: '["v1"]',
      platforms: `{"linux/amd64":"${digest}"}`,
      'media-type': 'application/vnd.oci.image.manifest.v1+json',
      reused: 'false',
      size: '1500',
    });
  });

  test('says in its outputs when nothing is there', async () => {
    expect(reportOf(await stopped(['latest', 'v1'], 'latest')).outputs).toMatchObject({
      digest: '',
      image: '',
      tags: '[]',
      platforms: '{}',
      'media-type': '',
      size: '',
    });
  });

  test.each([
    [
      'the first of two tags',
      ['v1', 'latest'],
      undefined,
      `${digest} is in team/web as v1; missing: latest.`,
    ],
    ['no tag', ['latest', 'v1'], undefined, `${digest} is not in team/web; missing: latest, v1.`],
    ['a tag of an earlier run', ['latest', 'v1'], ['v1'], `${digest} is in team/web as v1; missing: latest.`],
    ['an image of an earlier run', ['latest'], ['v0'], `${digest} is in team/web; missing: latest.`],
  ])('names what is missing beside %s', async (_, tags, before, words) => {
    const { failure, lines } = reportOf(await stopped(tags, 'latest', before));
    expect(failure).toMatchObject({
      kind: 'setup',
      code: 'registry-denied',
      message: `The registry denied the push of latest. Allow it in the role. ${words}`,
    });
    expect(lines).toEqual([`Stopped: ${words}`]);
  });

  test('has a summary with what each tag holds now', async () => {
    const { markdown } = reportOf(await stopped(['v1', 'latest'], 'latest')).summary;
    expect(markdown).toContain('## ❌ build-push-ecr');
    expect(markdown).toContain(
      '| Tag | Before | Now |\n| --- | --- | --- |\n| <code>v1</code> | new | holds the image |\n| <code>latest</code> | new | missing |',
    );
  });
});
