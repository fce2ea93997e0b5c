import { describe, expect, test } from '@jest/globals';
import {
  DescribeImagesCommand,
  GetLifecyclePolicyCommand,
  GetLifecyclePolicyPreviewCommand,
  PutLifecyclePolicyCommand,
  StartLifecyclePolicyPreviewCommand,
  type ECRClient,
} from '@aws-sdk/client-ecr';
import { expiries, type Candidate } from '../src/ecr/lifecycle/evaluate.ts';
import { parsePolicy } from '../src/ecr/lifecycle/policy.ts';
import { loggedInAgain, onRegistry, putImage, putIndex } from './ecr-requests.ts';

const day = 24 * 3_600_000;
const repositoryName = 'team/web';

type Selection = Readonly<Record<string, unknown>>;

const rule = (rulePriority: number, selection: Selection, action: object = { type: 'expire' }) => ({
  rulePriority,
  selection,
  action,
});
const policy = (...rules: readonly object[]): string => JSON.stringify({ rules });

const count = (countNumber: number) => ({ countType: 'imageCountMoreThan', countNumber });
const age = (countNumber: number, countType = 'sinceImagePushed') => ({
  countType,
  countUnit: 'days',
  countNumber,
});
const any = { tagStatus: 'any' };
const untagged = { tagStatus: 'untagged' };
const tagged = (...tagPatternList: readonly string[]) => ({ tagStatus: 'tagged', tagPatternList });

describe('a policy is refused', () => {
  const told: readonly (readonly [string, string])[] = [
    ['{', 'it is not JSON'],
    ['[]', 'the policy is not an object'],
    ['{"rules":[]}', '`rules` is not a list of rules'],
    [
      policy(rule(1, { ...any, ...count(1) }), rule(1, { ...untagged, ...count(1) })),
      'two rules have the priority 1',
    ],
    [
      policy(rule(1, { ...any, ...count(1) }), rule(2, { ...untagged, ...count(1) })),
      'a rule with tagStatus any must have the highest rulePriority',
    ],
    [
      policy(rule(1, { ...untagged, ...count(1) }), rule(2, { ...untagged, ...age(1) })),
      'two rules are about untagged',
    ],
    [
      policy(rule(1, { ...tagged('a*'), ...count(1) }), rule(2, { ...tagged('a*'), ...age(1) })),
      'the same tags',
    ],
    [policy(rule(0, { ...any, ...count(1) })), '`rules[0].rulePriority` must be a whole number above 0'],
    [
      policy(rule(1, { ...any, ...count(0) })),
      '`rules[0].selection.countNumber` must be a whole number above 0',
    ],
    [policy(rule(1, { tagStatus: 'tagged', ...count(1) })), 'must have tagPrefixList or tagPatternList'],
    [policy(rule(1, { ...tagged('a'), tagPrefixList: ['a'], ...count(1) })), 'not both'],
    [
      policy(rule(1, { ...untagged, tagPrefixList: ['a'], ...count(1) })),
      'may name tags only for tagStatus tagged',
    ],
    [policy(rule(1, { ...tagged('*a*b*c*d*'), ...count(1) })), 'a pattern may have 4 wildcards'],
    [policy(rule(1, { tagStatus: 'some', ...count(1) })), 'must be tagged, untagged or any'],
    [policy(rule(1, { ...any, ...count(1), countUnit: 'days' })), 'has no meaning for imageCountMoreThan'],
    [policy(rule(1, { ...any, ...age(1), countUnit: 'hours' })), 'must be days for sinceImagePushed'],
    [
      policy(rule(1, { ...any, countType: 'never', countNumber: 1 })),
      'must be imageCountMoreThan, sinceImagePushed',
    ],
    [policy(rule(1, { ...any, ...count(1) }, { type: 'keep' })), '`rules[0].action.type` must be expire'],
    [
      policy(...Array.from({ length: 51 }, (_, at) => rule(at + 1, { ...any, ...count(1) }))),
      'more than 50 rules',
    ],
    [' '.repeat(30_721), 'it is longer than 30720 characters'],
  ];
  test.each(told)('%.90s', (text, words) => {
    expect(() => parsePolicy(text)).toThrow(words);
    expect(() => parsePolicy(text)).toThrow(
      "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint",
    );
  });

  test('that moves images into the archive, which is not there yet, by name', () => {
    const archive = rule(1, { ...any, ...age(1) }, { type: 'transition', targetStorageClass: 'archive' });
    expect(() => parsePolicy(policy(archive))).toThrow('does not implement lifecycle rules that move images');
  });
});

