import { describe, expect, test } from '@jest/globals';
import {
  DescribeRepositoriesCommand,
  PutImageTagMutabilityCommand,
  type ImageTagMutability,
} from '@aws-sdk/client-ecr';
import { isFixedTag, mutabilityOf } from '../src/ecr/mutability.ts';
import { errorOf, onRegistry, putImage } from './ecr-requests.ts';
import { ecrWorld } from './ecr-stage.ts';

describe('a tag', () => {
  const exclusions = ['latest', 'cache-*', '*-rc*'];
  test.each([
    ['v1', true, false],
    ['latest', false, true],
    ['latest2', true, false],
    ['cache-', false, true],
    ['cache-web', false, true],
    ['my-cache-web', true, false],
    ['v1-rc', false, true],
    ['v1-rc.2', false, true],
  ])('%s is fixed where tags are immutable: %s, mutable: %s', (tag, immutable, mutable) => {
    expect(isFixedTag({ immutable: true, exclusions }, tag)).toBe(immutable);
    expect(isFixedTag({ immutable: false, exclusions }, tag)).toBe(mutable);
  });
});

const filters = (count: number, filter = 'a*') =>
  Array.from({ length: count }, () => ({ filterType: 'WILDCARD', filter }));

test.each([
  ['FIXED', [], "'imageTagMutability'"],
  ['IMMUTABLE', filters(1), 'has no meaning for IMMUTABLE'],
  ['IMMUTABLE_WITH_EXCLUSION', [], 'must have at least one filter for IMMUTABLE_WITH_EXCLUSION'],
  ['MUTABLE_WITH_EXCLUSION', filters(6), 'must have at most 5 filters'],
  ['MUTABLE_WITH_EXCLUSION', filters(1, 'a+'), "'imageTagMutabilityExclusionFilters.filter'"],
  ['MUTABLE_WITH_EXCLUSION', [{ filterType: 'REGEX', filter: 'a' }], 'must be WILDCARD'],
])('the setting %s with %j is refused', (imageTagMutability, imageTagMutabilityExclusionFilters, words) => {
  expect(() => mutabilityOf({ imageTagMutability, imageTagMutabilityExclusionFilters })).toThrow(words);
});

describe('a push', () => {
  const set = (imageTagMutability: ImageTagMutability, filter?: string) =>
    new PutImageTagMutabilityCommand({
      repositoryName: 'team/web',
      imageTagMutability,
      ...(filter === undefined
        ? {}
        : { imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD' as const, filter }] }),
    });

  test.each([
    ['MUTABLE', undefined, [201, 201]],
    ['IMMUTABLE', undefined, [400, 400]],
    ['IMMUTABLE_WITH_EXCLUSION', 'cache-*', [400, 201]],
    ['MUTABLE_WITH_EXCLUSION', 'v*', [400, 201]],
  ] as const)('with the setting %s (except %s) may move v1 and cache-web: %j', (setting, filter, statuses) =>
    onRegistry(async (ask, { client }) => {
      await client.send(set(setting, filter));
      const found: number[] = [];
      for (const reference of ['v1', 'cache-web']) {
        await putImage(ask, 'one', { reference });
        found.push((await putImage(ask, 'two', { reference })).response.status);
      }
      expect(found).toEqual(statuses);
    }),
  );

  test('of the same image under a tag that may not move is refused, too, in the words of ECR', () =>
    onRegistry(
      async (ask, { client }) => {
        const repository = { name: 'team/web', immutable: true, mutabilityExclusions: ['cache-*'] };
        await putImage(ask, 'one', { reference: 'v1' });
        expect(await errorOf((await putImage(ask, 'one', { reference: 'v1' })).response)).toEqual([
          400,
          'TAG_INVALID',
          "The image tag 'v1' already exists in the 'team/web' repository and cannot be overwritten because the repository is immutable",
        ]);
        const { repositories } = await client.send(new DescribeRepositoriesCommand({}));
        expect(repositories?.[0]).toMatchObject({
          repositoryName: repository.name,
          imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
          imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'cache-*' }],
        });
      },
      {
        ...ecrWorld,
        repositories: [
          { name: 'team/web', immutable: true, mutabilityExclusions: ['cache-*'], scanOnPush: false },
        ],
      },
    ));
});
