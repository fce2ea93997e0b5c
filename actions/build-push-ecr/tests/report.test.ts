import { describe, expect, test } from '@jest/globals';
import { pushImage, type Result } from '../src/push-image.ts';
import { reportOf } from '../src/report.ts';
import { layoutOf, memoryWorld, request } from './memory-world.ts';

const layout = layoutOf('hello');
const { digest } = layout.root;

async function runs(...changes: readonly Partial<typeof request>[]): Promise<Result> {
  const world = memoryWorld({ layout });
  let result = await pushImage({ ...request, ...changes[0] }, world);
  for (const change of changes.slice(1)) result = await pushImage({ ...request, ...change }, world);
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
    ['a push', [{}], `Pushed 2 blobs (7 B) to team/web: ${digest} is there as v1.`],
    ['a new tag', [{}, { tags: ['v2'] }], `Pushed no blobs to team/web: ${digest} is there as v2.`],
    ['a dry run', [{ dryRun: true }], `Dry run: ${digest} would be in team/web as v1; nothing was pushed.`],
    ['a second run', [{}, {}], `Reused: team/web has ${digest} already as v1; nothing was pushed.`],
  ])('of %s says in its last line what happened', async (_, changes, line) => {
    expect(reportOf(await runs(...changes)).lines).toEqual([line]);
  });

  test('of a second run says that it was reused', async () => {
    expect(reportOf(await runs({}, {})).outputs.reused).toBe('true');
  });

  test('has a table with a row a tag', async () => {
    const { markdown } = reportOf(await runs({ tags: ['v1', 'latest'] })).summary;
    expect(markdown).toContain('| Tag | Before | Digest | Size | Blobs pushed | Blobs present |');
    expect(markdown).toContain(`| <code>latest</code> | new | <code>${digest}</code> | 1.5 kB | 2 | 0 |`);
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