describe('of images that were pushed one a day', () => {
  /** `name: tags`, the oldest first; the last was pushed today. */
  const images = (...rows: readonly (readonly string[])[]): readonly Candidate[] =>
    rows.map((tags, at) => ({
      digest: `image ${rows.length - 1 - at}`,
      tags,
      pushedAt: -(rows.length - 1 - at) * day,
      pulledAt: undefined,
    }));

  const expired = (text: string, candidates: readonly Candidate[]): readonly string[] =>
    expiries(parsePolicy(text), candidates, 0).map(({ image, priority }) => `${image.digest} by ${priority}`);

  const five = images(['v1'], ['v2'], [], ['v3', 'deployed-1'], ['v4']);

  test.each([
    [
      'the newest are kept by count',
      policy(rule(1, { ...any, ...count(3) })),
      ['image 4 by 1', 'image 3 by 1'],
    ],
    [
      'those older than so many days go by age',
      policy(rule(1, { ...any, ...age(2) })),
      ['image 4 by 1', 'image 3 by 1'],
    ],
    ['untagged ones go by themselves', policy(rule(1, { ...untagged, ...age(1) })), ['image 2 by 1']],
    [
      'a prefix is a pattern',
      policy(rule(1, { tagStatus: 'tagged', tagPrefixList: ['v'], ...count(3) })),
      ['image 4 by 1'],
    ],
    ['all patterns must fit', policy(rule(1, { ...tagged('v*', 'deployed-*'), ...age(0.5 + 0.5) })), []],
    [
      'an image stays with the first rule that its tags fit, which another one counts as well',
      policy(rule(1, { ...tagged('deployed-*'), ...count(10) }), rule(2, { ...any, ...count(1) })),
      ['image 4 by 2', 'image 3 by 2', 'image 2 by 2'],
    ],
    [
      'without such a rule it goes',
      policy(rule(1, { ...any, ...count(1) })),
      ['image 4 by 1', 'image 3 by 1', 'image 2 by 1', 'image 1 by 1'],
    ],
    [
      'priorities count, not the order of the text',
      policy(rule(9, { ...any, ...age(1) }), rule(3, { ...tagged('v1'), ...count(5) })),
      ['image 3 by 9', 'image 2 by 9'],
    ],
  ])('%s', (_name, text, gone) => {
    expect(expired(text, five)).toEqual(gone);
  });

  test('one that was pulled is as old as its pull', () => {
    const [oldest, ...others] = five;
    const pulled = [{ ...(oldest as Candidate), pulledAt: 0 }, ...others];
    expect(expired(policy(rule(1, { ...any, ...age(2, 'sinceImagePulled') })), pulled)).toEqual([
      'image 3 by 1',
    ]);
  });
});

const tagsIn = async (client: ECRClient): Promise<readonly string[]> => {
  const { imageDetails = [] } = await client.send(new DescribeImagesCommand({ repositoryName }));
  return imageDetails.flatMap(({ imageTags }) => imageTags ?? ['untagged']).sort();
};

