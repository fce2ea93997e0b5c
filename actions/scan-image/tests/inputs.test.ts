import { describe, expect, test } from '@jest/globals';
import { given } from './world.ts';

describe('the input fail-on', () => {
  test('is a budget a line', () => {
    expect(given({ 'fail-on': 'critical: 0\n high:3 ' }).failOn).toEqual(
      new Map([
        ['critical', 0],
        ['high', 3],
      ]),
    );
  });

  test.each([
    [
      'hihg: 1',
      '(the line `hihg: 1` is not: the severities are critical, high, medium, low, informational, undefined)',
    ],
    ['high', '(the line `high` is not)'],
    ['high: many', '(the line `high: many` is not)'],
    ['high: 1: 2', '(the line `high: 1: 2` is not)'],
    ['high: 1\nhigh: 2', '(`high` is given twice)'],
  ])('%j is refused', (text, why) => {
    expect(() => given({ 'fail-on': text })).toThrow(why);
  });
});

describe('the input digest', () => {
  test.each([
    ['sha256:12', ''],
    ['web@sha256:12', ' (give only what stands behind the @)'],
    ['a tag', ''],
    ['ecs:web', ' (a cluster or a service is missing: `ecs:cluster/service`)'],
    ['ecs:a/b/c', ' (names of ECS have letters, digits, `-` and `_`)'],
    ['arn:aws:ecs:eu-west-1:123456789012:service/main/web', ' (an ARN is not taken: write `ecs:main/web`)'],
  ])('%s is refused', (text, why) => {
    expect(() => given({ digest: text })).toThrow(
      new Error(
        `An input is wrong: \`digest\` must be a digest: \`sha256:\` and 64 hexadecimal digits, a tag, or \`ecs:cluster/service\`, but was \`${text}\`${why}. Correct it under \`with:\` of this step. Nothing was changed.`,
      ),
    );
  });
});