describe('a policy of the repository', () => {
  const keep = (...rules: readonly object[]) =>
    new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: policy(...rules) });

  test('expires what it says within a day, and never what a rule before claims', () =>
    onRegistry(async (ask, { client, clock }) => {
      for (const name of ['one', 'two', 'three']) {
        await putImage(ask, name, { reference: name });
        if (name === 'one') await putImage(ask, name, { reference: 'deployed-1' });
        clock.advance(1000);
      }
      const lifecycle = [
        rule(1, { ...tagged('deployed-*'), ...count(100) }),
        rule(2, { ...any, ...count(1) }),
      ];
      await client.send(keep(...lifecycle));
      expect(await tagsIn(client)).toEqual(['deployed-1', 'one', 'three', 'two']);
      clock.advance(day);
      expect(await tagsIn(client)).toEqual(['deployed-1', 'one', 'three']);
      const { lastEvaluatedAt } = await client.send(new GetLifecyclePolicyCommand({ repositoryName }));
      expect(lastEvaluatedAt?.getTime()).toBeGreaterThan(clock.now() - day);
    }));

  test('takes the images of an index, and what refers to it, only after the index', () =>
    onRegistry(async (ask, stage) => {
      const { client, clock } = stage;
      const child = await putImage(ask, 'child');
      const index = await putIndex(ask, [child], 'v1');
      const subject = { mediaType: 'application/vnd.oci.image.index.v1+json', digest: index.digest, size: 1 };
      await putImage(ask, 'signature', { subject });
      await client.send(keep(rule(1, { ...untagged, ...age(1) }), rule(2, { ...any, ...age(3) })));
      clock.advance(3 * day);
      expect(await tagsIn(client)).toEqual(['untagged', 'untagged', 'v1']);
      clock.advance(day);
      // The index is gone with what refers to it, and its image is on its own.
      expect(await tagsIn(client)).toEqual(['untagged']);
      clock.advance(day);
      expect(await tagsIn(client)).toEqual([]);
      const again = await loggedInAgain(stage);
      expect((await again('HEAD', '/v2/team/web/manifests/v1')).status).toBe(404);
    }));

  test('that ECR would refuse is refused', () =>
    onRegistry(async (_ask, { client }) => {
      await expect(client.send(keep(rule(1, { ...any, ...count(0) })))).rejects.toMatchObject({
        name: 'InvalidParameterException',
      });
    }));
});

describe('a preview', () => {
  const start = (lifecyclePolicyText?: string) =>
    new StartLifecyclePolicyPreviewCommand({ repositoryName, lifecyclePolicyText });
  const get = new GetLifecyclePolicyPreviewCommand({ repositoryName });

  test('tells a moment later what would go and by which rule, and nothing goes', () =>
    onRegistry(async (ask, { client, clock }) => {
      for (const name of ['one', 'two']) {
        await putImage(ask, name, { reference: name });
        clock.advance(1000);
      }
      const started = await client.send(start(policy(rule(7, { ...any, ...count(1) }))));
      expect(started.status).toBe('IN_PROGRESS');
      expect((await client.send(get)).status).toBe('IN_PROGRESS');
      await expect(client.send(start(policy(rule(1, { ...any, ...count(1) }))))).rejects.toMatchObject({
        name: 'LifecyclePolicyPreviewInProgressException',
      });
      clock.advance(2000);
      expect(await client.send(get)).toMatchObject({
        status: 'COMPLETE',
        summary: { expiringImageTotalCount: 1 },
        previewResults: [{ imageTags: ['one'], action: { type: 'EXPIRE' }, appliedRulePriority: 7 }],
      });
      clock.advance(2 * day);
      expect(await tagsIn(client)).toEqual(['one', 'two']);
    }));

  test('needs a policy, and to be begun', () =>
    onRegistry(async (_ask, { client }) => {
      await expect(client.send(get)).rejects.toMatchObject({
        name: 'LifecyclePolicyPreviewNotFoundException',
      });
      await expect(client.send(start())).rejects.toMatchObject({ name: 'LifecyclePolicyNotFoundException' });
    }));
});
